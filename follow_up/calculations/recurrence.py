"""The days of a task that comes again: every so many months, from a day until a day.

Method: docs/methods/recurrence.md. Months are always counted from the first day, so that the 31st comes back after a
short month.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date
from itertools import count, takewhile

from procurement.calculations.contract_period import months_later

METHOD_VERSION = "1.0"
LAST_DAY_OF_MONTH = 31
MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Every so many months from the first day to the last one, both within; `last` None goes on for ever.

    With `on_day` the task comes on that day of the month, 31 for its last, and first on the first such day.
    """

    first: date
    months: int
    last: date | None = None
    on_day: int | None = None

    def __post_init__(self) -> None:
        if self.months < 1:
            raise ValueError("a task comes again after a month at the earliest")
        if self.on_day is not None and not 1 <= self.on_day <= LAST_DAY_OF_MONTH:
            raise ValueError("a day of the month is from 1 to 31")

    def days(self) -> Iterator[date]:
        """Yield the days in order, to the last one or the end of the calendar.

        >>> [f"{day}" for day in Recurrence(date(2026, 8, 31), 3, date(2027, 6, 1)).days()]
        ['2026-08-31', '2026-11-30', '2027-02-28', '2027-05-31']
        """
        start = self.first if self.on_day is None else self._first_such_day(self.on_day)
        last = self.last or date.max
        yield from takewhile(lambda day: day <= last, self._counted_from(start))

    def next_after(self, day: date) -> date | None:
        """Return the first day after another one, None where there is no more.

        >>> Recurrence(date(2026, 1, 10), 6).next_after(date(2026, 7, 10))
        datetime.date(2027, 1, 10)
        """
        return next((each for each in self.days() if each > day), None)

    def _counted_from(self, start: date) -> Iterator[date]:
        most = (MAXYEAR - start.year) * MONTHS_A_YEAR + MONTHS_A_YEAR - start.month
        for months in takewhile(lambda months: months <= most, count(0, self.months)):
            day = months_later(start, months)
            yield day if self.on_day is None else on_day_of_month(day, self.on_day)

    def _first_such_day(self, number: int) -> date:
        this_month = on_day_of_month(self.first, number)
        return this_month if this_month >= self.first else on_day_of_month(months_later(self.first, 1), number)


def on_day_of_month(day: date, number: int) -> date:
    """Return that day of the same month, or its last one where it has no such day.

    >>> on_day_of_month(date(2027, 2, 3), 30)
    datetime.date(2027, 2, 28)
    """
    month = day.replace(day=1)
    return months_later(month.replace(month=1, day=number), month.month - 1)
