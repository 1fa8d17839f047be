"""Planned tasks as a calendar file that calendar programs read: RFC 5545, made by the library icalendar."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from follow_up.models import PlannedTask, TaskState
from foundation.requests import absolute_address
from organisations.models import Organisation

CALENDAR = "text/calendar; charset=utf-8"
USUAL_LENGTH = timedelta(hours=1)
REFRESH = timedelta(hours=6)
_CONTROL = {code: None for code in (*range(32), 127) if chr(code) not in "\n\t"}


def calendar_of(tasks: Iterable[PlannedTask], organisation: Organisation, name: str = "") -> bytes:
    """Return the calendar of these tasks; with a name it is one to subscribe to.

    An event keeps its UID for good, and its SEQUENCE counts what was saved. Moments are in UTC; what has no hour is an
    event of the whole day.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Klimatrappa//Follow-up//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if name:
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", _plain(name))
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT6H")
    for task in tasks:
        calendar.add_component(_event(task, organisation))
    return bytes(calendar.to_ical())


def _event(task: PlannedTask, organisation: Organisation) -> Event:
    event = Event()
    event.add("uid", f"{task.uuid}@{urlsplit(settings.PUBLIC_URL).hostname or 'klimatrappa'}")
    event.add("sequence", task.revision - 1)
    event.add("dtstamp", task.updated_at.astimezone(UTC))
    event.add("last-modified", task.updated_at.astimezone(UTC))
    event.add("summary", _plain(task.title))
    _add_days(event, task)
    if task.agenda or task.contract:
        event.add("description", "\n\n".join(_plain(text) for text in (str(task.contract or ""), task.agenda) if text))
    if task.place:
        event.add("location", _plain(task.place))
    event.add("categories", [str(task.get_kind_display())])
    event.add("status", "CANCELLED" if task.state == TaskState.CANCELLED else "CONFIRMED")
    event.add("url", absolute_address(reverse("planned_task", args=[organisation.slug, task.uuid])))
    return event


def _add_days(event: Event, task: PlannedTask) -> None:
    if task.starts_at is None:
        event.add("dtstart", task.due_on)
        event.add("dtend", task.due_on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        return
    begins = timezone.make_aware(datetime.combine(task.due_on, task.starts_at)).astimezone(UTC)
    length = timedelta(minutes=int(task.hours * 60)) if task.hours else USUAL_LENGTH
    event.add("dtstart", begins)
    event.add("dtend", begins + length)


def _plain(text: str) -> str:
    """Return a text without the control characters that a calendar file may not hold."""
    return text.replace("\r\n", "\n").translate(_CONTROL)
