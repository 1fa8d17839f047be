"""What suppliers bid on is free until there are bids, then changes with a reason, and not once it is decided."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from foundation.changes.models import Change
from organisations.models import Organisation
from procurement.models import Lot, Procurement
from procurement.services.award import take_award_back
from procurement.services.basis_bid_on import FIXED, REASONED, Basis, basis_of
from procurement.services.locked_procurement import ProcurementNotPossibleError
from procurement.services.lots import LotSaid, add_lot, change_lot
from procurement.services.procurements import change_procurement
from tests.factories.bids import make_bid
from tests.factories.contracts import make_award
from tests.factories.procurements import make_planned

pytestmark = pytest.mark.django_db
OTHER: dict[str, Any] = {
    "country": "NO",
    "agreement": "framework",
    "value": Decimal(14_000_000),
    "cpv": ["60130000"],
    "procedure": "restricted",
    "announced_on": date(2027, 3, 2),
    "bids_due_on": date(2027, 4, 20),
    "first_day": date(2027, 9, 1),
    "months": 36,
    "options": [12],
}
BESIDE = {"title": "Skoleskyss", "description": "Buses", "case_number": "27/1", "category": "food"}


def change(procurement: Procurement, because: str = "", **said: Any) -> Procurement:
    revision = Procurement.objects.get(pk=procurement.pk).revision
    return change_procurement(procurement, revision=revision, because=because, **said)


def recorded() -> list[dict[str, Any]]:
    found = Change.objects.filter(kind="procurement.procurement", action="corrected")
    return [dict(each.summary) for each in found]


def test_every_field_that_bids_rest_on_is_tried() -> None:
    assert set(OTHER) == {*FIXED, *REASONED}


def test_all_of_it_is_free_until_there_are_bids(at_work_in_ekby: Organisation) -> None:
    procurement = change(make_planned(at_work_in_ekby), **OTHER)

    assert (procurement.country, procurement.months, basis_of(procurement)) == ("NO", 36, Basis.FREE)
    assert recorded() == []


@pytest.mark.parametrize("name", FIXED)
def test_once_there_are_bids_currency_and_agreement_stay_whatever_is_said(
    at_work_in_ekby: Organisation, name: str
) -> None:
    procurement = make_planned(at_work_in_ekby)
    make_bid(procurement)

    with pytest.raises(ProcurementNotPossibleError, match="make a new one") as refused:
        change(procurement, "It was wrong", **{name: OTHER[name]})
    assert refused.value.field == name


@pytest.mark.parametrize("name", REASONED)
def test_once_there_are_bids_the_rest_changes_with_a_reason_that_is_kept(
    at_work_in_ekby: Organisation, name: str
) -> None:
    procurement = make_planned(at_work_in_ekby)
    make_bid(procurement)

    with pytest.raises(ProcurementNotPossibleError, match="Say why") as refused:
        change(procurement, "  ", **{name: OTHER[name]})
    changed = change(procurement, "A slip of the pen", **{name: OTHER[name]})

    assert refused.value.field == "because"
    assert getattr(changed, name) == OTHER[name]
    assert [(each["what"], each["because"]) for each in recorded()] == [(str(REASONED[name]), "A slip of the pen")]


@pytest.mark.parametrize("name", OTHER)
def test_once_it_is_decided_it_stays_until_the_decision_is_taken_back(at_work_in_ekby: Organisation, name: str) -> None:
    procurement = make_planned(at_work_in_ekby)
    make_bid(procurement)
    made = make_award(procurement)

    with pytest.raises(ProcurementNotPossibleError, match="It is decided") as refused:
        change(procurement, "It was wrong", **{name: OTHER[name]})
    assert (refused.value.field, basis_of(procurement)) == (name, Basis.DECIDED)
    take_award_back(made, because="A complaint was right")
    assert basis_of(procurement) is Basis.BID_ON


def test_what_bids_do_not_rest_on_changes_as_before(at_work_in_ekby: Organisation) -> None:
    procurement = make_planned(at_work_in_ekby)
    make_bid(procurement)
    make_award(procurement)

    assert change(procurement, **BESIDE).title == "Skoleskyss"
    assert recorded() == []


def test_value_and_codes_of_a_lot_stay_once_there_are_bids(at_work_in_ekby: Organisation) -> None:
    procurement = make_planned(at_work_in_ekby)
    lot = add_lot(procurement, title="North", value=Decimal(5_000_000))
    change_lot(lot, value=Decimal(6_000_000))
    make_bid(procurement, lot=lot)

    changes: list[LotSaid] = [{"value": Decimal(7_000_000)}, {"cpv": ["60130000"]}]
    for said in changes:
        with pytest.raises(ProcurementNotPossibleError, match="of the lot") as refused:
            change_lot(lot, **said)
        assert [refused.value.field] == list(said)
    assert change_lot(lot, title="Nord", description="With the islands").title == "Nord"
    assert Lot.objects.get().value == Decimal(6_000_000)
