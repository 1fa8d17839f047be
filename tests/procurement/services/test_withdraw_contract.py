"""One contract of an award is withdrawn where its supplier will not sign; the others stand."""

from collections.abc import Callable

import pytest
from django.test import Client

from foundation.access import open_access
from foundation.changes.models import Change
from foundation.errors import ConflictError
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import Contract, Procurement
from procurement.queries.signed_contracts import signed_of
from procurement.services.locked_contract import ContractNotPossibleError
from procurement.services.withdraw_contract import withdraw_contract
from tests.factories.cast import Cast
from tests.factories.contracts import BUSES, TRAMS, make_award, make_call_off, make_contract, make_signed
from tests.factories.procurements import make_rising

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
WHY = "The supplier is bankrupt."


@pytest.fixture
def two(cast: Cast) -> tuple[Contract, Contract]:
    """Two framework agreements of an award: the first one is signed, the second one waits."""
    with open_access(access_for_work(cast.ekby.pk)):
        procurement = make_rising(cast.ekby).procurement
        Procurement.objects.filter(pk=procurement.pk).update(agreement="framework")
        first, second = make_award(procurement, BUSES, TRAMS).contracts.order_by("pk")
        return make_signed(first), second


def test_all_is_signed_once_the_contract_that_will_not_be_is_withdrawn(
    cast: Cast, two: tuple[Contract, Contract]
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        first, second = two
        assert second.procurement
        assert not signed_of(second.procurement).is_all
        withdrawn = withdraw_contract(second, because=WHY, revision=second.revision)
        assert (withdrawn.state, withdrawn.withdrawn_because) == ("withdrawn", WHY)
        said = signed_of(Procurement.objects.get(pk=second.procurement.pk))
        assert (said.is_all, list(said.contracts)) == (True, [first])
        assert withdraw_contract(second, because=WHY, revision=0) == withdrawn, "sent twice it is done once"
        assert Change.objects.filter(kind="procurement.contract", action="not_signed").count() == 1


def test_what_is_signed_stands_alone_or_was_called_off_is_not_withdrawn_like_this(
    cast: Cast, two: tuple[Contract, Contract]
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        first, second = two
        alone = make_contract(make_rising(cast.ekby).procurement)
        for contract, sentence in (
            (first, "not signed yet"), (make_call_off(first), "not signed yet"), (alone, "only contract of its award"),
        ):  # fmt: skip
            with pytest.raises(ContractNotPossibleError, match=sentence):
                withdraw_contract(contract, because=WHY, revision=contract.revision)
        with pytest.raises(ContractNotPossibleError, match="Say why"):
            withdraw_contract(second, because=" ", revision=second.revision)
        with pytest.raises(ConflictError):
            withdraw_contract(second, because=WHY, revision=0)


def test_the_page_offers_it_to_those_who_decide(
    cast: Cast, client_for: Callable[[User], Client], two: tuple[Contract, Contract]
) -> None:
    first, second = (f"/o/ekby/procurements/contracts/{each.uuid}/" for each in two)
    ada, address = client_for(cast.ada), f"{second}not-signed/?revision={two[1].revision}"
    assert address in ada.get(second).text
    assert "not-signed/" not in ada.get(first).text
    assert client_for(cast.bo).post(address, {"reason": WHY}).status_code == 404
    done = ada.post(address, {"reason": WHY}, follow=True).text
    assert f"It was withdrawn before it was signed: {WHY}" in done
    assert "not-signed/" not in done
