"""What became of controls at one supplier: the share that was kept, over time, and how fast deviations are mended.

Method: docs/methods/supplier_record.md. Fewer than three controls say nothing of a supplier, and give no score.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from procurement.calculations.exact_figures import as_decimal

METHOD_VERSION = "1.0"
FEWEST_CONTROLS: Final = 3


class NoScore(StrEnum):
    """Why there is no figure."""

    NEVER_CONTROLLED = "never_controlled"
    TOO_FEW_CONTROLS = "too_few_controls"
    NOTHING_MENDED = "nothing_mended"


@dataclass(frozen=True, slots=True)
class Control:
    """A control on a day and whether all that it looked at was kept; None where nobody has decided."""

    day: date
    is_kept: bool | None


@dataclass(frozen=True, slots=True)
class Deviation:
    """A deviation, when it was found and when it was mended, None while it is open."""

    found_on: date
    mended_on: date | None = None


@dataclass(frozen=True, slots=True)
class KeptShare:
    """How many of so many controls were kept: the share from 0 to 1, or None with the reason."""

    kept: int
    controls: int
    share: Decimal | None
    reason: NoScore | None = None


@dataclass(frozen=True, slots=True)
class Mending:
    """The middle number of days until deviations were mended, or None with the reason; of how many, and what is open.

    `oldest_open_days` is None where nothing is open.
    """

    median_days: Decimal | None
    mended: int
    still_open: int
    oldest_open_days: int | None = None
    reason: NoScore | None = None


@dataclass(frozen=True, slots=True)
class SupplierRecord:
    """The record until a day: of all controls, by year with the oldest first, and of deviations."""

    whole: KeptShare
    by_year: tuple[tuple[int, KeptShare], ...]
    mending: Mending


def supplier_record(controls: Iterable[Control], deviations: Iterable[Deviation], today: date) -> SupplierRecord:
    """Return the record as known on the day; what came later is left out, and what was mended later is open.

    >>> controls = [Control(date(2026, month, 1), month != 3) for month in (1, 2, 3, 4)]
    >>> supplier_record(controls, [], date(2026, 12, 31)).whole
    KeptShare(kept=3, controls=4, share=Decimal('0.75'), reason=None)
    """
    decided = [each for each in controls if each.is_kept is not None and each.day <= today]
    years = sorted({each.day.year for each in decided})
    return SupplierRecord(
        whole=kept_share(decided),
        by_year=tuple((year, kept_share([each for each in decided if each.day.year == year])) for year in years),
        mending=_mending(list(deviations), len(decided), today),
    )


def kept_share(decided: Sequence[Control]) -> KeptShare:
    """Return the share of controls that were kept; each of them has been decided."""
    kept, count = sum(bool(each.is_kept) for each in decided), len(decided)
    if reason := _too_few(count):
        return KeptShare(kept, count, None, reason)
    return KeptShare(kept, count, as_decimal(Fraction(kept, count)))


def median(values: Iterable[int]) -> Decimal | None:
    """Return the middle value, of an even number the mean of the two in the middle; None of nothing.

    >>> median([30, 10]), median([5, 90, 7])
    (Decimal('20'), Decimal('7'))
    """
    ordered = sorted(values)
    if not ordered:
        return None
    middle = len(ordered) // 2
    return Decimal(ordered[middle]) if len(ordered) % 2 else Decimal(ordered[middle - 1] + ordered[middle]) / 2


def _mending(deviations: Sequence[Deviation], controls: int, today: date) -> Mending:
    found = [each for each in deviations if each.found_on <= today]
    days = [(each.mended_on - each.found_on).days for each in found if each.mended_on and each.mended_on <= today]
    waiting = [(today - each.found_on).days for each in found if each.mended_on is None or each.mended_on > today]
    middle = median(days)
    reason = _too_few(controls) or (NoScore.NOTHING_MENDED if middle is None else None)
    return Mending(
        median_days=None if reason else middle,
        mended=len(days),
        still_open=len(waiting),
        oldest_open_days=max(waiting, default=None),
        reason=reason,
    )


def _too_few(controls: int) -> NoScore | None:
    if controls == 0:
        return NoScore.NEVER_CONTROLLED
    return NoScore.TOO_FEW_CONTROLS if controls < FEWEST_CONTROLS else None
