"""A contract that follows another begins no lower than where the steps of that one stood."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.next_staircase import NextStaircase, next_staircase
from procurement.calculations.staircase import (
    OnExtension,
    Staircase,
    Step,
    is_stricter,
    steps_in_force,
    threshold_on,
)
from procurement.calculations.staircase_check import problems_of
from requirements_bank.calculations.requirement import Direction

BEGUN, NEXT = date(2027, 8, 1), date(2031, 8, 1)
PERIOD = ContractPeriod(BEGUN, 48, (12, 12))


def rising(*steps: tuple[int, int | date], direction: Direction = Direction.AT_LEAST) -> Staircase:
    return Staircase(
        direction,
        tuple(
            Step(Decimal(share), day=when) if isinstance(when, date) else Step(Decimal(share), months=when)
            for share, when in steps
        ),
    )


def said(following: NextStaircase) -> list[tuple[Any, ...]]:
    return [(each.step.threshold, each.step.day or each.step.months, each.was_number) for each in following.steps]


def test_it_begins_where_the_former_one_stood_and_steps_below_that_fall_away() -> None:
    following = next_staircase(rising((40, 0), (60, 24), (80, 48)), PERIOD, NEXT)

    assert said(following) == [(60, 0, 2), (80, 48, 3)]
    assert following.raised_to == 60


def test_after_an_extension_it_begins_at_the_step_of_the_extension() -> None:
    following = next_staircase(rising((40, 0), (60, 24), (80, 48)), PERIOD, date(2032, 8, 1))
    assert said(following) == [(80, 0, 3)]


def test_where_the_last_step_stays_in_an_extension_it_stays_for_the_next_one() -> None:
    stays = rising((40, 0), (60, 24), (80, 48))
    stays = Staircase(stays.direction, stays.steps, on_extension=OnExtension.LAST_STEP_STAYS)
    assert next_staircase(stays, PERIOD, date(2033, 8, 1)).raised_to == 60


def test_a_requirement_that_began_with_nothing_goes_on_with_what_it_came_to() -> None:
    assert said(next_staircase(rising((60, 12)), PERIOD, NEXT)) == [(60, 0, 1)]


def test_steps_that_begin_as_high_come_along_as_they_are() -> None:
    following = next_staircase(rising((60, 0)), PERIOD, NEXT)
    assert (said(following), following.raised_to) == ([(60, 0, 1)], None)


def test_what_never_asked_for_anything_is_not_raised() -> None:
    only_in_an_extension = rising((60, 60))
    assert next_staircase(only_in_an_extension, PERIOD, NEXT).raised_to is None


def test_at_most_begins_no_higher() -> None:
    following = next_staircase(rising((120, 0), (90, 24), (60, 50), direction=Direction.AT_MOST), PERIOD, NEXT)
    assert said(following) == [(90, 0, 2), (60, 50, 3)]


def test_a_fixed_day_moves_with_the_start_and_says_from_where() -> None:
    former = rising((40, 0), (80, date(2031, 9, 15)))
    following = next_staircase(former, PERIOD, NEXT)

    assert said(following) == [(40, 0, 1), (80, date(2035, 9, 15), 2)]
    assert [each.was_day for each in following.steps] == [None, date(2031, 9, 15)]


SHARES = st.lists(st.integers(1, 99), min_size=1, max_size=6, unique=True).map(sorted)


@settings(deadline=None)
@given(
    shares=SHARES,
    months=st.lists(st.integers(0, 71), min_size=6, max_size=6, unique=True).map(sorted),
    extended=st.integers(0, 3),
    at_most=st.booleans(),
)
def test_the_next_one_never_begins_lower_and_can_always_be_asked_for(
    shares: list[int], months: list[int], extended: int, at_most: bool
) -> None:
    direction = Direction.AT_MOST if at_most else Direction.AT_LEAST
    ordered = list(reversed(shares)) if at_most else shares
    former = rising(*zip(ordered, months, strict=False), direction=direction)
    first = date(2031 + extended, 8, 1)
    period = PERIOD.beginning(first)

    following = next_staircase(former, PERIOD, first)
    then = Staircase(direction, tuple(each.step for each in following.steps))
    stood = threshold_on(min(date(2031 + extended, 7, 31), PERIOD.last_possible), steps_in_force(former, PERIOD))
    begins = threshold_on(first, steps_in_force(then, period))
    assert stood is None or (begins is not None and not is_stricter(direction, stood, begins))
    assert not [problem for problem in problems_of(then, period) if problem.is_error]
