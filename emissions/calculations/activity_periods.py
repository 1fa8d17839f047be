"""Periods as statistics write them, told by their first and last day: 2022-03, 2022 Q1, autumn 2021, 2022."""

import calendar
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

_FIRST_YEAR: Final = 1900
_MOST_LETTERS: Final = 40
_SEASONS: Final[Mapping[str, tuple[int, int]]] = {
    "spring": (1, 6),
    "vår": (1, 6),
    "vt": (1, 6),
    "autumn": (7, 12),
    "fall": (7, 12),
    "høst": (7, 12),
    "haust": (7, 12),
    "höst": (7, 12),
    "ht": (7, 12),
}
_YEAR: Final = re.compile(r"(\d{4})")
_MONTH: Final = re.compile(r"(\d{4})[-./ ](\d{1,2})")
_QUARTER: Final = re.compile(r"(\d{4})[-./ ]?[qk]v?\.?([1-4])|[qk]v?\.?([1-4])[-./ ](\d{4})", re.IGNORECASE)
_SEASON: Final = re.compile(r"([a-zåäöøæ]+)[ -](\d{4})|(\d{4})[ -]([a-zåäöøæ]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One period by its days, both counted, and what people call it."""

    first_day: date
    last_day: date
    label: str


class PeriodsApart:
    """Periods that share no days with each other; of one more it is told at once whether it fits among them."""

    def __init__(self, periods: Iterable[Period] = ()) -> None:
        self._periods = sorted(periods)

    def crossing(self, period: Period) -> Period | None:
        """Return a period that shares days with this one and is not of the same days, None where there is none.

        >>> may = Period(date(2026, 5, 1), date(2026, 5, 31), "May")
        >>> spring = Period(date(2026, 4, 1), date(2026, 6, 30), "2026 Q2")
        >>> PeriodsApart([may]).crossing(spring).label, PeriodsApart([may]).crossing(may) is None
        ('May', True)
        """
        place = bisect_right(self._periods, period.first_day, key=_first_day)
        for other in self._periods[max(place - 1, 0) : place + 1]:
            is_apart = other.last_day < period.first_day or period.last_day < other.first_day
            if not is_apart and _days(other) != _days(period):
                return other
        return None

    def add(self, period: Period) -> None:
        """Count one more, which crosses none of them; of the same days one is enough."""
        place = bisect_right(self._periods, period.first_day, key=_first_day)
        if not place or _days(self._periods[place - 1]) != _days(period):
            self._periods.insert(place, period)


def period_called(text: str, kind: str) -> Period | None:
    """Return the period that a text names in a series of months, quarters, seasons or years; None where it is none.

    >>> period_called("2022-3", "month").label
    '2022-03'
    >>> period_called("Q1 2022", "quarter").last_day
    datetime.date(2022, 3, 31)
    >>> period_called("Autumn 2021", "season").first_day
    datetime.date(2021, 7, 1)
    >>> period_called("2022", "month") is None
    True
    """
    said = " ".join(text.split())
    readers = {"month": _month, "quarter": _quarter, "season": _season, "year": _year}
    return readers[kind](said)


def period_of_days(label: str, first_day: date, last_day: date) -> Period | None:
    """Return a period told by its days; None without a name, before 1900, or where the last day is before the first."""
    said = " ".join(label.split())
    is_one = said and len(said) <= _MOST_LETTERS and first_day.year >= _FIRST_YEAR and first_day <= last_day
    return Period(first_day, last_day, said) if is_one else None


def _year(said: str) -> Period | None:
    found = _YEAR.fullmatch(said)
    return _months(int(found[1]), 1, 12, said) if found else None


def _month(said: str) -> Period | None:
    found = _MONTH.fullmatch(said)
    return _months(int(found[1]), int(found[2]), int(found[2]), f"{found[1]}-{int(found[2]):02d}") if found else None


def _quarter(said: str) -> Period | None:
    found = _QUARTER.fullmatch(said)
    if not found:
        return None
    year, quarter = int(found[1] or found[4]), int(found[2] or found[3])
    return _months(year, 3 * quarter - 2, 3 * quarter, f"{year} Q{quarter}")


def _season(said: str) -> Period | None:
    found = _SEASON.fullmatch(said)
    months = _SEASONS.get((found[1] or found[4]).casefold()) if found else None
    return _months(int(found[2] or found[3]), *months, said) if found and months else None


def _months(year: int, first: int, last: int, label: str) -> Period | None:
    if year < _FIRST_YEAR or not 1 <= first <= last <= 12:  # noqa: PLR2004 - months
        return None
    return Period(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]), label)


def _first_day(period: Period) -> date:
    return period.first_day


def _days(period: Period) -> tuple[date, date]:
    return period.first_day, period.last_day
