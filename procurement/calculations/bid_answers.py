"""What a bid may answer to one thing that is asked, and what a machine can say of the answer.

An answer is kept as a text: a plain decimal, "yes" or "no", an ISO day, the name of an option, or words that people
read. Where a measure has a threshold, or asks for a yes, the answer keeps it or does not; nothing else is judged.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from foundation.problems import Problem
from procurement.calculations.answer_points import Answer, AskedMeasure, Verdict, verdict
from requirements_bank.calculations.requirement import (
    Direction,
    MeasureType,
    RequirementContent,
    Texts,
    Variable,
    VariableType,
)
from requirements_bank.calculations.variable_values import kept_text, sound_value
from requirements_bank.calculations.wording import Value

YES, NO = "yes", "no"
SAID = {
    **dict.fromkeys(("yes", "ja", "y", "j", "true", "sant", "1", "x"), YES),
    **dict.fromkeys(("no", "nei", "nej", "n", "false", "usant", "falskt", "0"), NO),
}
"""What people write for yes and no in the languages of the pages."""
LONGEST = 4000
MOST_DECIMALS = 4
"""As many as the thresholds of an obligation hold, which a figure may become."""
_DECIMALS = re.compile(r"[.,]([0-9]+)\Z")


class AnswerKind(StrEnum):
    """What an answer is."""

    PERCENT = "percent"
    NUMBER = "number"
    YES_NO = "yes_no"
    DATE = "date"
    CHOICE = "choice"
    WORDS = "words"


FIGURES = frozenset({AnswerKind.PERCENT, AnswerKind.NUMBER})
OF_VARIABLES = {VariableType.DATE: AnswerKind.DATE, VariableType.CHOICE: AnswerKind.CHOICE}


@dataclass(frozen=True, slots=True)
class AskedAnswer:
    """What can be answered: its kind and unit, the bounds of a number, and the measure where a machine can judge it."""

    kind: AnswerKind
    unit: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    measure: AskedMeasure | None = None
    options: Mapping[str, Texts] | None = None

    @property
    def direction(self) -> Direction | None:
        """Which side of the threshold is better, None for what is no figure."""
        return self.measure.direction if self.measure and self.kind in FIGURES else None


def asked_answer(content: RequirementContent | None, values: Mapping[str, Value]) -> AskedAnswer:
    """Return what can be answered to a requirement with these values; words where only people can tell.

    A requirement without a measure whose only variable is a day or a choice is answered by such a one.
    """
    if content is None:
        return AskedAnswer(AnswerKind.WORDS)
    measure = content.measure
    if measure is None:
        return _of_variable(tuple(content.variables.values()))
    if measure.type is MeasureType.YES_NO:
        return AskedAnswer(AnswerKind.YES_NO, measure=AskedMeasure(MeasureType.YES_NO))
    threshold = _threshold(content, values)
    judged = AskedMeasure(measure.type, measure.direction or Direction.AT_LEAST, threshold)
    if measure.type is MeasureType.PERCENT:
        return AskedAnswer(AnswerKind.PERCENT, "%", Decimal(0), Decimal(100), judged)
    low = None if threshold is not None and threshold < 0 else Decimal(0)
    return AskedAnswer(AnswerKind.NUMBER, measure.unit, low, None, judged)


def answer_kept(asked: AskedAnswer, typed: str, place: str) -> str | Problem:
    """Return an answer as it is kept, or why it does not fit; nothing typed is nothing answered.

    >>> answer_kept(AskedAnswer(AnswerKind.PERCENT, "%", Decimal(0), Decimal(100)), "62,5 %", "bid")
    '62.5'
    """
    text = typed.strip()
    if not text:
        return ""
    if asked.kind is AnswerKind.WORDS:
        return text if len(text) <= LONGEST else Problem("too_long", place, values={"most": LONGEST})
    if asked.kind is AnswerKind.YES_NO:
        return SAID.get(text.lower()) or Problem("not_yes_or_no", place, values={"text": text})
    plain = _without_unit(text, asked.unit)
    if asked.kind in FIGURES and (written := _DECIMALS.search(plain)) and len(written[1].rstrip("0")) > MOST_DECIMALS:
        return Problem("too_many_decimals", place, values={"most": MOST_DECIMALS})
    found = sound_value(_as_variable(asked, place), plain)
    return found if isinstance(found, Problem) else kept_text(found)


def answer_said(asked: AskedAnswer, kept: str) -> Answer | None:
    """Return a kept answer as the calculations take it, None for none and for what they do not compare."""
    if asked.kind is AnswerKind.YES_NO and kept:
        return kept == YES
    return Decimal(kept) if asked.kind in FIGURES and kept else None


def answer_verdict(asked: AskedAnswer, kept: str, place: str) -> Verdict | None:
    """Return whether an answer keeps what is asked, None where only people can tell."""
    if asked.measure is None or (asked.kind in FIGURES and asked.measure.threshold is None):
        return None
    found = verdict(asked.measure, answer_said(asked, kept), place)
    return None if isinstance(found, Problem) else found


def _of_variable(variables: tuple[Variable, ...]) -> AskedAnswer:
    if len(variables) != 1 or variables[0].type not in OF_VARIABLES:
        return AskedAnswer(AnswerKind.WORDS)
    return AskedAnswer(OF_VARIABLES[variables[0].type], options=variables[0].options)


def _threshold(content: RequirementContent, values: Mapping[str, Value]) -> Decimal | None:
    said = content.measure.threshold if content.measure else None
    if isinstance(said, str):
        said = values.get(said, content.variables[said].default if said in content.variables else None)  # type: ignore[assignment]
    return said if isinstance(said, Decimal) else None


def _as_variable(asked: AskedAnswer, place: str) -> Variable:
    types = {AnswerKind.DATE: VariableType.DATE, AnswerKind.CHOICE: VariableType.CHOICE}
    type_ = types.get(asked.kind, VariableType.NUMBER)
    return Variable(place, type_, {}, low=asked.low, high=asked.high, options=asked.options)


def _without_unit(text: str, unit: str) -> str:
    return text.removesuffix(unit).strip() if unit and text != unit else text
