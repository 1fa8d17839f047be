"""When a rule reminds of a day: so many days before it, each stage once, and late rather than never.

Method: docs/methods/reminders.md.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

GRACE = timedelta(days=7)
"""How long after the day itself it is still told, where nothing could be sent on time."""

BETWEEN_LETTERS = timedelta(hours=20)
"""Nobody sends a supplier a letter about the same thing sooner than so long after the last one."""


def stage_due(day: date, days_before: Collection[int], today: date) -> int | None:
    """Return the stage that is to be sent by `today`: the latest that has come; None before the first, and when over.

    What becomes known after several stages have passed is told of once, by the latest of them.

    >>> [stage_due(date(2026, 12, 31), (60, 14), day) for day in (date(2026, 10, 31), date(2026, 11, 1))]
    [None, 60]
    >>> stage_due(date(2026, 12, 31), (60, 14), date(2026, 12, 24))
    14
    """
    if today > day + GRACE:
        return None
    return min((stage for stage in days_before if day - timedelta(days=stage) <= today), default=None)


def stages_within(day: date, days_before: Collection[int], first: date, last: date) -> Iterator[tuple[date, int]]:
    """Yield each stage that comes from one day to another, both within, with its day, in order.

    >>> [f"{on} {stage}" for on, stage in stages_within(date(2026, 12, 31), (60, 14), date(2026, 11, 1), date.max)]
    ['2026-11-01 60', '2026-12-17 14']
    """
    for stage in sorted(set(days_before), reverse=True):
        on = day - timedelta(days=stage)
        if first <= on <= last:
            yield on, stage
