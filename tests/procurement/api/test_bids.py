"""Bids by the API: registered by a tender system once they are due, read by programs after the award alone."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Role
from procurement.models import AskedRequirement, Bid, Lot, Procurement
from procurement.services.lots import add_lot
from procurement.services.procurements import name_buyers
from tests.api.callers import Caller, make_caller
from tests.factories.bids import make_bid, make_opened
from tests.factories.cast import Cast
from tests.factories.contracts import award_opened

pytestmark = pytest.mark.django_db
Opened = tuple[Procurement, AskedRequirement, AskedRequirement]


@pytest.fixture
def opened(cast: Cast) -> Opened:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_opened(cast.ekby)


def of(procurement: Procurement, bid: str = "", *, place: str = "ekby") -> str:
    return f"organisations/{place}/procurements/{procurement.uuid}/bids/{bid}"


def body(opened: Opened, **changes: Any) -> dict[str, Any]:
    """A bid that answers the criterion and promises more than is asked in the second step."""
    _procurement, asked, clause = opened
    return {
        "supplier_name": "Nordbuss AS",
        "price": "1200000.50",
        "tonnes": "420.5",
        "answers": [{"asked": str(asked.uuid), "answer": "70", "evidence": "Annex 3"}],
        "steps": [
            {"asked": str(clause.uuid), "number": 1, "threshold": "35"},
            {"asked": str(clause.uuid), "number": 2, "threshold": "75", "months": 12},
        ],
        **changes,
    }


def change(cast: Cast, procurement: Procurement, **said: Any) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        Procurement.objects.filter(pk=procurement.pk).update(**said)


def award(cast: Cast, procurement: Procurement) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        award_opened(procurement)


def test_a_bid_is_registered_and_read_after_the_award_alone(buyer: Caller, cast: Cast, opened: Opened) -> None:
    procurement, asked, clause = opened
    with open_access(access_for_work(cast.ekby.pk)):
        make_bid(procurement, "Sørbuss AS", 1_100_000)
    made = buyer.post(of(procurement), body(opened))
    assert made.status_code == 201, made.content
    assert made.json().keys() == {"bid", "lot", "supplier_name", "received_at"}
    one = of(procurement, f"{made.json()['bid']}/")
    for hidden in (buyer.get(of(procurement), accept_language="en"), buyer.get(one, accept_language="en")):
        assert (hidden.status_code, "Until the award" in hidden.json()["detail"]) == (403, True)
        assert b"buss AS" not in hidden.content

    award(cast, procurement)
    assert [row["supplier_name"] for row in buyer.get(of(procurement)).json()["results"]] == [
        "Nordbuss AS", "Sørbuss AS",
    ]  # fmt: skip
    read = buyer.get(one).json()
    assert (read["price"], read["tonnes"], read["ladder_level"]) == ("1200000.5000", "420.5", None)
    answered, asked_step = read["answers"][0], read["steps"][0]
    assert (answered["asked"], answered["answer"], answered["points"]) == (str(asked.uuid), "70", None)
    assert (asked_step["asked"], asked_step["threshold"], asked_step["verdict"]) == (str(clause.uuid), "35", "not_kept")
    assert [(step["months"], step["verdict"]) for step in read["steps"]] == [(0, "not_kept"), (12, "kept")]
    assert [each["is_breach"] for each in read["findings"]] == [True]


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"supplier_name": " "}, "supplier_name", "Write who offers."),
        ({"price": "0"}, "price", "Write a price above zero."),
        ({"tonnes": "420.1234"}, "tonnes", "Write at most 3 decimals."),
        ({"tonnes": "-1"}, "tonnes", "Write a figure from 0 to 1000000000."),
        ({"contact_email": "nobody"}, "contact_email", "Enter a valid email address."),
        ({"received_on": "1026-01-01"}, "received_on", "Write a day between 2000 and 2199."),
        ({"lot": "12121212-1212-4121-8121-121212121212"}, "lot", "The procurement has no such lot."),
    ],
)
def test_what_does_not_fit_is_said_with_the_sentences_of_the_page(
    buyer: Caller, opened: Opened, changes: dict[str, Any], field: str, sentence: str
) -> None:
    refused = buyer.post(of(opened[0]), body(opened, **changes), accept_language="en")

    assert refused.status_code == 422
    assert [(error["field"], error["message"]) for error in refused.json()["errors"]] == [(field, sentence)]


def test_a_client_that_is_called_like_another_does_not_learn_of_its_bids(cast: Cast, opened: Opened) -> None:
    first, second = make_caller(cast.ekby, Role.OFFICER), make_caller(cast.ekby, Role.OFFICER)
    sent = body(opened)

    assert first.sign_in().post(of(opened[0]), sent).status_code == 201
    assert second.sign_in().post(of(opened[0]), sent).status_code == 201
    assert [each.post(of(opened[0]), sent).status_code for each in (first, second)] == [422, 422]


def test_answers_and_steps_are_refused_where_they_stand(buyer: Caller, opened: Opened) -> None:
    _procurement, asked, clause = opened
    there = {"asked": str(asked.uuid), "answer": "70"}
    beyond = {"asked": str(clause.uuid), "number": 1, "threshold": "140"}
    for changes, field in (
        ({"answers": [{**there, "answer": "much"}]}, "answers.0.answer"),
        ({"answers": [{**there, "answer": "33.3333333333333333333333333"}]}, "answers.0.answer"),
        ({"answers": [there, there]}, "answers.1.asked"),
        ({"answers": [{"asked": str(clause.uuid), "answer": "70"}]}, "answers.0.answer"),
        ({"answers": [{**there, "asked": str(opened[0].uuid)}]}, "answers.0.asked"),
        ({"steps": [beyond]}, "steps.0.threshold"),
        ({"steps": [{**beyond, "threshold": "40", "number": 9}]}, "steps.0.threshold"),
        ({"steps": [{**beyond, "threshold": "40", "day": "2028-01-01"}]}, "steps.0.day"),
    ):
        refused = buyer.post(of(opened[0]), body(opened, **changes))
        assert (refused.status_code, [error["field"] for error in refused.json()["errors"]]) == (422, [field])


def test_bids_are_taken_from_their_day_until_the_award_and_once(buyer: Caller, cast: Cast, opened: Opened) -> None:
    procurement = opened[0]
    change(cast, procurement, bids_due_on=timezone.localdate() + timedelta(days=1))
    assert buyer.post(of(procurement), body(opened)).status_code == 422
    change(cast, procurement, bids_due_on=date(2025, 4, 14))
    assert buyer.post(of(procurement), body(opened)).status_code == 201
    again = buyer.post(of(procurement), body(opened))
    assert (again.status_code, again.json()["errors"][0]["field"]) == (422, "supplier_name")
    award(cast, procurement)
    assert buyer.post(of(procurement), body(opened, supplier_name="Sørbuss AS")).status_code == 422


def test_a_program_never_learns_that_somebody_else_has_a_bid_of_the_supplier(
    buyer: Caller, cast: Cast, opened: Opened
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_bid(opened[0], "Nordbuss AS", 900_000)
    probing, unknown = (
        buyer.post(of(opened[0]), body(opened, supplier_name=name)) for name in ("Nordbuss AS", "Ny AS")
    )

    assert (probing.status_code, unknown.status_code) == (201, 201)
    assert probing.json().keys() == unknown.json().keys()
    assert probing.json()["supplier_name"] == "Nordbuss AS"
    with open_access(access_for_work(cast.ekby.pk)):
        names = list(Bid.objects.values_list("supplier_name", flat=True))
        assert names == ["Nordbuss AS", "Nordbuss AS (2)", "Ny AS"]
        assert "Nordbuss AS" in Bid.objects.get(supplier_name="Nordbuss AS (2)").note
    again = [buyer.post(of(opened[0]), body(opened, supplier_name=name)) for name in ("Nordbuss AS", "Ny AS")]
    assert [(each.status_code, each.json()["errors"][0]["field"]) for each in again] == [(422, "supplier_name")] * 2
    assert again[0].json()["detail"] == again[1].json()["detail"].replace("Ny AS", "Nordbuss AS")


def test_a_bid_names_its_lot_where_there_are_lots(buyer: Caller, cast: Cast, opened: Opened) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        lot: Lot = add_lot(opened[0], title="Nord")
    assert buyer.post(of(opened[0]), body(opened)).json()["errors"][0]["field"] == "lot"
    assert buyer.post(of(opened[0]), body(opened, lot=str(lot.uuid))).json()["lot"] == str(lot.uuid)


def test_the_number_of_a_person_is_hidden_and_that_of_a_company_is_not(
    buyer: Caller, cast: Cast, opened: Opened
) -> None:
    for supplier, number in (("Anna Ek", "850709-9805"), ("Buss AB", "556687-3963")):
        said = body(opened, supplier_name=supplier, supplier_number=number)
        assert buyer.post(of(opened[0]), said).status_code == 201
    award(cast, opened[0])

    rows = {row["supplier_name"]: row for row in buyer.get(of(opened[0])).json()["results"]}
    numbers = {name: row["supplier_number"] for name, row in rows.items()}
    assert numbers == {"Anna Ek": "••••••-••••", "Buss AB": "556687-3963"}
    assert buyer.get(of(opened[0], f"{rows['Anna Ek']['bid']}/")).json()["supplier_number"] == "••••••-••••"


def test_a_bid_without_a_day_has_none(buyer: Caller, opened: Opened) -> None:
    assert buyer.post(of(opened[0]), body(opened)).json()["received_at"] is None
    dated = buyer.post(of(opened[0]), body(opened, supplier_name="Sørbuss AS", received_on="2025-04-14")).json()
    assert dated["received_at"].startswith("2025-04-14")


def test_the_lead_alone_registers_and_with_the_scope(neighbour: Caller, cast: Cast, opened: Opened) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        name_buyers(opened[0], [cast.granby])
        make_bid(opened[0])
    assert neighbour.post(of(opened[0], place="granby"), body(opened)).status_code == 403
    assert neighbour.get(of(opened[0], place="granby")).status_code == 403
    reading = make_caller(cast.ekby, scopes=("read",), name="Reading").sign_in()
    assert reading.post(of(opened[0]), body(opened)).status_code == 403
    award(cast, opened[0])
    assert len(neighbour.get(of(opened[0], place="granby")).json()["results"]) == 1


def test_more_bids_ask_the_database_no_more(
    buyer: Caller, cast: Cast, opened: Opened, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    award(cast, opened[0])
    asked_for = []
    for number in (1, 3):
        with open_access(access_for_work(cast.ekby.pk)):
            while Bid.objects.count() < number:
                make_bid(opened[0], f"Buss {Bid.objects.count()}", tonnes=Decimal(4))
        with django_assert_max_num_queries(20) as queries:
            assert len(buyer.get(of(opened[0])).json()["results"]) == number
        asked_for.append(len(queries))

    assert asked_for[0] == asked_for[1]
