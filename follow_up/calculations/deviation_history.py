"""What a supplier's deviations come to: open ones by severity, past ones by severity and age.

Method: docs/methods/priority.md. Severity weighs 1 (critical), 0.5 (major) or 0.2 (minor). A deviation that is
mended counts half as much for each year since it was found.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

HALVED_AFTER_DAYS = 365


class Severity(StrEnum):
    """How bad a deviation is."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


SEVERITY_WEIGHTS = {
    Severity.MINOR: Decimal("0.2"),
    Severity.MAJOR: Decimal("0.5"),
    Severity.CRITICAL: Decimal(1),
}


@dataclass(frozen=True, slots=True)
class FoundDeviation:
    """A deviation: how bad, when it was found, and when it was closed, None while it is open."""

    severity: Severity
    found_on: date
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class DeviationHistory:
    """The columns of a priority: `open_deviations` and `past_deviations`, each a sum of weights."""

    open: Decimal
    past: Decimal


def deviation_history(deviations: Iterable[FoundDeviation], today: date) -> DeviationHistory:
    """Return what was known on the day: what was found later is left out, what was closed later is open.

    >>> old = FoundDeviation(Severity.CRITICAL, date(2025, 1, 1), date(2025, 2, 1))
    >>> deviation_history([old, FoundDeviation(Severity.MINOR, date(2025, 12, 1))], date(2026, 1, 1))
    DeviationHistory(open=Decimal('0.2'), past=Decimal('0.5'))
    """
    still_open, past = Decimal(0), Decimal(0)
    for each in deviations:
        if each.found_on > today:
            continue
        weight = SEVERITY_WEIGHTS[each.severity]
        if each.closed_on is None or each.closed_on > today:
            still_open += weight
        else:
            past += weight * _left((today - each.found_on).days)
    return DeviationHistory(still_open, past)


@lru_cache(maxsize=8192)  # many were found on one day, and a power of decimals is slow
def _left(days: int) -> Decimal:
    """Return what is left of a weight so many days later."""
    return Decimal("0.5") ** (Decimal(days) / HALVED_AFTER_DAYS)
