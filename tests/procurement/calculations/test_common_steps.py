"""What several contracts ask for in common is what every one of them keeps on that day."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations.common_steps import RunningSteps, common_steps
from procurement.calculations.staircase import StepInForce, threshold_on
from requirements_bank.calculations.requirement import Direction

FIRST = date(2027, 1, 1)


@st.composite
def running(draw: st.DrawFn) -> RunningSteps:
    begins = FIRST + timedelta(draw(st.integers(0, 30)))
    ends = begins + timedelta(draw(st.integers(5, 60)))
    days = sorted(draw(st.sets(st.integers(0, (ends - begins).days), max_size=4)))
    starts = [begins + timedelta(day) for day in days]
    lasts = [*(day - timedelta(1) for day in starts[1:]), ends]
    values = sorted(draw(st.lists(st.integers(1, 9), min_size=len(days), max_size=len(days))))
    steps = (
        StepInForce(n, Decimal(value), first, last, 0)
        for n, (value, first, last) in enumerate(zip(values, starts, lasts, strict=False), 1)
    )
    return RunningSteps(begins, ends, tuple(steps))


@given(st.lists(running(), min_size=1, max_size=4), st.sampled_from(Direction), st.integers(0, 95))
def test_on_each_day_it_is_the_least_of_those_that_run(
    those: list[RunningSteps], direction: Direction, after: int
) -> None:
    day = FIRST + timedelta(after)
    asked = [threshold_on(day, each.steps) for each in those if each.first <= day <= each.last]
    least = min if direction is Direction.AT_LEAST else max
    known = [each for each in asked if each is not None]
    expected = least(known) if known and len(known) == len(asked) else None

    found = common_steps(direction, those)
    assert threshold_on(day, found) == expected
    assert [step.number for step in found] == sorted(step.number for step in found)


def test_steps_that_are_alike_stay_as_they_are() -> None:
    steps = (StepInForce(2, Decimal(40), FIRST, date(2028, 12, 31), 1, date(2026, 6, 1)),)
    one = RunningSteps(FIRST, date(2028, 12, 31), steps)

    assert common_steps(Direction.AT_LEAST, [one, one]) == list(steps)
