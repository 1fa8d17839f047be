"""How long a contract runs: from a day, some months, and the extensions that the buyer may choose.

A month later is the same day of that month, or its last day where it has no such day; months are always counted from
the first day, so that the 31st comes back after a short month. Days are whole days, ends the last day that counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

ONE_DAY = timedelta(days=1)
MOST_OPTIONS = 10
"""So many extensions a contract has at most, whoever says so: a form, the API or a notice."""


def months_later(day: date, months: int) -> date:
    """Return the day so many months later, or earlier where `months` is negative.

    Raises OverflowError beyond the year 9999 and before the year 1.

    >>> months_later(date(2024, 2, 29), 12), months_later(date(2026, 1, 31), 1), months_later(date(2026, 1, 31), 2)
    (datetime.date(2025, 2, 28), datetime.date(2026, 2, 28), datetime.date(2026, 3, 31))
    """
    try:
        return day + relativedelta(months=months)
    except ValueError as problem:
        raise OverflowError(f"{months} months from {day} is no day of the calendar") from problem


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the contract: the agreed time (`option` 0) or its first, second … extension; `last` is within it."""

    option: int
    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class ContractPeriod:
    """The agreed months from the first day, and the months of each extension that may follow."""

    first: date
    months: int
    options: tuple[int, ...] = ()

    def stretches(self) -> Iterator[Stretch]:
        """Yield the agreed time and each extension, in order."""
        so_far = 0
        for option, months in enumerate((self.months, *self.options)):
            begins = months_later(self.first, so_far)
            so_far += months
            yield Stretch(option, begins, months_later(self.first, so_far) - ONE_DAY)

    @property
    def last(self) -> date:
        """The last day of the agreed time."""
        return months_later(self.first, self.months) - ONE_DAY

    @property
    def last_possible(self) -> date:
        """The last day when every extension is used.

        >>> ContractPeriod(date(2026, 3, 1), 24, (12, 12)).last_possible
        datetime.date(2030, 2, 28)
        """
        return months_later(self.first, self.months + sum(self.options)) - ONE_DAY

    def with_options(self, used: int) -> "ContractPeriod":
        """Return the contract when only its first so many extensions are used."""
        return replace(self, options=self.options[:used])

    def beginning(self, day: date) -> "ContractPeriod":
        """Return the contract when it begins on another day."""
        return replace(self, first=day)
