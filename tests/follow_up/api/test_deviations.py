"""Programs note deviations and move them; none closes what it says is mended, and who is second is told."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.utils import timezone

from follow_up.models import Deviation
from foundation.access import open_access
from foundation.models import Message
from foundation.scoping import access_for_work
from organisations.models import Role
from procurement.models import Obligation
from tests.api.callers import Caller, make_caller
from tests.factories.cast import Cast
from tests.factories.follow_up import make_claim, make_deviation, make_followed, make_obligation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
SCOPES = ("read", "follow_up:write")


@pytest.fixture
def controller(cast: Cast) -> Caller:
    cache.clear()
    return make_caller(cast.ekby, Role.CONTROLLER, scopes=SCOPES, name="Control system").sign_in()


@pytest.fixture
def obligation(cast: Cast) -> Obligation:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_obligation(make_followed(cast.ekby))


def noted(controller: Caller, of: Obligation, **said: Any) -> Any:
    usual = {
        "contract": str(of.contract.uuid),
        "obligation": str(of.uuid),
        "title": "Diesel",
        "facts": "Two cars",
        "found_on": timezone.localdate().isoformat(),
        "value": "40",
    }
    return controller.post("organisations/ekby/deviations/", {**usual, **said})


def test_a_deviation_is_noted_listed_and_read(controller: Caller, obligation: Obligation) -> None:
    made = noted(controller, obligation)
    assert made.status_code == 201, made.content
    said = made.json()
    assert (said["number"], said["threshold"], said["value"], said["step"], said["state"]) == (
        1,
        "50",
        "40",
        1,
        "noted",
    )

    (listed,) = controller.get("organisations/ekby/deviations/?q=diesel&state=open").json()["results"]
    assert listed["deviation"] == said["deviation"]
    (of_contract,) = controller.get(f"organisations/ekby/deviations/?contract={said['contract']}").json()["results"]
    assert of_contract == listed
    assert controller.get(f"organisations/ekby/deviations/?contract={uuid4()}").json()["results"] == []
    assert controller.get("organisations/ekby/deviations/?state=closed").json()["results"] == []
    read = controller.get(f"organisations/ekby/deviations/{said['deviation']}/").json()
    assert [event["action"] for event in read["history"]] == ["noted"]
    assert controller.get("organisations/ekby/deviations/?state=lost").status_code == 400


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"contract": "5b0e9d9e-4d0f-4a51-9a3c-1f6f6f0a2d11"}, "contract"),
        ({"obligation": "5b0e9d9e-4d0f-4a51-9a3c-1f6f6f0a2d11"}, "obligation"),
        ({"found_on": "2190-01-01"}, "found_on"),
        ({"found_on": "0001-01-01"}, "found_on"),
        ({"facts": "\u200d"}, "facts"),
    ],
)
def test_what_cannot_be_noted_is_told_at_its_field(
    cast: Cast, controller: Caller, obligation: Obligation, wrong: dict[str, str], field: str
) -> None:
    refused = noted(controller, obligation, **wrong)

    assert refused.status_code == 422, refused.content
    assert [error["field"] for error in refused.json()["errors"]] == [field]
    with open_access(access_for_work(cast.ekby.pk)):
        assert not Deviation.objects.exists()


def test_one_sent_twice_with_its_key_is_noted_once(cast: Cast, controller: Caller, obligation: Obligation) -> None:
    key = str(uuid4())

    first, again = noted(controller, obligation, key=key), noted(controller, obligation, key=key)

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["deviation"] == again.json()["deviation"] == key
    assert len(controller.get("organisations/ekby/deviations/").json()["results"]) == 1
    with open_access(access_for_work(cast.ekby.pk)):
        other = make_obligation(make_followed(cast.ekby, "Another"))
    refused = noted(controller, other, key=key)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "key")


def test_a_key_of_the_neighbour_is_refused_and_tells_nothing(
    cast: Cast, controller: Caller, obligation: Obligation
) -> None:
    with open_access(access_for_work(cast.granby.pk)):
        theirs = make_deviation(cast.granby)

    refused = noted(controller, obligation, key=str(theirs.uuid))

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "key")


def test_moves_are_made_from_the_newest_revision(cast: Cast, controller: Caller, obligation: Obligation) -> None:
    home = f"organisations/ekby/deviations/{noted(controller, obligation).json()['deviation']}/"
    today = timezone.localdate()
    deadline = (today + timedelta(days=9)).isoformat()
    told = controller.post(f"{home}tell/", {"revision": 1, "email": "a@b.example", "deadline": deadline})
    assert told.json()["state"] == "told", told.content
    stale = controller.post(f"{home}withdraw/", {"revision": 1, "because": "A slip"})
    assert stale.status_code == 409

    mended = controller.post(f"{home}say-mended/", {"revision": 2, "mended_on": today.isoformat()})
    assert mended.json()["state"] == "mended", mended.content
    own = controller.post(f"{home}close/", {"revision": 3, "checked": "Seen"})
    assert (own.status_code, "Somebody else" in own.content.decode()) == (422, True)
    another = make_caller(cast.ekby, Role.CONTROLLER, scopes=SCOPES, name="Another").sign_in()
    closed = another.post(f"{home}close/", {"revision": 3, "checked": "Seen"})
    assert (closed.json()["state"], closed.json()["closed_by"]) == ("closed", "Another")
    for move, body, state in (
        ("reopen", {"because": "Again"}, "mending"),
        ("plan-action", {"what": "Hire"}, "mending"),
        ("escalate", {"text": "Mend it", "on": today.isoformat(), "by_mail": True}, "mending"),
        ("revoke-link", {}, "mending"),
        ("withdraw", {"because": "Wrong"}, "withdrawn"),
    ):
        revision = controller.get(home).json()["revision"]
        moved = another.post(f"{home}{move}/", {**body, "revision": revision})
        assert (moved.status_code, moved.json().get("state")) == (200, state), moved.content
    assert controller.post(f"{home}remind/", {"revision": 9}).status_code == 422
    with open_access(access_for_work(cast.ekby.pk)):
        assert Message.objects.filter(holds_secret=True).count() == 4


def test_a_role_moves_what_it_may(cast: Cast, obligation: Obligation) -> None:
    assert obligation
    with open_access(access_for_work(cast.ekby.pk)):
        deviation = make_deviation(cast.ekby)
    home = f"organisations/ekby/deviations/{deviation.uuid}/"
    cache.clear()
    reader = make_caller(cast.ekby, Role.READER, scopes=("read",)).sign_in()
    leader = make_caller(cast.ekby, Role.LEADER, scopes=SCOPES, name="Leader").sign_in()

    assert reader.get(home).status_code == 200
    assert reader.post(f"{home}withdraw/", {"revision": 1, "because": "x"}).status_code == 403
    assert leader.post(f"{home}say-mended/", {"revision": 1, "mended_on": "2026-01-01"}).status_code == 403
    assert leader.post(f"{home}withdraw/", {"revision": 1, "because": "x"}).status_code == 200


def test_claims_are_read_with_their_arithmetic(cast: Cast, controller: Caller) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_claim(cast.ekby)
    (claim,) = controller.get("organisations/ekby/price-claims/?state=computed&kind=penalty").json()["results"]

    assert (claim["amount"], claim["state"], claim["effect"]) == ("20000.0000", "computed", "share")
    assert "/ 100" in claim["arithmetic"]
    assert controller.get("organisations/ekby/price-claims/?state=claimed").json()["results"] == []
