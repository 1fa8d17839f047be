"""Staircases by the API: put, read with days and savings, check, ask what if, and look at the neighbours."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Role
from procurement.models import AskedRequirement, Staircase
from procurement.services.staircases import freeze_steps
from tests.api.callers import Caller, make_caller
from tests.factories.cast import Cast
from tests.factories.procurements import make_asking

pytestmark = pytest.mark.django_db
SHARES = {"low": "0.1", "value": "0.2", "high": "0.3", "source": "Egen telling"}
SAVING = {
    "emissions": {"low": "90", "value": "100", "high": "120", "source": "Regnskapet"},
    "touched": {"low": "1", "value": "1", "high": "1", "source": "Alt"},
    "baseline": SHARES,
    "reduction": {"low": "0.5", "value": "0.5", "high": "0.5", "source": "Forskning"},
}
STEPS = [{"threshold": "40", "months": 0}, {"threshold": "60", "months": 24}, {"threshold": "80", "day": "2031-08-01"}]


@pytest.fixture
def asked(cast: Cast) -> AskedRequirement:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_asking(cast.ekby)[1][0]


def of(asked: AskedRequirement, part: str = "staircase/") -> str:
    return f"organisations/ekby/procurements/{asked.procurement.uuid}/requirements/{asked.uuid}/{part}"


def put(caller: Caller, asked: AskedRequirement, **said: Any) -> Any:
    return caller.send("put", of(asked), {"revision": None, "steps": STEPS, **said})


def test_steps_are_put_and_read_with_their_days(buyer: Caller, asked: AskedRequirement, cast: Cast) -> None:
    assert buyer.get(of(asked)).status_code == 404
    saved = put(buyer, asked, seen_by="network")
    assert saved.status_code == 200, saved.content
    read = buyer.get(of(asked)).json()

    assert [(step["threshold"], step["first"], step["last"], step["option"]) for step in read["steps"]] == [
        ("40", "2027-08-01", "2029-07-31", 0),
        ("60", "2029-08-01", "2031-07-31", 0),
        ("80", "2031-08-01", "2033-07-31", 1),
    ]
    assert (read["revision"], read["unit"], read["direction"], read["seen_by"]) == (1, "%", "at_least", "network")
    assert read["written"][2]["day"] == "2031-08-01"
    reader = make_caller(cast.ekby, Role.READER, name="Les").sign_in()
    assert [caller.get(of(asked)).json()["written"][0]["market_note"] for caller in (buyer, reader)] == ["", None]
    assert [(each["place"], each["code"], each["severity"]) for each in read["problems"]] == [
        ("step 3", "only_in_an_extension", "notice")
    ]
    assert (read["savings"], bool(read["savings_missing"])) == (None, True)


def test_savings_have_an_interval(buyer: Caller, asked: AskedRequirement) -> None:
    first = put(buyer, asked, saving=SAVING).json()["savings"][0]

    assert (first["a_year"], first["a_year_low"], first["a_year_high"]) == ("10", "4.5", "18")


def test_nothing_is_kept_where_it_is_only_checked(buyer: Caller, asked: AskedRequirement, cast: Cast) -> None:
    checked = put(buyer, asked, check_only=True).json()
    wrong = put(buyer, asked, check_only=True, steps=[*STEPS[:1], {"threshold": "30", "months": 12}])

    assert len(checked["steps"]) == 3
    assert wrong.status_code == 422
    assert [(each["place"], each["code"], each["field"]) for each in wrong.json()["errors"]] == [
        ("step 2", "not_higher", "threshold")
    ]
    assert "40" in wrong.json()["errors"][0]["message"]
    with open_access(access_for_work(cast.ekby.pk)):
        assert not Staircase.objects.exists()


@pytest.mark.parametrize("step", [{"threshold": "40"}, {"threshold": "40", "months": 0, "day": "2028-01-01"}])
def test_a_step_has_months_or_a_day(buyer: Caller, asked: AskedRequirement, step: dict[str, Any]) -> None:
    refused = put(buyer, asked, steps=[step])

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/steps/0/months")


def test_nobody_overwrites_what_somebody_else_saved(buyer: Caller, asked: AskedRequirement, cast: Cast) -> None:
    put(buyer, asked)
    late = put(buyer, asked)
    assert (late.status_code, late.json()["errors"][0]["code"]) == (409, "stale_revision")
    assert buyer.send("delete", f"{of(asked)}?revision=2").status_code == 409
    with open_access(access_for_work(cast.ekby.pk)):
        freeze_steps(asked.procurement)
    assert put(buyer, asked, revision=1).status_code == 409
    with open_access(access_for_work(cast.ekby.pk)):
        Staircase.objects.update(frozen_at=None)

    assert buyer.send("delete", f"{of(asked)}?revision=1").json()["revision"] is None


def test_what_if_is_answered_and_kept_nowhere(buyer: Caller, asked: AskedRequirement) -> None:
    put(buyer, asked, saving=SAVING)
    what_if = buyer.get(f"{of(asked)}what-if/?first_day=2027-06-01&options=0&shift=5").json()

    assert [step["days_later"] for step in what_if["steps"]] == [-61, -61, None]
    assert what_if["steps"][0]["changed"]["threshold"] == "45"
    assert what_if["steps"][2]["changed"] is None
    assert (what_if["last_day"], len(what_if["sentences"]) > 1) == ("2031-05-31", True)
    assert buyer.get(f"{of(asked)}what-if/?first_day=0001-01-01").status_code == 422
    assert buyer.get(of(asked)).json()["steps"][0]["threshold"] == "40"


def test_neighbours_see_the_steps_that_are_shown_to_them(
    buyer: Caller, neighbour: Caller, asked: AskedRequirement
) -> None:
    theirs = "organisations/granby/shown-staircases/"
    revision = put(buyer, asked).json()["revision"]
    assert neighbour.get(theirs).json()["results"] == []
    put(buyer, asked, revision=revision, seen_by="network")

    (shown,) = neighbour.get(f"{theirs}?category=transport").json()["results"]
    assert (shown["organisation"], [step["threshold"] for step in shown["steps"]]) == ("ekby", ["40", "60", "80"])
    assert neighbour.get(f"{theirs}?category=food").json()["results"] == []
    assert buyer.get("organisations/ekby/shown-staircases/").json()["results"] == []


def test_a_staircase_is_read_as_a_document(buyer: Caller, asked: AskedRequirement) -> None:
    assert buyer.get(of(asked, "staircase.docx")).status_code == 404
    put(buyer, asked)

    word = Document(BytesIO(buyer.get(of(asked, "staircase.docx")).content))
    texts = [paragraph.text for paragraph in word.paragraphs]
    assert any("Egne leveranser" in text for text in texts)
    assert buyer.get(of(asked, "staircase.pdf")).content.startswith(b"%PDF")
    assert buyer.get(of(asked, "staircase.xlsx")).status_code == 404


def test_who_sees_frozen_steps_is_changed_by_its_own_address(
    buyer: Caller, asked: AskedRequirement, cast: Cast
) -> None:
    put(buyer, asked, seen_by="public")
    with open_access(access_for_work(cast.ekby.pk)):
        freeze_steps(asked.procurement)
    shown = of(asked, "staircase/seen-by/")

    changed = buyer.send("put", shown, {"revision": 1, "seen_by": "own"})
    again = buyer.send("put", shown, {"revision": 1, "seen_by": "own"})
    late = buyer.send("put", shown, {"revision": 1, "seen_by": "public"})

    assert [answer.status_code for answer in (changed, again, late)] == [200, 200, 409]
    assert (changed.json()["seen_by"], changed.json()["revision"]) == ("own", 2)
