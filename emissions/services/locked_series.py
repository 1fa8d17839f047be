"""Hold an activity series while it is changed, and say what a change is about."""

from typing import Any

from django.utils.translation import gettext as _

from emissions.models import ActivitySeries
from foundation.errors import ConflictError, DomainError


class ActivityNotPossibleError(DomainError):
    """Something cannot be done with an activity series; `field` names what stands in the way, if anything does."""

    def __init__(self, message: object, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


def locked_series(series: ActivitySeries, *, revision: int | None = None) -> ActivitySeries:
    """Return the series as it is now, held until the transaction ends.

    Raises ConflictError if it was saved after `revision`, where given.
    """
    current = ActivitySeries.objects.select_for_update(of=("self",)).get(pk=series.pk)
    if revision not in (None, current.revision):
        sentence = _(
            "Somebody else changed “%(title)s” in the meantime. What you typed is still here: compare, and save again."
        )
        raise ConflictError(sentence % {"title": current.title})
    return current


def save_series(series: ActivitySeries) -> None:
    """Keep a series, and count that it was saved."""
    series.revision += 1
    series.save()


def about_series(series: ActivitySeries, **summary: object) -> dict[str, Any]:
    """Return what a change record says of the series."""
    return {
        "organisation_id": series.organisation_id,
        "object_id": series.uuid,
        "summary": {"title": series.title, **summary},
    }
