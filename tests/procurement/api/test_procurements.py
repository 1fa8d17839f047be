"""Procurements by the API: make, find, read, change, divide, name who buys, and move on."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Role
from procurement.models import Part, Procurement
from procurement.services.procurements import name_buyers, name_participant
from tests.api.callers import Caller, make_caller
from tests.factories.bids import make_bid
from tests.factories.cast import Cast
from tests.factories.contracts import make_award
from tests.factories.procurements import make_asking, make_planned

pytestmark = pytest.mark.django_db
PROCUREMENTS = "organisations/ekby/procurements/"


@pytest.fixture
def planned(cast: Cast) -> Procurement:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_planned(cast.ekby)


def of(procurement: Procurement, part: str = "", *, place: str = "ekby") -> str:
    return f"organisations/{place}/procurements/{procurement.uuid}/{part}"


def errors_of(answer: Any) -> dict[str, str]:
    return {error["field"]: error["code"] for error in answer.json()["errors"]}


def test_a_procurement_is_made_read_and_changed(buyer: Caller) -> None:
    said = {"title": "Renhold 2028", "category": "food", "value": "3400000.5", "price_weight": "70"}
    made = buyer.post(PROCUREMENTS, {**said, "first_day": "2028-01-01", "months": 24, "options": [12]})
    assert made.status_code == 201, made.content
    path = f"{PROCUREMENTS}{made.json()['procurement']}/"
    read = buyer.get(path).json()
    assert {name: read[name] for name in ("value", "currency", "price_weight", "ends_on", "stage", "made_by")} == {
        "value": "3400000.5000", "currency": "SEK", "price_weight": "70", "ends_on": "2029-12-31", "stage": "idea",
        "made_by": "ERP",
    }  # fmt: skip
    assert [(day["kind"], day["day"]) for day in read["timeline"]][-3:] == [
        ("first_day", "2028-01-01"), ("end", "2029-12-31"), ("last_end", "2030-12-31"),
    ]  # fmt: skip
    assert read["stake"] is None

    changed = buyer.send("patch", path, {"revision": read["revision"], "months": 12, "value": None, "options": []})
    assert [changed.json()[name] for name in ("ends_on", "value", "title")] == ["2028-12-31", None, "Renhold 2028"]


def test_a_change_from_an_old_revision_names_the_newest(buyer: Caller, planned: Procurement) -> None:
    assert buyer.send("patch", of(planned), {"revision": 1, "title": "Først"}).status_code == 200
    late = buyer.send("patch", of(planned), {"revision": 1, "title": "Senere"})

    assert (late.status_code, errors_of(late)) == (409, {"revision": "stale_revision"})
    assert "2" in late.json()["detail"]
    assert buyer.get(of(planned)).json()["title"] == "Først"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"first_day": "1000-01-01"}, "first_day"),
        ({"category": "none"}, "category"),
        ({"cpv": ["00000000"]}, "cpv"),
        ({"options": [12], "months": None}, "months"),
        ({"bids_due_on": "2027-01-01"}, "bids_due_on"),
    ],
)
def test_what_does_not_fit_is_named(buyer: Caller, planned: Procurement, said: dict[str, Any], field: str) -> None:
    refused = buyer.send("patch", of(planned), {"revision": 1, "title": "Ny", **said})

    assert (refused.status_code, set(errors_of(refused))) == (422, {field})
    assert buyer.get(of(planned)).json()["title"] == planned.title


def test_the_list_is_narrowed(buyer: Caller, cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_planned(cast.ekby)
        make_planned(cast.ekby, title="Frukt", category="food.meat", first_day=None, months=None, options=[])
        Procurement.objects.filter(title="Frukt").update(updated_at=datetime(2026, 1, 1, tzinfo=UTC))

    def titles(query: str) -> list[str]:
        return [row["title"] for row in buyer.get(f"{PROCUREMENTS}?{query}").json()["results"]]

    assert titles("") == ["Frukt", "Skoleskyss 2027"]
    assert titles("q=frukt") == titles("category=food") == ["Frukt"]
    assert titles("ends_before=2031-08-01") == ["Skoleskyss 2027"]
    assert titles("ends_before=2031-07-31") == titles("stage=awarded") == []
    assert titles(f"changed_since={timezone.localdate().year}-02-01T00:00:00Z") == ["Skoleskyss 2027"]
    assert buyer.get(f"{PROCUREMENTS}?stage=none").status_code == 400


def test_a_longer_list_asks_the_database_no_more(
    buyer: Caller, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        for _ in range(3):
            make_asking(cast.ekby)
    with django_assert_max_num_queries(30) as asked_for_one:
        buyer.get(f"{PROCUREMENTS}?page_size=1")
    with django_assert_max_num_queries(30) as asked_for_three:
        assert len(buyer.get(f"{PROCUREMENTS}?page_size=3").json()["results"]) == 3

    assert len(asked_for_three) == len(asked_for_one)


def test_who_buys_along_reads_and_the_lead_changes(
    buyer: Caller, neighbour: Caller, planned: Procurement, cast: Cast
) -> None:
    theirs = of(planned, place="granby")
    assert neighbour.get(theirs).status_code == 404
    named = buyer.send("put", of(planned, "buyers/"), {"buyers": ["granby"]}).json()
    assert [each["organisation"] for each in named["buyers"]] == ["ekby", "granby"]
    with open_access(access_for_work(cast.ekby.pk)):
        name_participant(planned, cast.bo, Part.EVALUATOR)

    seen = neighbour.get(theirs).json()
    assert (seen["lead"], seen["made_by"]) == ("ekby", None)
    assert seen["people"] == [{"part": "evaluator", "name": None}]
    assert buyer.get(of(planned)).json()["people"] == [{"part": "evaluator", "name": "Bo Bjerk"}]
    refused = neighbour.send("patch", theirs, {"revision": 1, "title": "Vår"})
    assert (refused.status_code, "Ekby" in refused.json()["detail"]) == (403, True)
    assert buyer.send("put", of(planned, "buyers/"), {"buyers": ["nowhere"]}).status_code == 422


def test_lots_are_as_they_are_put(buyer: Caller, planned: Procurement) -> None:
    path = of(planned, "lots/")
    lots = buyer.send("put", path, {"lots": [{"title": "Nord", "value": "5"}, {"title": "Sør"}]}).json()["lots"]
    assert [(lot["number"], lot["title"], lot["value"]) for lot in lots] == [(1, "Nord", "5.0000"), (2, "Sør", None)]

    kept = {"lot": lots[1]["lot"], "title": "Sør og vest", "revision": lots[1]["revision"]}
    again = buyer.send("put", path, {"lots": [kept, {"title": "Øst"}]}).json()["lots"]
    assert [(lot["number"], lot["title"]) for lot in again] == [(1, "Sør og vest"), (2, "Øst")]
    late = buyer.send("put", path, {"lots": [kept]})
    assert (late.status_code, errors_of(late)) == (409, {"lots.0.revision": "stale_revision"})
    blind = buyer.send("put", path, {"lots": [{"lot": kept["lot"], "title": "Sør"}]})
    assert (blind.status_code, errors_of(blind)) == (422, {"lots.0.revision": "required"})
    kept["revision"] = again[0]["revision"]
    twice = buyer.send("put", path, {"lots": [kept, kept]})
    assert (twice.status_code, errors_of(twice)) == (422, {"lots.1.lot": "unknown_lot"})


def test_a_stage_is_said_and_stopping_needs_a_reason(buyer: Caller, planned: Procurement) -> None:
    path = of(planned, "stage/")
    moved = buyer.post(path, {"revision": planned.revision, "stage": "tender"}).json()
    assert moved["stage"] == "tender"
    late = buyer.post(path, {"revision": planned.revision, "stage": "evaluation"})
    assert (late.status_code, errors_of(late)) == (409, {"revision": "stale_revision"})
    assert buyer.post(path, {"revision": planned.revision, "stage": "tender"}).status_code == 200  # sent again
    stop = {"revision": moved["revision"], "stage": "stopped"}
    refused = buyer.post(path, stop)
    assert (refused.status_code, set(errors_of(refused))) == (422, {"because"})
    assert buyer.post(path, {**stop, "because": "Ingen penger"}).json()["stopped_because"] == "Ingen penger"


def test_who_may_only_read_changes_nothing(cast: Cast, planned: Procurement) -> None:
    reader = make_caller(cast.ekby, Role.READER, name="Les").sign_in()
    unscoped = make_caller(cast.ekby, Role.OFFICER, scopes=("read",), name="Kjøp").sign_in()

    for caller in (reader, unscoped):
        assert caller.get(of(planned)).status_code == 200
        assert caller.send("patch", of(planned), {"revision": 1}).status_code == 403


def test_weights_of_a_lot_stand_beside_the_price(buyer: Caller, cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement, _asked = make_asking(cast.ekby)
        name_buyers(procurement, [])
    weights = buyer.get(of(procurement)).json()["weights"]

    assert weights == [{"lot": "", "price": None, "criteria": "0", "without_weight": [], "is_whole": False}]
    assert Decimal(buyer.get(of(procurement)).json()["value"]) == 12_000_000


def test_what_was_bid_on_changes_with_a_reason_alone(buyer: Caller, cast: Cast, planned: Procurement) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_bid(planned)

    silent = buyer.send("patch", of(planned), {"revision": 1, "bids_due_on": "2027-04-20"})
    fixed = buyer.send("patch", of(planned), {"revision": 1, "country": "NO", "because": "A slip"})
    said = buyer.send("patch", of(planned), {"revision": 1, "bids_due_on": "2027-04-20", "because": "A slip"})

    assert [answer.status_code for answer in (silent, fixed, said)] == [422, 422, 200]
    assert [errors_of(answer) for answer in (silent, fixed)] == [{"because": "refused"}, {"country": "refused"}]
    with open_access(access_for_work(cast.ekby.pk)):
        make_award(planned)
    late = buyer.send("patch", of(planned), {"revision": said.json()["revision"] + 1, "value": "1.00", "because": "A"})
    assert (late.status_code, errors_of(late)) == (422, {"value": "refused"})
