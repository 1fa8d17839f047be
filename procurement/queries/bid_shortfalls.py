"""Where a bid falls short of what is asked, as far as a machine can tell: a bid that does is ranked by no model.

Method: docs/methods/evaluation.md. What is not answered, or not promised, is missing and no shortfall.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from procurement.calculations.answer_points import Verdict
from procurement.calculations.bid_answers import answer_verdict
from procurement.calculations.staircase import is_stricter
from procurement.models import Bid, OfferedStep, StaircaseStep
from procurement.queries.bid_lines import BidLine, BidPart
from requirements_bank.calculations.requirement import Direction


class ShortOf(StrEnum):
    """What falls short: an answer, the height of a promised step, or its day."""

    ANSWER = "answer"
    HEIGHT = "height"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One thing that is asked and not met; `step` is the one that is asked, and `offered` what is promised instead."""

    line: BidLine
    of: ShortOf
    step: StaircaseStep | None = None
    offered: OfferedStep | None = None


def falls_short(part: BidPart, bid: Bid) -> bool:
    """Whether a bid does not meet something that it has to; its answers and steps are fetched before."""
    return any(any(shortfalls_of(line, bid)) for line in part.lines)


def shortfalls_of(line: BidLine, bid: Bid) -> Iterator[Shortfall]:
    """Yield where a bid falls short of one thing that is asked; the answer to a criterion has no minimum."""
    if line.is_answered and not line.is_criterion:
        kept = next((answer.text for answer in bid.answers.all() if answer.asked_id == line.line.asked.pk), "")
        if answer_verdict(line.answer, kept, line.code) is Verdict.NOT_KEPT:
            yield Shortfall(line, ShortOf.ANSWER)
    offered = {step.position: step for step in bid.steps.all() if step.asked_id == line.line.asked.pk}
    for step in line.steps:
        if step.position in offered:
            yield from step_shortfalls(line, step, offered[step.position])


def step_shortfalls(line: BidLine, asked: StaircaseStep, offered: OfferedStep) -> Iterator[Shortfall]:
    """Yield how a promised step falls short of the one that is asked."""
    if is_stricter(line.answer.direction or Direction.AT_LEAST, asked.threshold, offered.threshold):
        yield Shortfall(line, ShortOf.HEIGHT, asked, offered)
    if _is_later(asked, offered):
        yield Shortfall(line, ShortOf.DAY, asked, offered)


def _is_later(asked: StaircaseStep, offered: OfferedStep) -> bool:
    if asked.months is not None and offered.months is not None:
        return offered.months > asked.months
    return bool(asked.day and offered.day and offered.day > asked.day)
