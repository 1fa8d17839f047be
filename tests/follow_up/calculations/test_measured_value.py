"""Measured values: their unit, whether they can be right, and what they are worth on their day."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from follow_up.calculations.measured_value import (
    PROBLEM_TEXTS,
    Asked,
    figure_in,
    implausible,
    in_unit,
    judged_value,
    jump,
)
from foundation.problems import Problem, Severity
from foundation.quantities import PROBLEM_TEXTS as UNIT_TEXTS
from foundation.quantities import known_units
from procurement.calculations.staircase import StepInForce
from requirements_bank.calculations.requirement import Direction

STEPS = [
    StepInForce(1, Decimal(50), date(2026, 1, 1), date(2026, 12, 31), 0),
    StepInForce(2, Decimal(70), date(2027, 1, 1), date(2027, 12, 31), 0),
]
SHARE = Asked("%", Direction.AT_LEAST, STEPS)
positive = st.decimals("0.01", 10**6, places=2)


@pytest.mark.parametrize(
    ("value", "unit", "day", "threshold", "kept"),
    [
        ("60", "%", date(2026, 12, 31), 50, True),
        ("60", "prosent", date(2027, 1, 1), 70, False),
        ("0.7", "share", date(2027, 1, 1), 70, True),
        ("60", "%", date(2025, 12, 31), None, None),
        ("60", "%", date(2028, 1, 1), None, None),
    ],
)
def test_a_value_is_held_against_the_step_of_its_day(
    value: str, unit: str, day: date, threshold: int | None, kept: bool | None
) -> None:
    found = judged_value(SHARE, Decimal(value), unit, day)

    assert (found.threshold, found.is_kept, found.problems) == (threshold, kept, ())


@pytest.mark.parametrize(
    ("value", "unit", "kept"),
    [("1E+12", "kg", True), ("1000000000001", "kg", False), ("999999999999", "t", False), ("1E+13", "mg", False)],
)
def test_what_is_too_large_as_told_or_converted_is_not_kept(value: str, unit: str, kept: bool) -> None:
    found = figure_in(Decimal(value), unit, "kg")

    assert isinstance(found, Decimal) is kept
    if isinstance(found, Problem):
        assert found.code == "value_too_high"


def test_at_most_is_kept_from_below() -> None:
    asked = Asked("g CO2e", Direction.AT_MOST, [STEPS[0]])

    assert judged_value(asked, Decimal("0.05"), "kg CO2e", date(2026, 5, 1)).is_kept is True
    assert judged_value(asked, Decimal("0.051"), "kg CO2e", date(2026, 5, 1)).is_kept is False


@pytest.mark.parametrize(
    ("value", "unit", "code"),
    [
        ("101", "%", "share_above_whole"),
        ("1.01", "share", "share_above_whole"),
        ("-1", "%", "value_below_zero"),
        ("1E+25", "%", "value_too_high"),
        ("5", "", "unit_missing"),
        ("5", "km", "unit_is_another"),
        ("NaN", "%", "not_a_value"),
    ],
)
def test_what_cannot_be_right_is_a_problem_and_has_no_verdict(value: str, unit: str, code: str) -> None:
    found = judged_value(SHARE, Decimal(value), unit, date(2026, 5, 1), place="row 2")

    assert (found.is_kept, [problem.code for problem in found.problems]) == (None, [code])
    assert found.problems[0].place == "row 2"
    assert PROBLEM_TEXTS[code].format(**found.problems[0].values)


@pytest.mark.parametrize(
    ("unit", "wanted", "code"),
    [
        ("barrel", "kg", "unknown_unit"),
        ("kWh", "kg", "unit_is_another"),
        ("kg", "vehicles", "unit_is_another"),
        ("%", "kg", "unit_is_another"),
    ],
)
def test_a_unit_that_does_not_fit_is_told(unit: str, wanted: str, code: str) -> None:
    problem = in_unit(Decimal(1), unit, wanted)

    assert isinstance(problem, Problem)
    assert problem.code == code
    assert {**UNIT_TEXTS, **PROBLEM_TEXTS}[code].format(**problem.values)


def test_a_unit_of_its_own_is_equal_to_itself() -> None:
    assert in_unit(Decimal(3), "Vehicles ", "vehicles") == 3


def test_a_jump_is_a_question_and_the_verdict_stands() -> None:
    found = judged_value(SHARE, Decimal(60), "%", date(2026, 5, 1), before=Decimal(10))

    assert (found.is_kept, [question.code for question in found.questions]) == (True, ["large_jump"])
    assert found.questions[0].severity is Severity.WARNING


@pytest.mark.parametrize(
    ("before", "value", "code", "times"),
    [
        ("10", "30", None, None),
        ("10", "30.01", "large_jump", "3.0"),
        ("30", "10", None, None),
        ("31", "10", "large_jump", "0.32"),
        ("1", "1234", "large_jump", "1200"),
        ("0", "0", None, None),
        ("0", "1", "from_nothing", None),
        ("1", "0", "to_nothing", None),
    ],
)
def test_a_jump_is_more_than_three_times_up_or_down(
    before: str, value: str, code: str | None, times: str | None
) -> None:
    question = jump(Decimal(before), Decimal(value))

    assert (question.code if question else None) == code
    assert question is None or PROBLEM_TEXTS[question.code].format(**question.values)
    assert times is None or (question is not None and str(question.values["times"]) == times)


@given(positive, st.sampled_from(known_units("mass")), st.sampled_from(known_units("mass")))
def test_the_unit_that_a_value_is_written_in_changes_no_verdict(value: Decimal, unit: str, other: str) -> None:
    there = in_unit(value, unit, other)
    assert isinstance(there, Decimal)
    back = in_unit(there, other, unit)

    assert isinstance(back, Decimal)
    assert abs(back - value) <= value * Decimal("1e-24")


@given(positive, positive)
def test_a_jump_up_is_a_jump_down(first: Decimal, second: Decimal) -> None:
    assert (jump(first, second) is None) is (jump(second, first) is None)


@given(st.decimals(0, 100, places=3))
def test_every_share_of_a_whole_can_be_right(share: Decimal) -> None:
    assert implausible(share, "%") is None
    assert implausible(share / 100, "share") is None
