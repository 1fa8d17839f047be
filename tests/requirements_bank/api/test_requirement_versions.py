"""Requirements through the API: typed, filled in, compared, and only those in sight."""

from typing import Any

import pytest

from foundation.access import open_access
from foundation.scoping import access_for_work
from requirements_bank.calculations.wording import variables_in
from requirements_bank.models import RequirementVersion, SeenBy
from requirements_bank.services.load_shipped import load_shipped_bank
from requirements_bank.services.versions import save_draft
from tests.api.callers import Caller
from tests.factories.bank import make_draft
from tests.factories.cast import Cast
from tests.requirements_bank.views.test_requirement import again, published

pytestmark = pytest.mark.django_db

PLACE = "organisations/ekby/requirements"


def filled(caller: Caller, version: RequirementVersion, **sent: Any) -> Any:
    return caller.post(f"{PLACE}/versions/{version.uuid}/filled/", sent, Accept_Language="en")


def test_every_shipped_requirement_can_be_read_typed(buyer: Caller) -> None:
    load_shipped_bank()
    for version in RequirementVersion.objects.filter(organisation=None).select_related("requirement"):
        answer = buyer.get(f"{PLACE}/versions/{version.uuid}/")
        assert answer.status_code == 200, version.requirement.code
        content = answer.json()["content"]
        assert content["title"] == version.content["title"]
        names = [each["name"] for each in content["variables"]]
        assert names == list(variables_in(version.content["wording"]["nb"]))
        assert set(names) == set(version.content.get("variables") or {})


def test_a_requirement_holds_its_current_version_with_everything(cast: Cast, buyer: Caller) -> None:
    first = published(cast.ekby)
    second = again(first, level="advanced")
    body = buyer.get(f"{PLACE}/{first.requirement.uuid}/").json()
    content = body["current"]["content"]

    assert (body["code"], body["owner"], body["current"]["number"]) == (first.requirement.code, "ekby", 2)
    assert body["current"]["version"] == str(second.uuid)
    assert content["measure"]["variable"] == "share"
    assert content["variables"][0]["suggested"] == "40"
    assert content["variables"][0]["max"] == "100"
    listed = buyer.get(f"{PLACE}/{first.requirement.uuid}/versions/").json()["results"]
    assert [(each["number"], each["state"]) for each in listed] == [(2, "published"), (1, "retired")]


def test_a_wording_is_filled_and_wrong_values_are_told(cast: Cast, buyer: Caller) -> None:
    version = published(cast.ekby)
    body = filled(buyer, version, language="nb", values={"share": "60"}).json()
    assert body == {
        "text": "Minst 60\u00a0% av leveransene skal skje med lastesykkel.",
        "language": "nb",
        "is_complete": True,
        "problems": [],
    }

    body = filled(buyer, version, values={"share": "5"}).json()
    assert (body["is_complete"], body["problems"][0]["code"], body["problems"][0]["message"]) == (
        False,
        "below_bound",
        "5 is too low: the lowest value here is 10.",
    )
    unknown = filled(buyer, version, values={"other": "5"})
    assert (unknown.status_code, unknown.json()["errors"][0]["code"]) == (422, "unknown_variable")
    assert filled(buyer, version, values={"share": 60}).status_code == 400


def test_differences_are_given_word_by_word(cast: Cast, buyer: Caller) -> None:
    first = published(cast.ekby)
    again(first, level="advanced")
    address = f"{PLACE}/{first.requirement.uuid}/differences/"
    body = buyer.get(address, Accept_Language="en").json()

    assert (body["before"], body["after"]) == (1, 2)
    assert [
        (each["field"], [(piece["mark"], piece["text"]) for piece in each["pieces"]]) for each in body["fields_changed"]
    ] == [("level", [("removed", "Basic"), ("added", "Advanced")])]
    missing = buyer.get(f"{address}?before=1&after=9", Accept_Language="en")
    assert (missing.status_code, missing.json()["detail"]) == (404, "There is no version “9” here. There are: 1, 2.")


def test_an_incomplete_draft_has_its_problems_and_nobody_else_sees_it(
    cast: Cast, buyer: Caller, neighbour: Caller
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        draft = save_draft(make_draft(cast.ekby), {"title": {"nb": "Uferdig"}})
    body = buyer.get(f"{PLACE}/versions/{draft.uuid}/").json()

    assert body["content"] is None
    assert {"wording", "kind"} <= {problem["field"] for problem in body["problems"]}
    assert filled(buyer, draft).status_code == 404
    for path in (f"versions/{draft.uuid}/", f"{draft.requirement.uuid}/", f"{draft.requirement.uuid}/versions/"):
        assert neighbour.get(f"organisations/granby/requirements/{path}").status_code == 404


def test_a_neighbour_reads_what_is_published_for_it(cast: Cast, neighbour: Caller) -> None:
    version = published(cast.ekby, visibility=SeenBy.NETWORK)

    assert neighbour.get(f"organisations/granby/requirements/{version.requirement.uuid}/").status_code == 200
