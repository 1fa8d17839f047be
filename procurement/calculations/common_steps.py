"""What several contracts ask for in common: on each day the least that any of those that run asks for.

Method: docs/methods/contract_steps.md. Parallel suppliers may have offered different steps; of all of them together can
only be said what every one of them keeps.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from itertools import pairwise

from procurement.calculations.contract_period import ONE_DAY
from procurement.calculations.staircase import StepInForce, is_stricter
from requirements_bank.calculations.requirement import Direction


@dataclass(frozen=True, slots=True)
class RunningSteps:
    """From when until when, with all its extensions, one contract runs, and its steps in order."""

    first: date
    last: date
    steps: tuple[StepInForce, ...]


def common_steps(direction: Direction, those: Sequence[RunningSteps]) -> list[StepInForce]:
    """Return what all contracts ask for that run on a day, numbered from 1; the steps themselves where they are alike.

    A day on which one of them asks for nothing yet has no step.

    >>> from decimal import Decimal
    >>> day = date(2027, 1, 1)
    >>> low, high = (StepInForce(1, Decimal(each), day, date(2028, 12, 31), 0) for each in (40, 60))
    >>> late = RunningSteps(day, date(2028, 12, 31), (low,))
    >>> [str(each.threshold) for each in common_steps(Direction.AT_LEAST, [late, replace(late, steps=(high,))])]
    ['40']
    """
    if len({(each.first, each.last, each.steps) for each in those}) == 1:
        return list(those[0].steps)
    merged: list[StepInForce] = []
    for step in _spans(direction, those):
        before = merged[-1] if merged else None
        if before and before.threshold == step.threshold and before.last + ONE_DAY == step.first:
            merged[-1] = replace(before, last=step.last)
        else:
            merged.append(step)
    return [replace(step, number=number) for number, step in enumerate(merged, start=1)]


def _spans(direction: Direction, those: Sequence[RunningSteps]) -> Iterator[StepInForce]:
    """Yield what is common in each stretch of days in which nothing changes."""
    begins = {day for each in those for day in (each.first, each.last + ONE_DAY)}
    begins |= {day for each in those for step in each.steps for day in (step.first, step.last + ONE_DAY)}
    ordered = sorted(begins)
    for first, after in pairwise(ordered):
        running = [each for each in those if each.first <= first <= each.last]
        holding = [step for each in running for step in each.steps if step.first <= first <= step.last]
        if running and len(holding) == len(running):
            least = reduce(lambda one, other: _less(direction, one, other), holding)
            yield replace(least, first=first, last=after - ONE_DAY)


def _less(direction: Direction, one: StepInForce, other: StepInForce) -> StepInForce:
    return other if is_stricter(direction, one.threshold, other.threshold) else one
