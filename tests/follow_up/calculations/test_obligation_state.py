"""Whether an obligation is kept on a day, rule by rule."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from follow_up.calculations.obligation_state import (
    OpenDeviation,
    Result,
    ResultKind,
    Rule,
    State,
    meets,
    obligation_state,
)
from procurement.calculations.staircase import StepInForce
from requirements_bank.calculations.requirement import Direction

FIRST, SECOND, END = date(2026, 1, 1), date(2027, 1, 1), date(2027, 12, 31)
STEPS = [
    StepInForce(1, Decimal(50), FIRST, date(2026, 12, 31), 0),
    StepInForce(2, Decimal(70), SECOND, END, 0),
]
CONTROL, REPORT, EVIDENCE = ResultKind.CONTROL, ResultKind.REPORT, ResultKind.EVIDENCE
days = st.dates(date(2025, 6, 1), date(2028, 6, 30))
values = st.integers(0, 100).map(Decimal)
results = st.lists(
    st.builds(Result, st.sampled_from(ResultKind), days, values, st.none() | st.booleans(), st.none() | days),
    max_size=5,
)


def state_on(day: date, *results: Result, deviations: tuple[OpenDeviation, ...] = ()) -> tuple[State, Rule]:
    found = obligation_state(Direction.AT_LEAST, STEPS, results, deviations, day)
    return found.state, found.rule


def a_report(day: date, value: int) -> Result:
    return Result(REPORT, day, Decimal(value))


@pytest.mark.parametrize(
    ("day", "found", "state"),
    [
        (date(2025, 12, 31), [a_report(date(2025, 12, 1), 10)], (State.NOT_YET_DUE, Rule.BEFORE_FIRST_STEP)),
        (FIRST, [], (State.UNKNOWN, Rule.NO_RESULT)),
        (FIRST, [a_report(date(2026, 2, 1), 60)], (State.UNKNOWN, Rule.NO_RESULT)),
        (FIRST, [a_report(FIRST, 50)], (State.KEPT, Rule.NEWEST_RESULT)),
        (FIRST, [a_report(FIRST, 49)], (State.NOT_KEPT, Rule.NEWEST_RESULT)),
        (FIRST, [a_report(date(2025, 12, 1), 49)], (State.UNKNOWN, Rule.OLD_RESULT)),
        (FIRST, [a_report(date(2025, 12, 1), 50)], (State.KEPT, Rule.NEWEST_RESULT)),
        (SECOND, [a_report(date(2026, 12, 1), 60)], (State.UNKNOWN, Rule.OLD_RESULT)),
        (SECOND, [a_report(date(2026, 12, 1), 70)], (State.KEPT, Rule.NEWEST_RESULT)),
        (SECOND, [a_report(date(2026, 3, 1), 80), a_report(date(2026, 12, 1), 60)], (State.UNKNOWN, Rule.OLD_RESULT)),
        (END, [a_report(SECOND, 90), a_report(date(2027, 6, 1), 60)], (State.NOT_KEPT, Rule.NEWEST_RESULT)),
        (date(2029, 1, 1), [a_report(date(2027, 6, 1), 80)], (State.KEPT, Rule.NEWEST_RESULT)),
    ],
)
def test_the_newest_result_is_held_against_the_step_of_the_day(
    day: date, found: list[Result], state: tuple[State, Rule]
) -> None:
    assert state_on(day, *found) == state


def test_an_open_deviation_is_not_kept_until_the_day_it_is_closed() -> None:
    deviation = OpenDeviation(date(2026, 3, 1), date(2026, 4, 1))
    kept = a_report(date(2026, 3, 15), 90)

    assert state_on(date(2026, 3, 31), kept, deviations=(deviation,)) == (State.NOT_KEPT, Rule.DEVIATION_OPEN)
    assert state_on(date(2026, 4, 1), kept, deviations=(deviation,)) == (State.KEPT, Rule.NEWEST_RESULT)
    assert state_on(date(2025, 3, 1), kept, deviations=(deviation,)) == (State.NOT_YET_DUE, Rule.BEFORE_FIRST_STEP)


def test_evidence_counts_until_its_last_day() -> None:
    evidence = Result(EVIDENCE, date(2026, 2, 1), is_kept=True, valid_to=date(2026, 8, 31))

    assert state_on(date(2026, 8, 31), evidence) == (State.KEPT, Rule.NEWEST_RESULT)
    assert state_on(date(2026, 9, 1), evidence) == (State.UNKNOWN, Rule.EVIDENCE_EXPIRED)


def test_a_control_goes_before_what_the_supplier_says_on_the_same_day() -> None:
    said, seen = a_report(FIRST, 90), Result(CONTROL, FIRST, is_kept=False)

    assert state_on(FIRST, said, seen) == (State.NOT_KEPT, Rule.NEWEST_RESULT)
    assert state_on(FIRST, said, a_report(FIRST, 10)) == (State.NOT_KEPT, Rule.NEWEST_RESULT)


def test_a_controllers_no_stands_against_a_value_and_a_yes_does_not() -> None:
    assert state_on(FIRST, Result(CONTROL, FIRST, Decimal(90), is_kept=False))[0] is State.NOT_KEPT
    assert state_on(FIRST, Result(CONTROL, FIRST, Decimal(10), is_kept=True))[0] is State.NOT_KEPT


def test_yes_and_no_has_no_value_to_outlive_a_step() -> None:
    before = Result(CONTROL, date(2025, 12, 1), is_kept=True)

    assert obligation_state(None, STEPS, [before], [], FIRST).rule is Rule.OLD_RESULT


def test_a_result_says_something() -> None:
    with pytest.raises(ValueError, match="a value or says"):
        Result(REPORT, FIRST)


@given(results, days, st.randoms())
def test_the_order_of_results_is_irrelevant(found: list[Result], day: date, shuffle: object) -> None:
    other = list(found)
    shuffle.shuffle(other)  # type: ignore[attr-defined]

    assert state_on(day, *found) == state_on(day, *other)


@given(results, days)
def test_what_is_found_later_changes_nothing(found: list[Result], day: date) -> None:
    later = Result(CONTROL, day + timedelta(days=1), Decimal(0), is_kept=False)

    assert state_on(day, *found, later) == state_on(day, *found)


@given(st.sampled_from(Direction), values, values)
def test_a_threshold_is_kept_by_itself_and_by_what_is_beyond_it(
    direction: Direction, threshold: Decimal, value: Decimal
) -> None:
    beyond = value >= threshold if direction is Direction.AT_LEAST else value <= threshold

    assert meets(direction, threshold, threshold)
    assert meets(direction, threshold, value) is beyond
