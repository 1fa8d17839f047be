"""The staircase of the contract that follows: the former one's steps, begun no lower than where they stood at its end.

Method: docs/methods/staircase.md. Steps counted in months keep their months. A fixed day moves as far as the start did
and is to be looked at, since what it was chosen for may not have moved.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from procurement.calculations.contract_period import ONE_DAY, ContractPeriod
from procurement.calculations.staircase import Staircase, Step, StepInForce, day_of, is_stricter, steps_in_force


@dataclass(frozen=True, slots=True)
class CarriedStep:
    """One step of the next staircase: which one of the former, counted from 1, it was, and its fixed day there."""

    step: Step
    was_number: int
    was_day: date | None = None


@dataclass(frozen=True, slots=True)
class NextStaircase:
    """The steps to begin with, and the threshold at which they begin where they would have begun lower."""

    steps: tuple[CarriedStep, ...]
    raised_to: Decimal | None = None


def next_staircase(
    former: Staircase, period: ContractPeriod, first: date, signed: Sequence[StepInForce] = ()
) -> NextStaircase:
    """Return the steps of `former`, which held in a contract of this period, for one that begins on `first`.

    `signed` are the steps that the former contract really had, where one was signed: where it stood is told by them.

    Where the former one asked for more on its last day than its steps would ask for on the new first day, the next
    begins with that, and steps that ask for no more fall away.

    >>> from requirements_bank.calculations.requirement import Direction
    >>> former = Staircase(Direction.AT_LEAST, (Step(Decimal(40), months=0), Step(Decimal(60), months=24)))
    >>> following = next_staircase(former, ContractPeriod(date(2027, 8, 1), 48), date(2031, 8, 1))
    >>> [(str(each.step.threshold), each.step.months) for each in following.steps]
    [('60', 0)]
    """
    moved = tuple(_moved(former, period.first, first))
    stood = _signed(former, signed, first) if signed else _stood(former, period, first)
    begins = _strictest(former, [each for each in moved if day_of(each.step, first) <= first])
    if stood is None or (begins is not None and not is_stricter(former.direction, stood.threshold, begins)):
        return NextStaircase(moved)
    start = CarriedStep(Step(stood.threshold, months=0), stood.number)
    rest = (
        each
        for each in moved
        if day_of(each.step, first) > first and is_stricter(former.direction, each.step.threshold, stood.threshold)
    )
    return NextStaircase((start, *rest), stood.threshold)


def _moved(former: Staircase, begun: date, first: date) -> Iterator[CarriedStep]:
    """Yield every step, its fixed day as far after the new start as it was after the old one."""
    for number, step in enumerate(former.steps, start=1):
        if step.day is None:
            yield CarriedStep(step, number)
        else:
            yield CarriedStep(replace(step, day=step.day + relativedelta(first, begun)), number, step.day)


def _stood(former: Staircase, period: ContractPeriod, first: date) -> StepInForce | None:
    """Return the step that holds on the last day before the next contract, or on the last possible one."""
    last = min(first - ONE_DAY, period.last_possible)
    return next((step for step in steps_in_force(former, period) if step.first <= last <= step.last), None)


def _signed(former: Staircase, signed: Sequence[StepInForce], first: date) -> StepInForce | None:
    """Return the step of a signed contract that holds at its end, numbered as the asked one that it goes beyond."""
    last = min(first - ONE_DAY, max(step.last for step in signed))
    stood = next((step for step in signed if step.first <= last <= step.last), None)
    if stood is None:
        return None
    kept = [
        number
        for number, step in enumerate(former.steps, start=1)
        if not is_stricter(former.direction, step.threshold, stood.threshold)
    ]
    return replace(stood, number=max(kept, default=1))


def _strictest(former: Staircase, begun: list[CarriedStep]) -> Decimal | None:
    strictest: Decimal | None = None
    for each in begun:
        if strictest is None or is_stricter(former.direction, each.step.threshold, strictest):
            strictest = each.step.threshold
    return strictest
