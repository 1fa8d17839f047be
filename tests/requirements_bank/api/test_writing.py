"""Drafts, proposals and comments by API: as on the pages, and nothing more."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Organisation, Role
from requirements_bank.models import Comment, RequirementVersion, SeenBy, State
from requirements_bank.services.comments import hide_comment, open_comments
from tests.api.callers import Caller, make_caller
from tests.factories.bank import make_bank, make_published, said
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


def nested(depth: int) -> list[Any]:
    return [nested(depth - 1)] if depth else []


def caller(organisation: Organisation, role: Role = Role.OFFICER) -> Caller:
    return make_caller(organisation, role, name=f"{organisation.slug} {role}").sign_in()


def put(client: Caller, path: str, data: Any, etag: str) -> Any:
    headers = client.headers({"If-Match": etag}) if etag else client.headers({})
    return Client().put(f"/api/v1/{path}", data, content_type="application/json", headers=headers)


def delete(client: Caller, path: str) -> Any:
    return Client().delete(f"/api/v1/{path}", headers=client.headers({}))


def bank_of(organisation: Organisation, **fields: Any) -> Any:
    with open_access(access_for_work(organisation.pk)):
        return make_bank(organisation, **fields)


def test_a_draft_is_begun_replaced_reviewed_and_published(cast: Cast) -> None:
    officer, leader = caller(cast.ekby), caller(cast.ekby, Role.LEADER)
    drafts = "organisations/ekby/drafts/"
    begun = officer.post(drafts, {"content": {"code": "API-1", "title": {"nb": "Halvferdig"}}})
    draft = f"{drafts}{begun.json()['draft']}/"
    assert (begun.status_code, begun.json()["state"]) == (201, "draft")
    assert "Tittel" not in begun.json()["problems"][0]["field"]
    assert officer.post(f"{draft}review/", {}).status_code == 422

    read = officer.get(draft)
    assert put(officer, draft, {"content": said("API-1")}, "").status_code == 428
    assert put(officer, draft, {"content": said("API-1")}, '"other"').status_code == 412
    assert put(officer, draft, {"content": said("API-1")}, read["ETag"]).json()["problems"] == []
    assert put(officer, draft, {"content": said("API-1")}, read["ETag"]).status_code == 412
    assert officer.post(f"{draft}review/", {"open_to": "network"}).json()["state"] == "in_review"
    assert officer.post(f"{draft}publication/", {}).status_code == 403
    assert leader.get(draft).json()["asks"] == []
    assert leader.post(f"{draft}publication/", {}).json()["state"] == "published"
    assert leader.get(draft).status_code == 404


def test_a_second_version_says_what_is_new(cast: Cast) -> None:
    bank_of(cast.ekby)
    officer, leader = caller(cast.ekby), caller(cast.ekby, Role.LEADER)
    begun = officer.post("organisations/ekby/drafts/", {"content": said("API-2")}).json()
    assert begun["asks"] == ["alone"]  # of this client, who wrote it
    assert leader.post(f"organisations/ekby/drafts/{begun['draft']}/publication/", {}).status_code == 200

    again = {"content": said("x"), "requirement": begun["requirement"]}
    second = officer.post("organisations/ekby/drafts/", again).json()
    publication = f"organisations/ekby/drafts/{second['draft']}/publication/"
    assert (second["code"], second["number"]) == ("API-2", 2)
    assert officer.post("organisations/ekby/drafts/", again).status_code == 409
    assert leader.post(publication, {}).status_code == 422
    assert leader.post(publication, {"change_note": "Ny måned"}).json()["state"] == "published"


def test_a_draft_is_sent_back_with_a_reason(cast: Cast) -> None:
    officer = caller(cast.ekby)
    begun = officer.post("organisations/ekby/drafts/", {"content": said("API-7")}).json()
    draft = f"organisations/ekby/drafts/{begun['draft']}/"
    assert officer.post(f"{draft}return/", {"reason": "For tidlig"}).status_code == 409
    assert officer.post(f"{draft}review/", {}).json()["state"] == "in_review"
    assert officer.post(f"{draft}return/", {}).status_code == 400
    assert officer.post(f"{draft}return/", {"reason": "For lav andel"}).json()["state"] == "draft"
    assert delete(officer, draft).status_code == 422


def test_a_draft_is_thrown_away(cast: Cast) -> None:
    officer, reader = caller(cast.ekby), caller(cast.ekby, Role.READER)
    begun = officer.post("organisations/ekby/drafts/", {"content": said("API-8")}).json()
    draft = f"organisations/ekby/drafts/{begun['draft']}/"

    assert (reader.get(draft).status_code, delete(reader, draft).status_code) == (403, 403)
    assert delete(officer, draft).json()["content"]["title"]["nb"] == "Egne leveranser"
    assert (officer.get(draft).status_code, delete(officer, draft).status_code) == (404, 404)
    assert officer.post("organisations/ekby/drafts/", {"content": said("API-8")}).status_code == 201


def test_a_requirement_is_retired_by_who_may_and_only_by_its_owner(cast: Cast) -> None:
    officer, leader = caller(cast.ekby), caller(cast.ekby, Role.LEADER)
    with open_access(access_for_work(cast.ekby.pk)):
        requirement = make_published(cast.ekby, code="API-9").requirement
    place = f"requirements/{requirement.uuid}/retirement/"

    assert officer.post(f"organisations/ekby/{place}", {"reason": "Utdatert"}).status_code == 403
    assert caller(cast.granby, Role.LEADER).post(f"organisations/granby/{place}", {"reason": "x"}).status_code == 404
    assert leader.post(f"organisations/ekby/{place}", {"reason": "Utdatert"}).json()["state"] == "retired"
    assert leader.post(f"organisations/ekby/{place}", {"reason": "Utdatert"}).status_code == 404


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"code": "API-3", "title": "\x00"},
        {"code": "API-3", "motive": {"nb": "x" * 200_001}},
        {"code": "API-4", "title": 5, "wording": [1], "relations": {"replaces": 7}, "variables": [{}], "law": {"a": 1}},
        {"code": "API-5", "staircase": [{"month": "1E+999999", "threshold": "1E-999999"}], "cpv": [None, {}]},
        {"code": "A" * 31},
        {"code": "API-6", "valid_from": "9999-12-31"},
        {"code": "API-6", "motive": nested(40)},
        {"code": ["API-6"], "valid_from": "2026-02-31", "measure": {"threshold": {}}, "checklist": {"a": []}},
    ],
)
def test_whatever_is_sent_gets_a_sentence(cast: Cast, content: Any) -> None:
    bank_of(cast.ekby)
    answer = caller(cast.ekby).post("organisations/ekby/drafts/", {"content": content})

    assert answer.status_code in (201, 422)
    assert answer.json().get("problems") or answer.json()["detail"]


def test_what_is_nested_without_end_is_no_request(cast: Cast) -> None:
    answer = caller(cast.ekby).post("organisations/ekby/drafts/", {"content": {"motive": nested(900)}})

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["detail"]


def test_a_neighbour_neither_reads_nor_writes_drafts(cast: Cast) -> None:
    bank_of(cast.ekby)
    begun = caller(cast.ekby).post("organisations/ekby/drafts/", {"content": said("API-7")}).json()
    cilla = caller(cast.granby)
    assert cilla.get(f"organisations/granby/drafts/{begun['draft']}/").status_code == 404
    assert cilla.get("organisations/granby/drafts/").json()["results"] == []
    bank_of(cast.granby)
    stolen = cilla.post("organisations/granby/drafts/", {"content": {}, "requirement": begun["requirement"]})
    assert stolen.status_code == 422


def test_a_proposal_goes_to_its_bank_and_is_decided_there(cast: Cast) -> None:
    bank = bank_of(cast.network, seen_by=SeenBy.NETWORK)
    ours, theirs, neighbour = caller(cast.ekby), caller(cast.network), caller(cast.granby)
    (listed,) = (each for each in ours.get("organisations/ekby/banks/").json()["results"] if each["name"] == bank.name)
    body = {
        "bank": listed["bank"],
        "title": "Bud",
        "wording": "Bud på sykkel.",
        "reason": "To\nspør.",
        "content": said(),
    }
    made = ours.post("organisations/ekby/proposals/", body)
    assert (made.status_code, made.json()["bank"]) == (201, listed["bank"])
    one = f"proposals/{made.json()['proposal']}/"
    assert neighbour.get(f"organisations/granby/{one}").status_code == 404
    assert ours.post(f"organisations/ekby/{one}decision/", {"accepted": True}).status_code == 404
    declined = theirs.post(f"organisations/fjordnett/{one}decision/", {"accepted": False})
    assert (declined.status_code, "hvorfor" in declined.json()["detail"]) == (422, True)
    accepted = theirs.post(f"organisations/fjordnett/{one}decision/", {"accepted": True, "reason": "Gjerne!"})
    assert (accepted.json()["state"], accepted.json()["answer"]) == ("accepted", "Gjerne!")
    listed = ours.get("organisations/ekby/proposals/?received=false&state=accepted").json()["results"]
    assert [each["answer"] for each in listed] == ["Gjerne!"]
    assert ours.get("organisations/ekby/proposals/?received=true").json()["results"] == []
    with open_access(access_for_work(cast.network.pk)):
        assert RequirementVersion.objects.get(state=State.DRAFT).content["wording"]["nb"] == "Bud på sykkel."


def test_a_proposal_names_a_bank_or_a_requirement_in_sight(cast: Cast) -> None:
    with open_access(access_for_work(cast.granby.pk)):
        hidden = make_published(cast.granby, visibility=SeenBy.OWN).requirement
    ours = caller(cast.ekby)
    for named in ({}, {"requirement": str(hidden.uuid)}, {"bank": "nowhere"}):
        body = {"title": "Bud", "wording": "Bud.", "reason": "Nye bud.", **named}
        assert ours.post("organisations/ekby/proposals/", body).status_code == 422


def test_comments_are_read_written_and_answered(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        requirement = make_published(cast.ekby).requirement
    ours, neighbour = caller(cast.ekby, Role.READER), caller(cast.granby, Role.READER)
    comments = f"requirements/{requirement.uuid}/comments/"
    said_there = neighbour.post(f"organisations/granby/{comments}", {"text": "Hvor mange\nklarte det?"})
    assert (said_there.status_code, said_there.json()["seen_by"]) == (201, "network")
    answers = f"{comments}{said_there.json()['comment']}/answers/"
    answer = ours.post(f"organisations/ekby/{answers}", {"text": "Alle fem."})
    assert answer.json()["answers"] == said_there.json()["comment"]
    listed = neighbour.get(f"organisations/granby/{comments}").json()["results"]
    assert [each["text"] for each in listed] == ["Alle fem.", "Hvor mange\nklarte det?"]

    with open_access(access_for_work(cast.ekby.pk)):
        hide_comment(Comment.objects.get(text__startswith="Hvor mange"), reason="Feil krav")
    assert caller(cast.network, Role.READER).get(f"organisations/fjordnett/{comments}").json()["results"] == []
    with open_access(access_for_work(cast.ekby.pk)):
        open_comments(requirement, SeenBy.OWN)
    assert neighbour.post(f"organisations/granby/{comments}", {"text": "Hei"}).status_code == 422
    assert neighbour.post(f"organisations/granby/{comments}", {"text": " "}).status_code == 400
