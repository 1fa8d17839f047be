"""What keeps a staircase from being asked for."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.staircase import OnExtension, OnLateStart, Staircase, Step
from procurement.calculations.staircase_check import problems_of
from requirements_bank.calculations.requirement import Direction

FOUR_YEARS = ContractPeriod(date(2026, 3, 1), 48, (12,))


def up(*steps: Step) -> Staircase:
    return Staircase(Direction.AT_LEAST, steps, low=Decimal(0), high=Decimal(100))


def at(months: int, threshold: int, notice_months: int = 0) -> Step:
    return Step(Decimal(threshold), months=months, notice_months=notice_months)


def codes(staircase: Staircase, **more: date) -> list[tuple[str, str, str]]:
    return [(each.code, each.place, each.severity.value) for each in problems_of(staircase, FOUR_YEARS, **more)]


def test_a_staircase_that_rises_within_bounds_and_time_has_no_problem() -> None:
    assert codes(up(at(0, 50), at(24, 70), at(36, 90))) == []


def test_one_without_steps_says_so() -> None:
    assert codes(up()) == [("no_steps", "staircase", "error")]


@pytest.mark.parametrize(
    ("staircase", "expected"),
    [
        (up(at(0, 50), at(24, 50)), [("not_higher", "step 2", "error")]),
        (up(at(0, 50), at(24, 40)), [("not_higher", "step 2", "error")]),
        (up(at(24, 50), at(12, 70)), [("not_later", "step 2", "error")]),
        (up(at(12, 50), at(12, 70)), [("not_later", "step 2", "error")]),
        (
            replace(up(at(0, 90), at(24, 95)), direction=Direction.AT_MOST),
            [("not_lower", "step 2", "error")],
        ),
        (up(at(0, 50), at(24, 101)), [("above_bounds", "step 2", "error")]),
        (up(at(0, -1)), [("below_bounds", "step 1", "error")]),
        (up(at(0, 50), at(60, 90)), [("after_the_end", "step 2", "error")]),
        (up(at(0, 50), at(48, 90)), [("only_in_an_extension", "step 2", "notice")]),
        (
            replace(up(at(0, 50), at(48, 90)), on_extension=OnExtension.LAST_STEP_STAYS),
            [("never_in_an_extension", "step 2", "error")],
        ),
        (up(Step(Decimal(50), day=date(2026, 1, 1))), [("before_the_start", "step 1", "warning")]),
        (up(at(3, 50, notice_months=6)), [("notice_too_late", "step 1", "warning")]),
    ],
)
def test_each_rule_names_the_step_that_breaks_it(staircase: Staircase, expected: list[tuple[str, str, str]]) -> None:
    assert codes(staircase) == expected


def test_notice_is_counted_from_the_day_on_which_suppliers_learn_of_it() -> None:
    staircase = up(at(3, 50, notice_months=6))

    assert codes(staircase, agreed_on=date(2025, 12, 1)) == []


def test_a_problem_carries_what_its_sentence_needs() -> None:
    (problem,) = problems_of(up(at(0, 50), at(24, 40)), FOUR_YEARS)

    assert (problem.field, problem.values) == ("threshold", {"threshold": Decimal(40), "before": Decimal(50)})


@pytest.mark.parametrize(
    "steps",
    [
        (at(24, 50), Step(Decimal(70), day=date(2028, 4, 1))),
        (at(0, 50), at(62, 90)),
    ],
)
def test_months_from_the_planned_start_are_judged_by_the_days_on_which_they_hold(steps: tuple[Step, ...]) -> None:
    """Begun four months late, the first asks from March 2028, not July; the second from May 2031, in the extension."""
    late = ContractPeriod(date(2026, 7, 1), 48, (12,))
    planned = replace(up(*steps), on_late_start=OnLateStart.FROM_PLANNED_START)
    errors = [each.code for each in problems_of(planned, late, planned_first=FOUR_YEARS.first) if each.is_error]
    assert errors == []
    actual = replace(planned, on_late_start=OnLateStart.FROM_ACTUAL_START)
    assert [each for each in problems_of(actual, late, planned_first=FOUR_YEARS.first) if each.is_error]
