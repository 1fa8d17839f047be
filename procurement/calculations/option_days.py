"""The extensions of a contract on days: when each begins and ends, and by when the supplier has to be told."""

from dataclasses import dataclass
from datetime import date

from procurement.calculations.contract_period import ONE_DAY, ContractPeriod, months_later


@dataclass(frozen=True, slots=True)
class OptionDays:
    """One extension: `number` from 1, its days, and the last day on which the supplier can be told."""

    number: int
    first: date
    last: date
    notice: date


def option_days(period: ContractPeriod, notice_months: int) -> list[OptionDays]:
    """Return every extension of the contract; the supplier is told so many months before it begins, at the latest.

    Without months in between that is the day before: a contract that has ended cannot be extended.

    >>> [each.notice.isoformat() for each in option_days(ContractPeriod(date(2026, 3, 1), 24, (12, 12)), 3)]
    ['2027-12-01', '2028-12-01']
    """
    return [
        OptionDays(stretch.option, stretch.first, stretch.last, _notice(stretch.first, notice_months))
        for stretch in period.stretches()
        if stretch.option
    ]


def _notice(first: date, months: int) -> date:
    return min(months_later(first, -months), first - ONE_DAY)
