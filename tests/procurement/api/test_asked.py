"""What a procurement asks for, by the API: add, fill in, weigh, order, renew, take out; and what the law asks."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Role
from procurement.models import Procurement
from requirements_bank.services.versions import new_draft, publish
from tests.api.callers import Caller, make_caller
from tests.factories.bank import make_published, said, texts
from tests.factories.cast import Cast
from tests.factories.procurements import make_asking, make_planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def procurement(cast: Cast) -> Procurement:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_planned(cast.ekby)


def version(cast: Cast, **changes: Any) -> str:
    with open_access(access_for_work(cast.ekby.pk)):
        return str(make_published(cast.ekby, **changes).uuid)


def of(procurement: Procurement, part: str = "requirements/") -> str:
    return f"organisations/ekby/procurements/{procurement.uuid}/{part}"


def test_a_requirement_is_asked_for_filled_in_and_taken_out(
    buyer: Caller, cast: Cast, procurement: Procurement
) -> None:
    sent = {"version": version(cast), "values": {"share": "55"}, "note": "Avklart"}
    first, again = (buyer.post(of(procurement), sent).json() for _ in range(2))
    assert first["asked"] == again["asked"]
    assert first["wording"] == "Minst 55\u00a0% av leveransene skal skje med lastesykkel."
    path = of(procurement, f"requirements/{first['asked']}/")
    changed = buyer.send("patch", path, {"values": {"share": "60"}, "note": ""}).json()
    assert (changed["values"], changed["note"], changed["can_rise"]) == ({"share": "60"}, "", True)

    refused = buyer.send("patch", path, {"values": {"share": "500"}})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "values.share")
    assert refused.json()["errors"][0]["pointer"] == "/values/share"
    weighed = buyer.send("patch", path, {"weight": "30"})
    assert (weighed.status_code, weighed.json()["errors"][0]["field"]) == (422, "weight")
    assert buyer.send("delete", path).status_code == 200
    assert (buyer.get(path).status_code, buyer.get(of(procurement)).json()["results"]) == (404, [])


def test_notes_are_for_those_who_run_the_procurement(buyer: Caller, cast: Cast, procurement: Procurement) -> None:
    buyer.post(of(procurement), {"version": version(cast), "note": "Avklart"})
    reader = make_caller(cast.ekby, Role.READER, name="Les").sign_in()

    assert [row["note"] for caller in (buyer, reader) for row in caller.get(of(procurement)).json()["results"]] == [
        "Avklart", None,
    ]  # fmt: skip


def test_criteria_are_weighed_and_change_places(buyer: Caller, cast: Cast, procurement: Procurement) -> None:
    for code in ("KRI-001", "KRI-002"):
        buyer.post(of(procurement), {"version": version(cast, code=code, kind="award_criterion"), "weight": "15.5"})
    first, second = buyer.get(of(procurement)).json()["results"]
    assert [first["code"], first["weight"]] == ["KRI-001", "15.5"]

    revision = buyer.get(of(procurement, "")).json()["asked_revision"]
    moved = {"changes_places_with": second["asked"], "weight": "30", "asked_revision": revision}
    path = of(procurement, f"requirements/{first['asked']}/")
    assert buyer.send("patch", path, moved).json()["weight"] == "30"
    assert [row["code"] for row in buyer.get(of(procurement)).json()["results"]] == ["KRI-002", "KRI-001"]
    assert buyer.send("patch", path, moved).status_code == 409
    whole = buyer.get(of(procurement, "")).json()["weights"][0]
    assert (whole["criteria"], whole["price"], whole["is_whole"]) == ("45.5", None, False)


def test_a_newer_version_is_shown_as_a_difference_before_it_is_taken(
    buyer: Caller, cast: Cast, procurement: Procurement
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        old = make_published(cast.ekby)
        asked = buyer.post(of(procurement), {"version": str(old.uuid)}).json()
        changed = said(code=old.requirement.code, title=texts("Egne turer", sv="Egna turer"))
        publish(new_draft(requirement=old.requirement, said=changed))
    path = of(procurement, f"requirements/{asked['asked']}/")
    newer = buyer.get(path).json()["newer_version"]
    assert [field["field"] for field in newer["fields_changed"]] == ["title"]

    taken = [buyer.post(f"{path}newer/", {"version": newer["version"]}).json() for _ in range(2)]
    assert [(each["number"], each["title"], each["newer"]) for each in taken] == [(2, "Egne turer", None)] * 2
    assert buyer.post(f"{path}newer/", {"version": str(old.uuid)}).status_code == 409


def test_a_longer_list_asks_the_database_no_more(
    buyer: Caller, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        one, _asked = make_asking(cast.ekby)
        three, _asked = make_asking(cast.ekby, *(make_published(cast.ekby) for _ in range(3)))
    asked_for = []
    for procurement, number in ((one, 1), (three, 3)):
        for part in ("requirements/", "staircases/"):
            with django_assert_max_num_queries(40) as queries:
                assert len(buyer.get(of(procurement, part)).json()["results"]) == number
            asked_for.append(len(queries))

    assert asked_for[:2] == asked_for[2:]


def test_the_law_guard_answers_in_sentences_with_codes(buyer: Caller, procurement: Procurement) -> None:
    path = of(procurement, "law/")
    before = buyer.get(path).json()
    assert (before["revision"], before["day"]) == (0, "2027-03-01")
    answered = buyer.send("patch", path, {"revision": 0, "contract": "services", "is_above_eu_threshold": True})
    assert answered.status_code == 200, answered.content
    after = answered.json()

    assert (after["revision"], after["contract"]) == (1, "services")
    findings = [finding for lot in after["judgement"] for finding in lot["findings"]]
    assert all(finding["message"] and finding["code"] and finding["outcome"] for finding in findings)
    late = buyer.send("patch", path, {"revision": 0, "contract": "goods"})
    assert (late.status_code, late.json()["errors"][0]["field"]) == (409, "revision")
    unknown = buyer.send("patch", path, {"revision": 1, "requirements": ["NONE-1"]})
    assert (unknown.status_code, unknown.json()["errors"][0]["code"]) == (422, "unknown_code")


def test_norwegian_law_is_answered_criterion_by_criterion(buyer: Caller, cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        asked = make_published(cast.ekby, kind="award_criterion")
        procurement, (criterion,) = make_asking(cast.ekby, asked, country="NO")
    path = of(procurement, "law/")
    ranks = {"price": 2, str(criterion.uuid): 1}
    said_of = {"climate_by": "ranks", "ranks": ranks, "vehicles": [{"vehicle_class": "M1", "number": 3, "clean": 3}]}
    answered = buyer.send("patch", path, {"revision": 0, **said_of})

    assert answered.status_code == 200, answered.content
    assert answered.json()["ranks"] == ranks
    assert answered.json()["vehicles"][0] == {
        "vehicle_class": "M1", "number": 3, "clean": 3, "zero_emission": None, "ground": "", "reason": "",
    }  # fmt: skip
    missing = [finding for finding in answered.json()["judgement"][0]["findings"] if finding["outcome"] == "missing"]
    assert all(finding["remedy"] for finding in missing)
