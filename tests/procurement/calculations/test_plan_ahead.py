"""When to begin buying anew."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations.contract_period import ContractPeriod, months_later
from procurement.calculations.plan_ahead import Ending, next_ending, planned_days

days = st.dates(date(2010, 1, 1), date(2080, 12, 31))
PERIOD = ContractPeriod(date(2025, 3, 1), 24, (12, 12))


@pytest.mark.parametrize(
    ("today", "ends", "can_be_extended"),
    [
        (date(2026, 1, 1), date(2027, 2, 28), True),
        (date(2027, 2, 28), date(2027, 2, 28), True),
        (date(2027, 3, 1), date(2028, 2, 29), True),
        (date(2028, 6, 1), date(2029, 2, 28), False),
        (date(2031, 1, 1), date(2029, 2, 28), False),
    ],
)
def test_the_next_end_is_that_of_the_time_under_way(today: date, ends: date, can_be_extended: bool) -> None:
    ending = next_ending(PERIOD, today)

    assert (ending.ends, ending.can_be_extended) == (ends, can_be_extended)


@pytest.mark.parametrize(
    ("ends", "is_in_plan"),
    [
        (date(2025, 11, 21), False),
        (date(2025, 11, 22), True),
        (date(2028, 11, 22), True),
        (date(2028, 11, 23), False),
    ],
)
def test_the_plan_reaches_a_year_back_and_two_ahead(ends: date, is_in_plan: bool) -> None:
    assert Ending(ends, ends).is_in_plan(date(2026, 11, 22)) is is_in_plan


@given(days, days, st.integers(1, 120), st.lists(st.integers(1, 36), max_size=3))
def test_an_end_is_one_of_the_contract_and_work_begins_before_it(
    first: date, today: date, months: int, options: list[int]
) -> None:
    period = ContractPeriod(first, months, tuple(options))
    ending = next_ending(period, today)

    assert ending.ends in {stretch.last for stretch in period.stretches()}
    assert ending.begin_by < ending.ends < ending.next_first_day
    assert ending.ends >= today or ending.ends == period.last_possible


@given(days, days)
def test_planned_days_stand_in_their_order_and_none_has_passed(first_day: date, today: date) -> None:
    plan = planned_days(first_day, today)
    known = [day for day in (plan.dialogue_on, plan.announced_on, plan.bids_due_on, plan.awarded_on) if day]

    assert known == sorted(known)
    assert all(today <= day < first_day for day in known)
    assert (plan.dialogue_on is None) is (months_later(first_day, -9) < today)
