"""What a requirement asks from which day on."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.staircase import (
    OnExtension,
    OnLateStart,
    Staircase,
    Step,
    is_stricter,
    steps_in_force,
    threshold_on,
)
from requirements_bank.calculations.requirement import Direction

UP = Direction.AT_LEAST
FOUR_YEARS = ContractPeriod(date(2026, 3, 1), 48, (12, 12))


def rising(*steps: tuple[int, int]) -> Staircase:
    return Staircase(UP, tuple(Step(Decimal(threshold), months=months) for months, threshold in steps))


def test_helsingborgs_steps_come_after_one_year_and_after_three() -> None:
    staircase = rising((12, 50), (36, 70))
    held = steps_in_force(staircase, ContractPeriod(date(2025, 3, 1), 48))

    assert [(step.threshold, step.first, step.last) for step in held] == [
        (Decimal(50), date(2026, 3, 1), date(2028, 2, 29)),
        (Decimal(70), date(2028, 3, 1), date(2029, 2, 28)),
    ]


def test_nothing_is_asked_before_the_first_step_and_outside_the_contract() -> None:
    held = steps_in_force(rising((12, 50), (36, 70)), FOUR_YEARS)

    days = (
        date(2027, 2, 28),
        date(2027, 3, 1),
        date(2029, 2, 28),
        date(2029, 3, 1),
        date(2032, 2, 29),
        date(2032, 3, 1),
    )
    assert [threshold_on(day, held) for day in days] == [None, 50, 50, 70, 70, None]


def test_a_step_says_in_which_extension_it_takes_effect_and_when_it_is_told() -> None:
    staircase = replace(
        rising((0, 50)), steps=(Step(Decimal(50), months=0), Step(Decimal(90), months=60, notice_months=12))
    )

    assert [(step.option, step.notice) for step in steps_in_force(staircase, FOUR_YEARS)] == [
        (0, None),
        (2, date(2030, 3, 1)),
    ]


def test_a_step_of_an_extension_that_is_not_used_never_holds() -> None:
    staircase = rising((0, 50), (60, 90))

    assert [step.threshold for step in steps_in_force(staircase, FOUR_YEARS.with_options(1))] == [50]


def test_the_last_step_can_stay_through_the_extensions() -> None:
    staircase = replace(rising((0, 50), (48, 90)), on_extension=OnExtension.LAST_STEP_STAYS)

    assert [(step.threshold, step.last) for step in steps_in_force(staircase, FOUR_YEARS)] == [
        (Decimal(50), date(2032, 2, 29))
    ]


@pytest.mark.parametrize(
    ("rule", "day"),
    [(OnLateStart.FROM_ACTUAL_START, date(2027, 9, 1)), (OnLateStart.FROM_PLANNED_START, date(2027, 3, 1))],
)
def test_after_a_late_start_months_are_counted_from_the_day_that_was_agreed(rule: OnLateStart, day: date) -> None:
    staircase = replace(rising((12, 50)), on_late_start=rule)
    late = FOUR_YEARS.beginning(date(2026, 9, 1))

    assert [step.first for step in steps_in_force(staircase, late, planned_first=date(2026, 3, 1))] == [day]


def test_a_fixed_day_that_has_passed_holds_from_the_start() -> None:
    steps = (Step(Decimal(30), day=date(2026, 1, 1)), Step(Decimal(50), day=date(2026, 6, 1)))
    held = steps_in_force(Staircase(UP, steps), FOUR_YEARS.beginning(date(2026, 9, 1)))

    assert [(step.number, step.threshold, step.first) for step in held] == [(2, Decimal(50), date(2026, 9, 1))]


def test_a_late_start_never_lowers_what_is_in_force() -> None:
    steps = (Step(Decimal(50), months=12), Step(Decimal(70), day=date(2027, 6, 1)))
    held = steps_in_force(Staircase(UP, steps), FOUR_YEARS.beginning(date(2026, 9, 1)))

    assert [(step.threshold, step.first) for step in held] == [(Decimal(70), date(2027, 6, 1))]


@pytest.mark.parametrize("when", [{}, {"months": 0, "day": date(2026, 1, 1)}])
def test_a_step_has_either_months_or_a_day(when: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="one of the two"):
        Step(Decimal(50), **when)  # type: ignore[arg-type]


months_or_days = st.one_of(
    st.builds(Step, st.decimals(0, 100, places=1), months=st.integers(0, 120)),
    st.builds(Step, st.decimals(0, 100, places=1), day=st.dates(date(2024, 1, 1), date(2034, 12, 31))),
)
staircases = st.builds(
    Staircase,
    st.sampled_from(Direction),
    st.lists(months_or_days, max_size=6).map(tuple),
    on_extension=st.sampled_from(OnExtension),
    on_late_start=st.sampled_from(OnLateStart),
)
periods = st.builds(
    ContractPeriod,
    st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    st.integers(1, 72),
    st.lists(st.integers(1, 24), max_size=3).map(tuple),
)


@given(staircases, periods, st.dates(date(2024, 1, 1), date(2030, 12, 31)))
def test_what_is_asked_only_ever_rises_and_leaves_no_gap(
    staircase: Staircase, period: ContractPeriod, planned: date
) -> None:
    held = steps_in_force(staircase, period, planned_first=planned)

    for before, after in pairwise(held):
        assert is_stricter(staircase.direction, after.threshold, before.threshold)
        assert after.first == before.last + timedelta(days=1)
    for step in held:
        assert period.first <= step.first <= step.last <= period.last_possible
    assert not held or held[-1].last == period.last_possible


@given(staircases, periods)
def test_an_extension_changes_nothing_before_it(staircase: Staircase, period: ContractPeriod) -> None:
    alone = steps_in_force(staircase, period.with_options(0))
    extended = steps_in_force(staircase, period)

    day = period.first
    while day <= period.last:
        assert threshold_on(day, alone) == threshold_on(day, extended)
        day += timedelta(days=17)


@given(staircases, periods, st.permutations(range(6)))
def test_the_order_in_which_steps_are_written_does_not_matter(
    staircase: Staircase, period: ContractPeriod, order: list[int]
) -> None:
    mixed = replace(staircase, steps=tuple(staircase.steps[place] for place in order if place < len(staircase.steps)))

    def asked(each: Staircase) -> list[tuple[Decimal, date, date]]:
        return [(step.threshold, step.first, step.last) for step in steps_in_force(each, period)]

    assert asked(mixed) == asked(staircase)
