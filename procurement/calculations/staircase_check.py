"""What keeps a staircase from being asked for: rules that every one holds to before it stands in a tender.

Method: docs/methods/staircase.md, which numbers the rules. An error must be mended; a warning is to think over.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from foundation.problems import Problem, Severity
from procurement.calculations.contract_period import ContractPeriod, months_later
from procurement.calculations.staircase import OnExtension, Staircase, Step, day_of, is_stricter
from requirements_bank.calculations.requirement import Direction


def problems_of(staircase: Staircase, period: ContractPeriod, *, agreed_on: date | None = None) -> list[Problem]:
    """Return what is wrong with a staircase in a contract of this period, step by step in the order they were written.

    `agreed_on` is the day on which suppliers learn of it, the contract's first where it is not known: a step with a
    shorter notice than it promises is told. Places are "step 1", "step 2" and "staircase".
    """
    if not staircase.steps:
        return [Problem("no_steps", "staircase")]
    alone = [
        problem
        for number, step in enumerate(staircase.steps, start=1)
        for problem in _of_step(f"step {number}", step, staircase, period, agreed_on or period.first)
    ]
    return [*alone, *_not_rising(staircase, period)]


def _of_step(
    place: str, step: Step, staircase: Staircase, period: ContractPeriod, agreed_on: date
) -> Iterator[Problem]:
    day = day_of(step, period.first)
    if staircase.low is not None and step.threshold < staircase.low:  # rule 2
        yield Problem("below_bounds", place, "threshold", values={"threshold": step.threshold, "low": staircase.low})
    if staircase.high is not None and step.threshold > staircase.high:
        yield Problem("above_bounds", place, "threshold", values={"threshold": step.threshold, "high": staircase.high})
    if day < period.first:  # rule 3
        values = {"day": day, "first": period.first}
        yield Problem("before_the_start", place, "day", Severity.WARNING, values)
    yield from _of_end(place, day, staircase, period)
    if step.notice_months and months_later(day, -step.notice_months) < agreed_on:  # rule 5
        promised = {"months": step.notice_months, "day": day, "agreed_on": agreed_on}
        yield Problem("notice_too_late", place, "notice_months", Severity.WARNING, promised)


def _of_end(place: str, day: date, staircase: Staircase, period: ContractPeriod) -> Iterator[Problem]:
    if day > period.last_possible:  # rule 4
        yield Problem("after_the_end", place, "day", values={"day": day, "last": period.last_possible})
    elif day > period.last and staircase.on_extension is OnExtension.LAST_STEP_STAYS:
        yield Problem("never_in_an_extension", place, "day", values={"day": day, "last": period.last})
    elif day > period.last:
        values = {"day": day, "last": period.last}
        yield Problem("only_in_an_extension", place, "day", Severity.NOTICE, values)


def _not_rising(staircase: Staircase, period: ContractPeriod) -> Iterator[Problem]:
    """Yield a problem for each step that comes no later than the one before it, or asks for no more (rule 1)."""
    for number, (before, step) in enumerate(pairwise(staircase.steps), start=2):
        place = f"step {number}"
        day, earlier = day_of(step, period.first), day_of(before, period.first)
        if day <= earlier:
            yield Problem("not_later", place, "day", values={"day": day, "before": earlier})
        if not is_stricter(staircase.direction, step.threshold, before.threshold):
            code = "not_higher" if staircase.direction is Direction.AT_LEAST else "not_lower"
            yield Problem(code, place, "threshold", values={"threshold": step.threshold, "before": before.threshold})
