"""Answers that a machine can judge."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.problems import Problem
from procurement.calculations.answer_points import (
    Answer,
    AskedMeasure,
    LinearScale,
    RelativeToBest,
    Scoring,
    Verdict,
    YesOrNo,
    answer_problem,
    points_of_answers,
    verdict,
)
from requirements_bank.calculations.requirement import Direction, MeasureType

MOST = Fraction(10)
UP, DOWN = RelativeToBest(Direction.AT_LEAST), RelativeToBest(Direction.AT_MOST)


@pytest.mark.parametrize(
    ("measure", "answer", "expected"),
    [
        (AskedMeasure(MeasureType.PERCENT, Direction.AT_LEAST, Decimal(50)), Decimal(50), Verdict.KEPT),
        (AskedMeasure(MeasureType.PERCENT, Direction.AT_LEAST, Decimal(50)), Decimal("49.9"), Verdict.NOT_KEPT),
        (AskedMeasure(MeasureType.NUMBER, Direction.AT_MOST, Decimal(90)), Decimal(90), Verdict.KEPT),
        (AskedMeasure(MeasureType.NUMBER, Direction.AT_MOST, Decimal(90)), Decimal(91), Verdict.NOT_KEPT),
        (AskedMeasure(MeasureType.NUMBER, Direction.AT_MOST, Decimal(90)), Decimal(0), Verdict.KEPT),
        (AskedMeasure(MeasureType.YES_NO), True, Verdict.KEPT),
        (AskedMeasure(MeasureType.YES_NO), False, Verdict.NOT_KEPT),
        (AskedMeasure(MeasureType.YES_NO), None, Verdict.MISSING),
        (AskedMeasure(MeasureType.NUMBER, Direction.AT_MOST, Decimal(90)), None, Verdict.MISSING),
    ],
)
def test_an_answer_keeps_a_measure_or_not_or_is_missing(
    measure: AskedMeasure, answer: Answer | None, expected: Verdict
) -> None:
    assert verdict(measure, answer, "A") is expected


@pytest.mark.parametrize(
    ("measure", "answer", "code"),
    [
        (AskedMeasure(MeasureType.YES_NO), Decimal(1), "answer_of_another_kind"),
        (AskedMeasure(MeasureType.PERCENT, Direction.AT_LEAST, Decimal(50)), True, "answer_of_another_kind"),
        (AskedMeasure(MeasureType.PERCENT, Direction.AT_LEAST), Decimal(50), "no_threshold"),
        (AskedMeasure(MeasureType.PERCENT, Direction.AT_LEAST, Decimal(50)), Decimal("NaN"), "not_a_number"),
    ],
)
def test_what_cannot_be_compared_is_told(measure: AskedMeasure, answer: Answer, code: str) -> None:
    found = verdict(measure, answer, "A")

    assert isinstance(found, Problem)
    assert (found.code, found.place) == (code, "A")


@pytest.mark.parametrize(
    ("scoring", "answers", "expected"),
    [
        (LinearScale(Decimal(0), Decimal(100)), {"A": Decimal(50), "B": Decimal(120), "C": Decimal(-5)}, [5, 10, 0]),
        (LinearScale(Decimal(200), Decimal(100)), {"A": Decimal(130), "B": Decimal(90), "C": Decimal(300)}, [7, 10, 0]),
        (UP, {"A": Decimal(40), "B": Decimal(80), "C": Decimal(0)}, [5, 10, 0]),
        (DOWN, {"A": Decimal(40), "B": Decimal(80)}, [10, 5]),
        (DOWN, {"A": Decimal(0), "B": Decimal(80)}, [10, 0]),
        (UP, {"A": Decimal(0), "B": Decimal(0)}, [10, 10]),
        (YesOrNo(), {"A": True, "B": False}, [10, 0]),
        (UP, {}, []),
    ],
)
def test_a_number_gives_points(scoring: Scoring, answers: dict[str, Answer], expected: list[int]) -> None:
    assert list(points_of_answers(scoring, answers, MOST).values()) == expected


@pytest.mark.parametrize(
    ("scoring", "answer", "code"),
    [
        (YesOrNo(), Decimal(1), "answer_of_another_kind"),
        (UP, True, "answer_of_another_kind"),
        (UP, Decimal(-1), "answer_negative"),
        (DOWN, Decimal("Infinity"), "not_a_number"),
        (LinearScale(Decimal(0), Decimal(1)), Decimal("1e999999"), "not_a_number"),
        (LinearScale(Decimal(0), Decimal(1)), Decimal(-1), None),
    ],
)
def test_an_answer_that_gets_no_points_says_why(scoring: Scoring, answer: Answer, code: str | None) -> None:
    assert answer_problem(scoring, answer) == code


@given(
    st.sampled_from([UP, DOWN, LinearScale(Decimal(10), Decimal(90)), LinearScale(Decimal(90), Decimal(10))]),
    st.lists(st.decimals(0, 100, places=2), min_size=1, max_size=6),
)
def test_points_are_never_less_than_none_nor_more_than_all(scoring: Scoring, given_answers: list[Decimal]) -> None:
    answers: dict[str, Answer] = {str(number): answer for number, answer in enumerate(given_answers)}
    found = points_of_answers(scoring, answers, MOST).values()

    assert all(0 <= each <= MOST for each in found)
    assert not isinstance(scoring, RelativeToBest) or max(found) == MOST
