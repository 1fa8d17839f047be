"""A joint staircase: steps that a network agrees on, and how each member takes them over.

Method: docs/methods/staircase.md. A member follows the steps as they are, so many months later, or with steps of its
own that it must explain. Neighbours who ask different things of the same market on the same day are told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise, zip_longest

from foundation.problems import Problem
from foundation.typed_reasons import reason_of
from procurement.calculations.contract_period import ONE_DAY, ContractPeriod, months_later
from procurement.calculations.staircase import Staircase, Step, StepInForce, day_of, threshold_on
from procurement.calculations.steps_as_written import same_step


class Way(StrEnum):
    """How a member takes a joint staircase over."""

    AS_IT_IS = "as_it_is"
    LATER = "later"
    OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True)
class Adoption:
    """What one member does: months of delay where it follows later, own steps and the reason where otherwise."""

    way: Way
    months_later: int = 0
    steps: tuple[Step, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One member's step beside the joint one: what it asks and when, None where it has no such step."""

    threshold: Decimal | None
    months: int | None
    day: date | None
    is_as_agreed: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """A time in which neighbours ask different things: thresholds by who asks, None where one asks nothing yet."""

    first: date
    last: date
    asked: Mapping[str, Decimal | None]

    @property
    def spread(self) -> Decimal:
        """How far the highest threshold lies from the lowest, among those who ask for something."""
        known = [threshold for threshold in self.asked.values() if threshold is not None]
        return max(known) - min(known) if known else Decimal(0)


def problems_of_adoption(adoption: Adoption) -> list[Problem]:
    """Return what is missing in what a member says it does."""
    problems = []
    if adoption.way is Way.LATER and adoption.months_later <= 0:
        problems.append(Problem("no_delay", "adoption", "months_later"))
    if adoption.way is Way.OTHERWISE and not adoption.steps:
        problems.append(Problem("no_steps", "adoption", "steps"))
    if adoption.way is Way.OTHERWISE and not reason_of(adoption.reason):
        problems.append(Problem("no_reason", "adoption", "reason"))
    return problems


def adopted(joint: Staircase, adoption: Adoption) -> Staircase:
    """Return the staircase that the member asks for.

    >>> from requirements_bank.calculations.requirement import Direction
    >>> joint = Staircase(Direction.AT_LEAST, (Step(Decimal(50), months=12),))
    >>> adopted(joint, Adoption(Way.LATER, months_later=6)).steps[0].months
    18
    """
    if adoption.way is Way.OTHERWISE:
        return replace(joint, steps=adoption.steps)
    if adoption.way is Way.LATER:
        return replace(joint, steps=tuple(_later(step, adoption.months_later) for step in joint.steps))
    return joint


def within(staircase: Staircase, period: ContractPeriod) -> Staircase:
    """Return the staircase without the steps that come after the last possible day of a contract.

    >>> from requirements_bank.calculations.requirement import Direction
    >>> joint = Staircase(Direction.AT_LEAST, (Step(Decimal(50), months=12), Step(Decimal(70), months=48)))
    >>> [step.months for step in within(joint, ContractPeriod(date(2027, 1, 1), 24, (24,))).steps]
    [12]
    """
    return replace(
        staircase, steps=tuple(step for step in staircase.steps if day_of(step, period.first) <= period.last_possible)
    )


@dataclass(frozen=True, slots=True)
class LateStep:
    """A joint step, by its number from 1, whose day comes after the last possible day of a contract."""

    number: int
    day: date


def beyond(staircase: Staircase, first: date, last_possible: date) -> list[LateStep]:
    """Return the steps that `within` leaves out of a contract, months counted from `first`: they do not bind it.

    >>> from requirements_bank.calculations.requirement import Direction
    >>> joint = Staircase(Direction.AT_LEAST, (Step(Decimal(50), months=12), Step(Decimal(70), months=48)))
    >>> [(each.number, each.day.isoformat()) for each in beyond(joint, date(2027, 1, 1), date(2030, 12, 31))]
    [(2, '2031-01-01')]
    """
    dated = [LateStep(number, day_of(step, first)) for number, step in enumerate(staircase.steps, start=1)]
    return [each for each in dated if each.day > last_possible]


def row_of(joint: Staircase, adoption: Adoption | None, taken: Staircase | None = None) -> list[Cell]:
    """Return one member's row of the matrix: a cell for each joint step; empty ones where it has not taken it over.

    `taken` is the version that the member took over, where that is another one than the joint steps shown.
    """
    if adoption is None:
        return [Cell(None, None, None, is_as_agreed=False) for _step in joint.steps]
    own = adopted(taken or joint, adoption).steps
    cells = []
    for number, agreed in enumerate(joint.steps):
        step = own[number] if number < len(own) else None
        cells.append(_cell(step, agreed))
    return cells


def steps_that_differ(agreed: Staircase, own: Sequence[Step]) -> list[int]:
    """Return the numbers, from 1, of the steps that are not as agreed: changed, added or left out.

    >>> from requirements_bank.calculations.requirement import Direction
    >>> agreed = Staircase(Direction.AT_LEAST, (Step(Decimal(50), months=12), Step(Decimal(70), months=24)))
    >>> steps_that_differ(agreed, (Step(Decimal(50), months=12, notice_months=6), Step(Decimal(60), months=24)))
    [2]
    """
    pairs = zip_longest(agreed.steps, own)
    return [number for number, (step, asked) in enumerate(pairs, start=1) if not _is_as_agreed(asked, step)]


def times_apart(asked: Mapping[str, Sequence[StepInForce]], first: date, last: date) -> list[Difference]:
    """Return the times from `first` to `last` in which neighbours ask different things, in order of days.

    `asked` holds the steps that hold, by who asks. Two who both ask for nothing do not differ; one who asks and one
    who does not, do.
    """
    return [
        Difference(begins, ends, thresholds)
        for begins, ends in _spans(asked.values(), first, last)
        if len(set((thresholds := {who: threshold_on(begins, steps) for who, steps in asked.items()}).values())) > 1
    ]


def _spans(asked: Iterable[Sequence[StepInForce]], first: date, last: date) -> list[tuple[date, date]]:
    """Return the times within which nobody's threshold changes."""
    changes = {day for steps in asked for step in steps for day in (step.first, step.last + ONE_DAY)}
    days = [first, *sorted(day for day in changes if first < day <= last), last + ONE_DAY]
    return [(begins, ends - ONE_DAY) for begins, ends in pairwise(days)]


def _later(step: Step, months: int) -> Step:
    if step.day is not None:
        return replace(step, day=months_later(step.day, months))
    return replace(step, months=(step.months or 0) + months)


def _cell(step: Step | None, agreed: Step) -> Cell:
    if step is None:
        return Cell(None, None, None, is_as_agreed=False)
    return Cell(step.threshold, step.months, step.day, is_as_agreed=_is_as_agreed(step, agreed))


def _is_as_agreed(step: Step | None, agreed: Step | None) -> bool:
    if step is None or agreed is None:
        return False
    return same_step(step) == same_step(agreed)
