"""The periods that are reported on, and when their reports are due. Method: docs/methods/recurrence.md."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from follow_up.calculations.recurrence import LAST_DAY_OF_MONTH, MONTHS_A_YEAR, on_day_of_month
from procurement.calculations.contract_period import ONE_DAY, months_later


class PeriodKind(StrEnum):
    """How long one report covers: parts of the calendar year, a season of each year, or the whole contract."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    SEASON = "season"
    CONTRACT = "contract"


MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF_YEAR: 6, PeriodKind.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Season:
    """From a day of the year to a day of it or of the next, both within, such as 15 October to 15 April.

    29 February and the last day of a month are day 29 and 31; in a shorter month its last day stands for them.
    """

    first_month: int
    first_day: int
    last_month: int
    last_day: int

    def __post_init__(self) -> None:
        months, days = (self.first_month, self.last_month), (self.first_day, self.last_day)
        if any(not 1 <= month <= MONTHS_A_YEAR for month in months):
            raise ValueError("a month is from 1 to 12")
        if any(not 1 <= day <= LAST_DAY_OF_MONTH for day in days):
            raise ValueError("a day of the month is from 1 to 31")

    def beginning_in(self, year: int) -> tuple[date, date]:
        """Return its first and last day where it begins in that year.

        >>> [f"{day}" for day in Season(10, 15, 4, 15).beginning_in(2026)]
        ['2026-10-15', '2027-04-15']
        """
        is_over_new_year = (self.last_month, self.last_day) < (self.first_month, self.first_day)
        first = on_day_of_month(date(year, self.first_month, 1), self.first_day)
        last = on_day_of_month(date(year + is_over_new_year, self.last_month, 1), self.last_day)
        return first, last


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """One period, cut at the contract's ends; `is_whole` says whether nothing was cut."""

    first: date
    last: date
    is_whole: bool = True

    def due_on(self, days: int) -> date:
        """Return the day so many days after its end.

        >>> ReportPeriod(date(2026, 1, 1), date(2026, 3, 31)).due_on(30)
        datetime.date(2026, 4, 30)
        """
        return self.last + timedelta(days=days)


def report_periods(kind: PeriodKind, first: date, last: date, season: Season | None = None) -> Iterator[ReportPeriod]:
    """Yield the periods of a contract from its first to its last day, in order; none where it ends before it begins.

    Raises ValueError for a season that is not said. Days outside the season belong to no period.

    >>> first, last = date(2026, 2, 10), date(2026, 6, 30)
    >>> [f"{each.first} {each.last}" for each in report_periods(PeriodKind.QUARTER, first, last)]
    ['2026-02-10 2026-03-31', '2026-04-01 2026-06-30']
    """
    if kind is PeriodKind.CONTRACT:
        whole: Iterator[tuple[date, date]] = iter([(first, last)])
    elif kind is PeriodKind.SEASON:
        if season is None:
            raise ValueError("say from which day to which day the season goes")
        whole = (season.beginning_in(year) for year in range(first.year - 1, last.year + 1))
    else:
        whole = _calendar_parts(MONTHS[kind], first, last)
    for begins, ends in whole:
        cut = ReportPeriod(max(begins, first), min(ends, last), is_whole=first <= begins and ends <= last)
        if cut.first <= cut.last:
            yield cut


def _calendar_parts(months: int, first: date, last: date) -> Iterator[tuple[date, date]]:
    begins = date(first.year, (first.month - 1) // months * months + 1, 1)
    while begins <= last:
        following = months_later(begins, months)
        yield begins, following - ONE_DAY
        begins = following
