"""Answers that a machine can judge: whether a measure is kept, and how many points a number gives.

Method: docs/methods/evaluation.md. An answer is a number, or yes and no; one that is not there is missing, never zero.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from foundation.problems import Problem
from procurement.calculations.exact_figures import exact, is_figure
from procurement.calculations.staircase import is_stricter
from requirements_bank.calculations.requirement import Direction, MeasureType

Answer = Decimal | bool


class Verdict(StrEnum):
    """What an answer says of a requirement."""

    KEPT = "kept"
    NOT_KEPT = "not_kept"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class AskedMeasure:
    """What is asked: a number on one side of a threshold, or a yes, which has neither threshold nor direction."""

    type: MeasureType
    direction: Direction = Direction.AT_LEAST
    threshold: Decimal | None = None


@dataclass(frozen=True, slots=True)
class LinearScale:
    """No points at `worst` and beyond, all of them at `best` and beyond, evenly between; less may be better."""

    worst: Decimal
    best: Decimal


@dataclass(frozen=True, slots=True)
class RelativeToBest:
    """All points for the best answer of all bids, to the others in proportion to it."""

    direction: Direction


@dataclass(frozen=True, slots=True)
class YesOrNo:
    """All points for yes, none for no."""


Scoring = LinearScale | RelativeToBest | YesOrNo


def verdict(measure: AskedMeasure, answer: Answer | None, place: str) -> Verdict | Problem:
    """Return whether an answer keeps the measure; a problem where answer or measure cannot be compared.

    >>> verdict(AskedMeasure(MeasureType.PERCENT, Direction.AT_LEAST, Decimal(50)), Decimal(70), "bid A").value
    'kept'
    """
    if answer is None:
        return Verdict.MISSING
    if isinstance(answer, bool) != (measure.type is MeasureType.YES_NO):
        return Problem("answer_of_another_kind", place, values={"answer": answer})
    if isinstance(answer, bool):
        return Verdict.KEPT if answer else Verdict.NOT_KEPT
    if not is_figure(answer):
        return Problem("not_a_number", place, values={"answer": answer})
    if measure.threshold is None:
        return Problem("no_threshold", place)
    return Verdict.NOT_KEPT if is_stricter(measure.direction, measure.threshold, answer) else Verdict.KEPT


def answer_problem(scoring: Scoring, answer: Answer) -> str | None:
    """Return the code of what keeps an answer from getting points by this scoring."""
    if isinstance(answer, bool) != isinstance(scoring, YesOrNo):
        return "answer_of_another_kind"
    if isinstance(answer, Decimal) and not is_figure(answer):
        return "not_a_number"
    return "answer_negative" if isinstance(scoring, RelativeToBest) and answer < 0 else None


def points_of_answers(scoring: Scoring, answers: Mapping[str, Answer], most: Fraction) -> dict[str, Fraction]:
    """Return the points of each bid's answer, from none to `most`; every answer is sound for the scoring.

    >>> points_of_answers(LinearScale(Decimal(200), Decimal(100)), {"A": Decimal(130)}, Fraction(10))
    {'A': Fraction(7, 1)}
    """
    if isinstance(scoring, LinearScale):
        return {bid: most * _way(scoring, exact(answer)) for bid, answer in answers.items()}
    if isinstance(scoring, YesOrNo):
        return {bid: most if answer else Fraction(0) for bid, answer in answers.items()}
    best = _best(scoring.direction, answers.values())
    return {bid: most * _part_of(best, exact(answer), scoring.direction) for bid, answer in answers.items()}


def _way(scale: LinearScale, answer: Fraction) -> Fraction:
    worst, best = exact(scale.worst), exact(scale.best)
    return min(max((answer - worst) / (best - worst), Fraction(0)), Fraction(1))


def _best(direction: Direction, answers: Iterable[Answer]) -> Fraction:
    pick = max if direction is Direction.AT_LEAST else min
    return pick((exact(answer) for answer in answers), default=Fraction(0))


def _part_of(best: Fraction, answer: Fraction, direction: Direction) -> Fraction:
    if answer == best:
        return Fraction(1)
    return answer / best if direction is Direction.AT_LEAST else best / answer
