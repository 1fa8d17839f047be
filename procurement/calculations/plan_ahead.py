"""When to begin buying anew: days counted back from the day on which the next contract begins.

Source: docs/methods/plan_ahead.md. The months are Klimatrappa's own judgement, last
thought through on 2026-11-01; no law gives them.
"""

from dataclasses import dataclass
from datetime import date

from procurement.calculations.contract_period import ONE_DAY, ContractPeriod, months_later

DIALOGUE_MONTHS, NOTICE_MONTHS, BIDS_MONTHS, AWARD_MONTHS = 9, 6, 5, 3
"""How long before the next contract begins the market is talked with, notice is sent, bids are due, it is awarded."""
HORIZON_MONTHS = 24
LOOK_BACK_MONTHS = 12
"""How long a contract that ended, and was not bought again, stays in the plan."""


@dataclass(frozen=True, slots=True)
class PlannedDays:
    """The days of a procurement whose contract begins on `first_day`; None for one that lies behind already."""

    dialogue_on: date | None
    announced_on: date | None
    bids_due_on: date | None
    awarded_on: date | None
    first_day: date


@dataclass(frozen=True, slots=True)
class Ending:
    """The next end of a contract, its last one with all extensions, and when buying anew has to begin."""

    ends: date
    last_possible: date

    @property
    def can_be_extended(self) -> bool:
        """Whether an extension may follow the next end."""
        return self.last_possible > self.ends

    @property
    def next_first_day(self) -> date:
        """The day on which the next contract begins."""
        return self.ends + ONE_DAY

    @property
    def begin_by(self) -> date:
        """The day on which the talk with the market begins at the latest.

        >>> Ending(date(2028, 12, 31), date(2028, 12, 31)).begin_by
        datetime.date(2028, 4, 1)
        """
        return months_later(self.next_first_day, -DIALOGUE_MONTHS)

    def is_in_plan(self, today: date) -> bool:
        """Whether it ends within the horizon, or ended not long ago."""
        return months_later(today, -LOOK_BACK_MONTHS) <= self.ends <= months_later(today, HORIZON_MONTHS)


def next_ending(period: ContractPeriod, today: date) -> Ending:
    """Return the first end that has not passed, the agreed one or that of an extension; the last one if all have."""
    ends = next((stretch.last for stretch in period.stretches() if stretch.last >= today), period.last_possible)
    return Ending(ends, period.last_possible)


def planned_days(first_day: date, today: date) -> PlannedDays:
    """Return the days counted back from the first day of a contract, without those that have passed."""
    dialogue, notice, bids, award = (
        day if (day := months_later(first_day, -months)) >= today else None
        for months in (DIALOGUE_MONTHS, NOTICE_MONTHS, BIDS_MONTHS, AWARD_MONTHS)
    )
    return PlannedDays(dialogue, notice, bids, award, first_day)
