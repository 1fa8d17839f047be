"""The use of requirements through the API: safe to send twice, and nobody else's business."""

from typing import Any

import pytest

from foundation.access import open_access
from foundation.models import Change
from foundation.scoping import access_for_work
from organisations.models import Role
from requirements_bank.models import Adoption, RequirementVersion, SeenBy
from tests.api.callers import Caller, make_caller
from tests.factories.cast import Cast
from tests.requirements_bank.views.test_requirement import again, published

pytestmark = pytest.mark.django_db

PLACE = "organisations/ekby/adoptions/"


@pytest.fixture
def source(cast: Cast) -> RequirementVersion:
    return published(cast.network)


def begun(buyer: Caller, version: RequirementVersion, **fields: Any) -> dict[str, Any]:
    answer = buyer.post(PLACE, {"version": str(version.uuid), **fields})
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def changes(cast: Cast) -> list[str]:
    with open_access(access_for_work(cast.ekby.pk)):
        kind = Change.objects.filter(kind="requirements_bank.adoption", organisation=cast.ekby)
        return list(kind.order_by("pk").values_list("action", flat=True))


def test_sent_twice_it_is_used_once(cast: Cast, buyer: Caller, source: RequirementVersion) -> None:
    first, second = begun(buyer, source, seen_by="own"), begun(buyer, source, seen_by="own")

    assert first == second
    assert (first["number"], first["seen_by"], first["newer"]) == (1, "own", None)
    assert changes(cast) == ["adopted"]
    assert [each["adoption"] for each in buyer.get(f"{PLACE}?in_force=true").json()["results"]] == [first["adoption"]]
    assert buyer.get(f"{PLACE}?in_force=false").json()["results"] == []


def test_a_newer_version_is_named_passed_over_and_taken(cast: Cast, buyer: Caller, source: RequirementVersion) -> None:
    use = begun(buyer, source)
    newer = again(source, level="advanced")
    address = f"{PLACE}{use['adoption']}/"
    body = {"version": str(newer.uuid)}

    assert buyer.get(address).json()["newer"] == str(newer.uuid)
    for _ in range(2):
        kept = buyer.post(f"{address}pass-over/", {**body, "reason": "Ikke klart"}).json()
        assert (kept["newer"], kept["passed_over"], kept["number"]) == (None, str(newer.uuid), 1)
    for _ in range(2):
        taken = buyer.post(f"{address}take-newer/", body).json()
        assert (taken["number"], taken["passed_over"]) == (2, None)
    assert changes(cast) == ["adopted", "passed_over", "took_newer"]
    assert buyer.post(f"{address}pass-over/", body).status_code == 400


def test_a_variant_begins_as_a_draft_that_keeps_the_link(cast: Cast, buyer: Caller, source: RequirementVersion) -> None:
    use = begun(buyer, source)
    reader = make_caller(cast.ekby, Role.READER, name="BI").sign_in()
    address = f"{PLACE}{use['adoption']}/"

    assert reader.post(f"{address}variant/", {}).status_code == 403
    draft = buyer.post(f"{address}variant/", {})
    assert (draft.status_code, draft.json()["state"]) == (201, "draft")
    assert draft.json()["content"]["wording"] == source.content["wording"]
    assert buyer.get(address).json()["variant"] == draft.json()["requirement"]
    assert buyer.post(f"{address}variant/", {}).status_code == 422


def test_an_ended_use_stays_and_can_begin_again(cast: Cast, buyer: Caller, source: RequirementVersion) -> None:
    use = begun(buyer, source)
    for _ in range(2):
        ended = buyer.post(f"{PLACE}{use['adoption']}/end/", {"reason": "Kjøpes ikke mer"}).json()
        assert ended["ended_at"]
    assert changes(cast) == ["adopted", "ended"]
    assert begun(buyer, source)["adoption"] != use["adoption"]


def test_what_cannot_be_used_is_told(cast: Cast, buyer: Caller, source: RequirementVersion) -> None:
    again(source)
    hidden = published(cast.network, visibility=SeenBy.OWN)

    answer = buyer.post(PLACE, {"version": str(source.uuid)}, Accept_Language="en")
    assert (answer.status_code, "is not published" in answer.json()["detail"]) == (422, True)
    answer = buyer.post(PLACE, {"version": str(hidden.uuid)})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "unknown_version")
    with open_access(access_for_work(cast.ekby.pk)):
        assert not Adoption.objects.exists()


def test_a_client_needs_scope_and_role_and_sees_no_other_organisation(
    cast: Cast, buyer: Caller, neighbour: Caller, source: RequirementVersion
) -> None:
    use = begun(buyer, source)
    reader = make_caller(cast.ekby, Role.READER, name="BI").sign_in()
    narrow = make_caller(cast.ekby, Role.OFFICER, scopes=("read",), name="Narrow").sign_in()

    for caller in (reader, narrow):
        assert caller.get(f"{PLACE}{use['adoption']}/").status_code == 200
        assert caller.post(PLACE, {"version": str(source.uuid)}).status_code == 403
    assert neighbour.get(f"organisations/granby/adoptions/{use['adoption']}/").status_code == 404
    assert neighbour.get("organisations/granby/adoptions/").json()["results"] == []
