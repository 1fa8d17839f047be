"""The plan in calendar programs: by a secret address that shows what its person may see, and one task as a file."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from follow_up.services.calendar_feeds import ALL, LASTS, MINE, feeds_of, make_feed, revoke_feed
from follow_up.services.task_progress import cancel_task, move_task
from foundation.models import AccessLink
from organisations.models import Membership, Organisation, User
from organisations.services.validity import end_now
from tests.factories.cast import Cast
from tests.factories.follow_up import make_followed
from tests.factories.plan import make_task

pytestmark = pytest.mark.usefixtures("in_english")
OK, NOT_FOUND, GONE = 200, 404, 410
DAY = timezone.localdate() + timedelta(days=30)


def read(secret: str) -> Any:
    return Client().get(reverse("calendar_by_link", args=[secret]))


def events(answer: Any) -> dict[str, Any]:
    assert (answer.status_code, answer["Content-Type"]) == (OK, "text/calendar; charset=utf-8")
    return {str(event["SUMMARY"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}


def test_a_feed_shows_ones_own_or_all(at_work_in_ekby: Organisation, cast: Cast) -> None:
    make_task(at_work_in_ekby, "Hers", owner=cast.ada, due_on=DAY)
    make_task(at_work_in_ekby, "His", owner=cast.bo, due_on=DAY)
    secrets = [make_feed(organisation=at_work_in_ekby, user=cast.ada, scope=scope) for scope in (MINE, ALL)]

    assert [sorted(events(read(secret))) for secret in secrets] == [["Hers"], ["Hers", "His"]]


def test_an_event_says_when_where_and_what(at_work_in_ekby: Organisation, cast: Cast) -> None:
    contract = make_followed(at_work_in_ekby)
    make_task(
        at_work_in_ekby, "Møte; ett, to", contract=contract, owner=cast.ada, due_on=date(2027, 1, 15),
        starts_at=time(9, 30), hours=Decimal("1.5"), place="Rådhuset", agenda="– Første\n– Andre\x0b",
    )  # fmt: skip
    make_task(at_work_in_ekby, "Whole day", due_on=date(2027, 1, 16))
    found = events(read(make_feed(organisation=at_work_in_ekby, user=cast.ada, scope=ALL)))

    meeting, whole = found["Møte; ett, to"], found["Whole day"]
    assert meeting["DTSTART"].dt == datetime(2027, 1, 15, 8, 30, tzinfo=UTC)
    assert meeting["DTEND"].dt == datetime(2027, 1, 15, 10, 0, tzinfo=UTC)
    assert str(meeting["LOCATION"]) == "Rådhuset"
    assert str(meeting["DESCRIPTION"]) == "Varelevering 2026\n\n– Første\n– Andre"
    assert (whole["DTSTART"].dt, whole["DTEND"].dt) == (date(2027, 1, 16), date(2027, 1, 17))


def test_what_is_moved_or_cancelled_keeps_its_identity_and_counts(at_work_in_ekby: Organisation, cast: Cast) -> None:
    secret = make_feed(organisation=at_work_in_ekby, user=cast.ada, scope=ALL)
    task = make_task(at_work_in_ekby, "Visit", due_on=DAY)
    before = events(read(secret))["Visit"]
    moved = move_task(task, DAY + timedelta(days=1), revision=1)
    after = events(read(secret))["Visit"]
    cancel_task(moved, revision=2, because="Not needed")
    cancelled = events(read(secret))["Visit"]

    assert before["UID"] == after["UID"] == cancelled["UID"]
    assert [event["SEQUENCE"] for event in (before, after, cancelled)] == [0, 1, 2]
    assert after["DTSTART"].dt == DAY + timedelta(days=1)
    assert [str(event["STATUS"]) for event in (after, cancelled)] == ["CONFIRMED", "CANCELLED"]


def test_a_revoked_an_expired_and_a_made_up_address_open_nothing(at_work_in_ekby: Organisation, cast: Cast) -> None:
    revoked, expired = (make_feed(organisation=at_work_in_ekby, user=cast.ada, scope=ALL) for _ in range(2))
    newer, older = feeds_of(at_work_in_ekby, cast.ada)
    revoke_feed(older)
    AccessLink.objects.filter(pk=newer.pk).update(expires_at=timezone.now())

    assert [read(secret).status_code for secret in (revoked, expired, "made-up")] == [GONE, GONE, NOT_FOUND]
    assert timezone.now() + LASTS > newer.expires_at - timedelta(minutes=1)


def test_a_person_who_has_left_reads_no_more(at_work_in_ekby: Organisation, cast: Cast) -> None:
    make_task(at_work_in_ekby, due_on=DAY)
    secret = make_feed(organisation=at_work_in_ekby, user=cast.bo, scope=ALL)
    before = read(secret).status_code
    for membership in Membership.objects.filter(user=cast.bo):
        end_now(membership)

    assert (before, read(secret).status_code) == (OK, GONE)


def test_a_locked_out_person_reads_no_more(at_work_in_ekby: Organisation, cast: Cast) -> None:
    secret = make_feed(organisation=at_work_in_ekby, user=cast.bo, scope=ALL)
    User.objects.filter(pk=cast.bo.pk).update(is_active=False)

    assert read(secret).status_code == GONE


def test_an_address_is_made_shown_once_renewed_and_revoked(
    at_work_in_ekby: Organisation, cast: Cast, client_for: Callable[[User], Client]
) -> None:
    client, page = client_for(cast.bo), reverse("calendar_feeds", args=["ekby"])
    made = client.post(page, {"scope": "mine"}).context["address"]
    link = feeds_of(at_work_in_ekby, cast.bo).get()
    renewed = client.post(reverse("renew_calendar_feed", args=["ekby", link.uuid])).context["address"]
    newer = feeds_of(at_work_in_ekby, cast.bo).get()
    seen = [Client().get(address).status_code for address in (made, renewed)]
    of_another = client_for(cast.ada).post(reverse("revoke_calendar_feed", args=["ekby", newer.uuid])).status_code
    client.post(reverse("revoke_calendar_feed", args=["ekby", newer.uuid]))

    assert (made != renewed, made not in client.get(page).content.decode()) == (True, True)
    assert (seen, of_another, Client().get(renewed).status_code) == ([GONE, OK], NOT_FOUND, GONE)


def test_nobody_has_more_than_five(
    at_work_in_ekby: Organisation, cast: Cast, client_for: Callable[[User], Client]
) -> None:
    client, page = client_for(cast.bo), reverse("calendar_feeds", args=["ekby"])
    for _ in range(6):
        client.post(page, {"scope": "all"})

    assert feeds_of(at_work_in_ekby, cast.bo).count() == 5


def test_one_task_is_saved_as_a_file(
    at_work_in_ekby: Organisation, cast: Cast, client_for: Callable[[User], Client]
) -> None:
    task = make_task(at_work_in_ekby, "Visit", due_on=DAY)
    answer = client_for(cast.bo).get(reverse("task_file", args=["ekby", task.uuid]))

    assert list(events(answer)) == ["Visit"]
    assert answer["Content-Disposition"].startswith("attachment; filename=")
