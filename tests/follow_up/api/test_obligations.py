"""The register over the API: found, read, and results noted."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from foundation.access import open_access
from foundation.changes.models import Change
from foundation.scoping import access_for_work
from procurement.models import Obligation
from tests.api.callers import Caller
from tests.factories.cast import Cast
from tests.factories.follow_up import make_followed, make_obligation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
OBLIGATIONS = "organisations/ekby/obligations/"


@pytest.fixture
def obligation(cast: Cast) -> Obligation:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_obligation(make_followed(cast.ekby))


def test_obligations_are_found(controller: Caller, obligation: Obligation) -> None:
    for query, found in (("", 1), ("?state=unknown", 1), ("?state=kept", 0), ("?q=deliveries", 1), ("?theme=food", 0)):
        assert len(controller.get(OBLIGATIONS + query).json()["results"]) == found, query
    (row,) = controller.get(OBLIGATIONS).json()["results"]
    assert (row["obligation"], row["threshold"], row["version"]) == (str(obligation.uuid), "50", None)
    assert controller.get(f"{OBLIGATIONS}?state=lost").status_code == 400


def test_result_is_noted_and_changes_the_state(controller: Caller, obligation: Obligation) -> None:
    today = timezone.localdate()
    sent = {"on": today.isoformat(), "is_kept": True, "value": "64", "note": "From the fleet system"}

    answer = controller.post(f"{OBLIGATIONS}{obligation.uuid}/results/", sent)

    assert (answer.status_code, answer.json()["found_by"]) == (201, "hand")
    whole = controller.get(f"{OBLIGATIONS}{obligation.uuid}/").json()
    assert (whole["state"], whole["value"], len(whole["results"])) == ("kept", "64", 1)


def test_result_is_held_against_the_step_of_its_day_and_leaves_a_trace(
    cast: Cast, controller: Caller, obligation: Obligation
) -> None:
    sent = {"on": timezone.localdate().isoformat(), "is_kept": True, "value": "40"}

    noted = controller.post(f"{OBLIGATIONS}{obligation.uuid}/results/", sent).json()

    assert (noted["step"], noted["threshold"], noted["unit"], noted["is_kept"]) == (1, "50", "%", False)
    with open_access(access_for_work(cast.ekby.pk)):
        (change,) = Change.objects.filter(organisation=cast.ekby, kind="follow_up.result")
    assert (change.action, change.object_id) == ("noted", noted["result"])
    assert change.summary["title"] == obligation.title


@pytest.mark.parametrize(("value", "status"), [("-5", 422), ("640", 422), ("1" + "0" * 30, 400), ("0.12345", 400)])
def test_result_that_cannot_be_right_is_told_at_its_field(
    controller: Caller, obligation: Obligation, value: str, status: int
) -> None:
    sent = {"on": timezone.localdate().isoformat(), "is_kept": True, "value": value}

    answer = controller.post(f"{OBLIGATIONS}{obligation.uuid}/results/", sent)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (status, "value")
    assert controller.get(f"{OBLIGATIONS}{obligation.uuid}/").json()["results"] == []


def test_result_sent_twice_with_its_key_is_noted_once(controller: Caller, obligation: Obligation) -> None:
    sent = {"on": timezone.localdate().isoformat(), "is_kept": True, "value": "64", "key": str(uuid4())}

    first, again = (controller.post(f"{OBLIGATIONS}{obligation.uuid}/results/", sent) for _time in range(2))

    assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
    assert len(controller.get(f"{OBLIGATIONS}{obligation.uuid}/").json()["results"]) == 1


def test_result_of_a_day_to_come_is_refused(controller: Caller, obligation: Obligation) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)

    answer = controller.post(f"{OBLIGATIONS}{obligation.uuid}/results/", {"on": tomorrow.isoformat(), "is_kept": True})

    assert (answer.status_code, "choose today or an earlier day" in answer.text) == (422, True)


def test_reader_notes_nothing_and_the_neighbour_sees_nothing(
    reader: Caller, neighbour: Caller, obligation: Obligation
) -> None:
    sent = {"on": timezone.localdate().isoformat(), "is_kept": True}

    assert reader.post(f"{OBLIGATIONS}{obligation.uuid}/results/", sent).status_code == 403
    assert neighbour.get("organisations/granby/obligations/").json()["results"] == []
    assert neighbour.get(f"organisations/granby/obligations/{obligation.uuid}/").status_code == 404
