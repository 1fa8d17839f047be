"""Examples for the addresses of baskets, document templates and limits."""

from django.utils import timezone

from requirements_bank.services.limits import set_limit
from tests.architecture.examples import Arguments, example
from tests.factories.baskets import item_of, make_filled_basket, make_template
from tests.factories.cast import Cast

API = "api/v1/organisations/<slug:organisation>/"
API_BASKET = f"{API}baskets/<uuid:basket>/"


@example(
    "basket",
    "rename_basket",
    "basket_purchase",
    "copy_basket",
    "archive_basket",
    "use_basket",
    "basket_documents",
    API_BASKET,
    f"{API_BASKET}items/",
)
def a_basket(cast: Cast) -> Arguments:
    return {"basket": make_filled_basket(cast.ekby).uuid}


@example("basket_document", f"{API_BASKET}document.<str:kind>", everyones=("kind",))
def a_basket_as_file(cast: Cast) -> Arguments:
    return {"basket": make_filled_basket(cast.ekby).uuid, "kind": "xlsx"}


@example("document_template", "use_document_template", "remove_document_template")
def a_template(cast: Cast) -> Arguments:
    return {"template": make_template(cast.ekby).uuid}


@example("end_limit")
def a_limit(cast: Cast) -> Arguments:
    row = set_limit(
        organisation=cast.ekby, name="total", limit="5", reason="Små markeder", valid_from=timezone.localdate()
    )
    return {"limit": row.uuid}


@example(f"{API_BASKET}items/<uuid:item>/")
def an_item(cast: Cast) -> Arguments:
    basket = make_filled_basket(cast.ekby)
    return {"basket": basket.uuid, "item": item_of(basket).uuid}
