"""Examples for the addresses of the supplier register."""

from suppliers.models import SupplierCard
from suppliers.services.merge_suppliers import Pair, merge_suppliers
from tests.architecture.examples import Arguments, example
from tests.factories.cast import Cast
from tests.factories.ledgers import import_sample

API_SUPPLIERS = "api/v1/organisations/<slug:organisation>/suppliers/"


@example("supplier", "correct_supplier", "merge_supplier", f"{API_SUPPLIERS}<uuid:supplier>/")
def a_supplier(cast: Cast) -> Arguments:
    return {"supplier": two_cards(cast)[0].uuid}


@example("undo_supplier_merge", f"{API_SUPPLIERS}merges/<uuid:merge>/undo/")
def a_merge(cast: Cast) -> Arguments:
    one, other = two_cards(cast)
    (merge,) = merge_suppliers(organisation=cast.ekby, pairs=[Pair(one, other)])
    return {"merge": merge.uuid}


def two_cards(cast: Cast) -> list[SupplierCard]:
    import_sample(cast.ekby)
    return list(SupplierCard.objects.filter(organisation=cast.ekby, is_personal=False).order_by("pk")[:2])
