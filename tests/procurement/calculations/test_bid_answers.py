"""What a bid answers: typed by the measure, and kept or not where a machine can tell."""

from decimal import Decimal

import pytest

from foundation.problems import Problem
from procurement.calculations.answer_points import AskedMeasure, Verdict
from procurement.calculations.bid_answers import (
    AnswerKind,
    AskedAnswer,
    answer_kept,
    answer_said,
    answer_verdict,
    asked_answer,
)
from requirements_bank.calculations.content_of import content_of
from requirements_bank.calculations.requirement import Direction, MeasureType
from tests.factories.bank import said, texts

SHARE = AskedAnswer(
    AnswerKind.PERCENT,
    "%",
    Decimal(0),
    Decimal(100),
    AskedMeasure(MeasureType.PERCENT, Direction.AT_LEAST, Decimal(40)),
)
YES_NO = AskedAnswer(AnswerKind.YES_NO, measure=AskedMeasure(MeasureType.YES_NO))
DAY = AskedAnswer(AnswerKind.DATE)
CHOICE = AskedAnswer(AnswerKind.CHOICE, options={"biogas": {"nb": "Biogass"}})


def asked(**changes: object) -> AskedAnswer:
    return asked_answer(content_of({**said(), "version": 1, **changes}, f"answers {sorted(changes)}"), {})


@pytest.mark.parametrize(
    ("answer", "typed", "kept"),
    [
        (SHARE, "62,50 %", "62.5"),
        (SHARE, "33,33330", "33.3333"),
        (SHARE, "  ", ""),
        (YES_NO, "Ja", "yes"),
        (YES_NO, "NEI", "no"),
        (DAY, "2027-01-31", "2027-01-31"),
        (CHOICE, "biogas", "biogas"),
        (AskedAnswer(AnswerKind.NUMBER, "g/km", Decimal(0)), "90 g/km", "90"),
        (AskedAnswer(AnswerKind.WORDS), " We do. ", "We do."),
    ],
)
def test_an_answer_is_kept_by_its_kind(answer: AskedAnswer, typed: str, kept: str) -> None:
    assert answer_kept(answer, typed, "bid") == kept


@pytest.mark.parametrize(
    ("answer", "typed", "code"),
    [
        (SHARE, "120", "above_bound"),
        (SHARE, "33,3333333333333333333333333 %", "too_many_decimals"),
        (SHARE, "33.33335", "too_many_decimals"),
        (SHARE, "-1", "below_bound"),
        (SHARE, "much", "not_a_number"),
        (YES_NO, "perhaps", "not_yes_or_no"),
        (DAY, "31.1.", "not_a_date"),
        (CHOICE, "diesel", "not_an_option"),
        (AskedAnswer(AnswerKind.WORDS), "x" * 4001, "too_long"),
    ],
)
def test_an_answer_that_does_not_fit_says_why(answer: AskedAnswer, typed: str, code: str) -> None:
    found = answer_kept(answer, typed, "bid")
    assert isinstance(found, Problem)
    assert found.code == code


@pytest.mark.parametrize(
    ("answer", "kept", "verdict"),
    [
        (SHARE, "40", Verdict.KEPT),
        (SHARE, "39.9", Verdict.NOT_KEPT),
        (SHARE, "", Verdict.MISSING),
        (YES_NO, "yes", Verdict.KEPT),
        (YES_NO, "no", Verdict.NOT_KEPT),
        (DAY, "2027-01-31", None),
        (AskedAnswer(AnswerKind.NUMBER, measure=AskedMeasure(MeasureType.NUMBER)), "3", None),
    ],
)
def test_only_a_measure_with_a_threshold_is_judged(answer: AskedAnswer, kept: str, verdict: Verdict | None) -> None:
    assert answer_verdict(answer, kept, "bid") is verdict


def test_figures_and_yes_go_into_calculations_and_words_do_not() -> None:
    assert [answer_said(SHARE, "62.5"), answer_said(YES_NO, "no"), answer_said(DAY, "2027-01-31")] == [
        Decimal("62.5"),
        False,
        None,
    ]


def test_what_is_asked_says_how_it_is_answered() -> None:
    share = asked()
    assert (share.kind, share.measure and share.measure.threshold) == (AnswerKind.PERCENT, Decimal(40))
    assert asked(measure=None).kind is AnswerKind.WORDS
    by_day = {"day": {"type": "date", "names": texts("Dag", sv="Dag")}}
    assert (
        asked(measure=None, variables=by_day, wording=texts("Innen {day}.", sv="Senast {day}.")).kind is AnswerKind.DATE
    )
    assert asked_answer(None, {}).kind is AnswerKind.WORDS
