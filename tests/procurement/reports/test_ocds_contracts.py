"""A release tells who won, what was signed, and what became of it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisations.models import Organisation
from procurement.models import Contract, Procurement
from procurement.queries.published_contracts import published_contracts
from procurement.queries.published_terms import published_terms
from procurement.reports.ocds_release import ocds_release
from procurement.services.award_terms import Winner
from procurement.services.change_contract import Ground
from procurement.services.lots import add_lots
from tests.factories.contracts import BUSES, TRAMS, change_value, make_award, make_ended, make_extended, make_signed
from tests.factories.procurements import make_rising

pytestmark = pytest.mark.django_db
BEFORE, AFTER = datetime(2027, 6, 2, 12, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)


@pytest.fixture
def procurement(at_work_in_ekby: Organisation) -> Procurement:
    return make_rising(at_work_in_ekby).procurement


def released(procurement: Procurement, moment: datetime = BEFORE) -> dict[str, Any]:
    procurement.refresh_from_db()
    return ocds_release(published_terms(procurement, language="sv"), prefix="ocds-abc123", released_at=moment).data


def test_what_is_awarded_waits_to_be_signed(procurement: Procurement) -> None:
    make_award(procurement, BUSES)
    data = released(procurement)
    (award,), (contract,) = data["awards"], data["contracts"]

    assert data["tag"] == ["tender", "award"]
    assert award["suppliers"] == [{"id": "SE-ON-974760673", "name": "Buss AS"}]
    assert (award["date"], award["value"]["amount"]) == ("2027-05-10T00:00:00+02:00", 9_000_000)
    assert (contract["awardID"], contract["status"]) == (award["id"], "pending")
    assert "dateSigned" not in contract
    assert [each["roles"] for each in data["parties"]] == [["buyer", "procuringEntity"], ["supplier"]]


def test_what_is_signed_has_its_own_days_value_and_steps(procurement: Procurement) -> None:
    contract = make_award(procurement, BUSES).contracts.get()
    signed = make_signed(contract, first_day=date(2027, 10, 1))
    make_extended(signed, date(2031, 5, 1))
    signed.refresh_from_db()
    change_value(
        signed,
        Decimal(9_500_000),
        Ground("review_clause", "Clause 9.", date(2031, 6, 1)),
        revision=signed.revision,
    )
    data = released(procurement)
    (award,), (told,) = data["awards"], data["contracts"]

    assert data["tag"] == ["tender", "award", "contract"]
    assert (award["value"]["amount"], told["value"]["amount"]) == (9_000_000, 9_500_000)
    assert told["period"] == {
        "startDate": "2027-10-01T00:00:00+02:00",
        "endDate": "2032-09-30T23:59:59+02:00",
        "maxExtentDate": "2033-09-30T23:59:59+02:00",
        "durationInDays": 1827,
    }
    assert (told["status"], told["dateSigned"]) == ("active", "2027-06-01T00:00:00+02:00")
    assert [each["dueDate"][:10] for each in told["milestones"]] == ["2027-10-01", "2029-10-01", "2031-10-01"]
    assert told["milestones"][1]["title"].endswith(">= 60 %")
    assert data["tender"]["contractPeriod"]["startDate"] == "2027-08-01T00:00:00+02:00"
    assert released(procurement, AFTER)["contracts"][0]["status"] == "terminated"


def test_parallel_suppliers_and_lots_stand_beside_what_is_theirs(procurement: Procurement) -> None:
    north, south = add_lots(procurement, [{"title": "North"}, {"title": "South"}])
    make_award(procurement, replace(BUSES, value=Decimal(5)), replace(TRAMS, value=Decimal(4)), lot=north)
    make_signed(Contract.objects.earliest("pk"))
    make_ended(procurement, south, "Too dear.", date(2027, 5, 12))
    data = released(procurement)

    assert [(each["status"], each["relatedLots"]) for each in data["awards"]] == [
        ("active", ["LOT-0001"]),
        ("active", ["LOT-0001"]),
        ("unsuccessful", ["LOT-0002"]),
    ]
    assert [each["value"]["amount"] for each in data["contracts"]] == [5, 4]
    assert [each["status"] for each in data["contracts"]] == ["active", "pending"]
    assert [each["id"] for each in data["parties"]][1:] == ["SE-ON-974760673", "Trikk AS"]


def test_more_contracts_ask_the_database_no_more(procurement: Procurement) -> None:
    north, south = add_lots(procurement, [{"title": "North"}, {"title": "South"}])
    make_award(procurement, BUSES, lot=north)
    with CaptureQueriesContext(connection) as of_one:
        assert len(published_contracts(procurement)) == 1
    make_award(procurement, TRAMS, lot=south)
    with CaptureQueriesContext(connection) as of_two:
        assert len(published_contracts(procurement)) == 2
    assert len(of_two) == len(of_one)


def test_the_number_of_a_person_is_not_published(procurement: Procurement) -> None:
    make_award(procurement, Winner("Eva Bussresor", number="19811228-9874"))

    assert "9874" not in str(released(procurement))
