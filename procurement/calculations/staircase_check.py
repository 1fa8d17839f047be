"""What keeps a staircase from being asked for: rules that every one holds to before it stands in a tender.

Method: docs/methods/staircase.md, which numbers the rules. An error must be mended; a warning is to think over.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from foundation.problems import Problem, Severity
from procurement.calculations.contract_period import ContractPeriod, months_later
from procurement.calculations.staircase import OnExtension, Staircase, Step, counted_from, day_of, is_stricter
from requirements_bank.calculations.requirement import Direction

ANY_DAY = date(2000, 1, 1)  # from which months are counted where only their order matters


def problems_of(
    staircase: Staircase, period: ContractPeriod, *, agreed_on: date | None = None, planned_first: date | None = None
) -> list[Problem]:
    """Return what is wrong with a staircase in a contract of this period, step by step in the order they were written.

    `agreed_on` is the day on which suppliers learn of it, the contract's first where it is not known: a step with a
    shorter notice than it promises is told. `planned_first` is the day that was written in the tender, where the
    contract began on another. Places are "step 1", "step 2" and "staircase".
    """
    start = counted_from(staircase, period, planned_first)
    alone = [
        problem
        for number, step in enumerate(staircase.steps, start=1)
        for problem in (
            *_of_bounds(f"step {number}", step, staircase),
            *_of_days(f"step {number}", (step, day_of(step, start)), staircase, period, agreed_on or period.first),
        )
    ]
    return [*_none(staircase), *alone, *_not_rising(staircase, start)]


def problems_of_steps(staircase: Staircase) -> list[Problem]:
    """Return what is wrong with steps that stand in no contract yet: rules 1 and 2, as far as days can be compared."""
    alone = [
        problem
        for number, step in enumerate(staircase.steps, start=1)
        for problem in _of_bounds(f"step {number}", step, staircase)
    ]
    return [*_none(staircase), *alone, *_not_rising(staircase, None)]


def _none(staircase: Staircase) -> list[Problem]:
    return [] if staircase.steps else [Problem("no_steps", "staircase")]


def _of_bounds(place: str, step: Step, staircase: Staircase) -> Iterator[Problem]:
    """Yield a problem where a threshold lies outside its bounds (rule 2)."""
    if staircase.low is not None and step.threshold < staircase.low:
        yield Problem("below_bounds", place, "threshold", values={"threshold": step.threshold, "low": staircase.low})
    if staircase.high is not None and step.threshold > staircase.high:
        yield Problem("above_bounds", place, "threshold", values={"threshold": step.threshold, "high": staircase.high})


def _of_days(
    place: str, dated: tuple[Step, date], staircase: Staircase, period: ContractPeriod, agreed_on: date
) -> Iterator[Problem]:
    step, day = dated
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


def _not_rising(staircase: Staircase, first: date | None) -> Iterator[Problem]:
    """Yield a problem for each step that comes no later than the one before it, or asks for no more (rule 1).

    Where the first day is not known, months are compared with months and days with days.
    """
    for number, (before, step) in enumerate(pairwise(staircase.steps), start=2):
        place = f"step {number}"
        if (times := _comparable(before, step, first)) and times[1] <= times[0]:
            if first:
                yield Problem("not_later", place, "day", values={"day": times[1], "before": times[0]})
            else:
                yield Problem("not_after_the_one_before", place, "day")
        if not is_stricter(staircase.direction, step.threshold, before.threshold):
            code = "not_higher" if staircase.direction is Direction.AT_LEAST else "not_lower"
            yield Problem(code, place, "threshold", values={"threshold": step.threshold, "before": before.threshold})


def _comparable(before: Step, step: Step, first: date | None) -> tuple[date, date] | None:
    if first is None and (before.day is None) != (step.day is None):
        return None
    return day_of(before, first or ANY_DAY), day_of(step, first or ANY_DAY)
