"""The history of an organisation: its changes, newest first, narrowed down as the reader asks."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from foundation.changes.models import Change
from foundation.changes.sealed import readable


@dataclass(frozen=True, slots=True)
class HistoryFilters:
    """What the reader asks for; empty fields leave everything in."""

    kind: str = ""
    actor: str = ""
    from_day: date | None = None
    to_day: date | None = None


def history(organisation_id: int, filters: HistoryFilters, reader_id: int | None = None) -> QuerySet[Change]:
    """Return the organisation's changes that fit and that the reader may know of, newest first, both days included."""
    changes = _known_to(organisation_id, reader_id).order_by("-pk")
    if filters.kind:
        changes = changes.filter(kind=filters.kind)
    if filters.actor:
        changes = changes.filter(actor_name=filters.actor)
    if filters.from_day:
        changes = changes.filter(made_at__gte=_midnight(filters.from_day))
    if filters.to_day:
        changes = changes.filter(made_at__lt=_midnight(filters.to_day + timedelta(days=1)))
    return changes


def actors_in(organisation_id: int, reader_id: int | None = None) -> list[str]:
    """Return the names of all who have changed something that the reader may know of, in order of the alphabet."""
    names = _known_to(organisation_id, reader_id).order_by().values_list("actor_name", flat=True)
    return sorted(names.distinct())


def kinds_in(organisation_id: int, reader_id: int | None = None) -> list[str]:
    """Return the kinds of things that were changed, as far as the reader may know."""
    kinds = _known_to(organisation_id, reader_id).order_by().values_list("kind", flat=True)
    return sorted(kinds.distinct())


def _known_to(organisation_id: int, reader_id: int | None) -> QuerySet[Change]:
    return readable(Change.objects.filter(organisation_id=organisation_id), organisation_id, reader_id)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
