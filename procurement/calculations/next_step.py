"""What a procurement waits for next, by its stage and its days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.plan_ahead import Ending, next_ending


class Awaited(StrEnum):
    """What comes next."""

    DIALOGUE = "dialogue_on"
    ANSWERS = "closes_on"
    NOTICE = "announced_on"
    BIDS = "bids_due_on"
    AWARD = "awarded_on"
    START = "first_day"
    END = "end"


WHILE_ASKING = ("idea", "market_dialogue")
AWAITED_IN = {"market_dialogue": Awaited.NOTICE, "tender": Awaited.BIDS, "evaluation": Awaited.AWARD}


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes next, and its day, None where nobody planned it."""

    awaited: Awaited
    day: date | None

    def days_left(self, today: date) -> int | None:
        """Return the days until then, negative where it has passed."""
        return None if self.day is None else (self.day - today).days


def next_step(
    stage: str, days: Mapping[str, date | None], period: ContractPeriod | None, today: date
) -> NextStep | None:
    """Return what a procurement of this stage waits for; None for one that is stopped.

    An idea waits for the talk with the market where that is planned, else for the notice. Until the notice, a talk and
    the last day for answers come first while they lie ahead. What is awarded waits for its contract to begin, and then
    to end; the next end is that of the agreed time or of the extension under way.
    """
    if stage in WHILE_ASKING and (asking := _asking(days, today)):
        return asking
    if stage == "idea":
        awaited = Awaited.DIALOGUE if days.get(Awaited.DIALOGUE) else Awaited.NOTICE
        return NextStep(awaited, days.get(awaited))
    if stage in AWAITED_IN:
        return NextStep(AWAITED_IN[stage], days.get(AWAITED_IN[stage]))
    return _awarded(days.get(Awaited.START), period, today) if stage == "awarded" else None


def _asking(days: Mapping[str, date | None], today: date) -> NextStep | None:
    """Return the next day of the dialogue with the market, None where none lies ahead."""
    known = [(day, awaited) for awaited in (Awaited.DIALOGUE, Awaited.ANSWERS) if (day := days.get(awaited))]
    coming = sorted((day, awaited) for day, awaited in known if day >= today)
    return NextStep(coming[0][1], coming[0][0]) if coming else None


def running_step(first_days: Iterable[date | None], ending: Ending | None, today: date) -> NextStep:
    """Return what signed contracts wait for: the first of them to begin, and then the next of their ends.

    >>> running_step([date(2027, 8, 1)], Ending(date(2031, 7, 31), date(2031, 7, 31)), date(2027, 9, 1)).day
    datetime.date(2031, 7, 31)
    """
    known = sorted(day for day in first_days if day)
    if known and known[0] > today:
        return NextStep(Awaited.START, known[0])
    return NextStep(Awaited.END, ending.ends if ending else None)


def _awarded(first_day: date | None, period: ContractPeriod | None, today: date) -> NextStep:
    if first_day is None or first_day > today:
        return NextStep(Awaited.START, first_day)
    if period is None:
        return NextStep(Awaited.END, None)
    return NextStep(Awaited.END, next_ending(period, today).ends)
