"""What bids are for: the lots of a procurement, and in each what can be answered and promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from procurement.calculations.bid_answers import AskedAnswer, asked_answer
from procurement.calculations.evaluation_choice import WeighedCriterion
from procurement.calculations.weight_sums import counts_as_climate
from procurement.models import Lot, Procurement, StaircaseStep
from procurement.queries.asked import AskedLine, asked_in, asked_lines


@dataclass(frozen=True, slots=True)
class BidLine:
    """One thing that is asked for, and what a bid may say of it."""

    line: AskedLine
    answer: AskedAnswer
    steps: tuple[StaircaseStep, ...] = ()

    @property
    def key(self) -> str:
        """How the line is called in evaluations, fields and files."""
        return self.line.asked.uuid.hex

    @property
    def code(self) -> str:
        """Its code in the bank."""
        return self.line.asked.code

    @property
    def title(self) -> str:
        """What it is called in the reader's language."""
        return self.line.title_in(get_language() or "en")

    @property
    def is_criterion(self) -> bool:
        """Whether it gets points."""
        return self.line.is_criterion

    @property
    def is_answered(self) -> bool:
        """Whether it has an answer of its own, beside steps that a bid may promise."""
        return self.is_criterion or not self.steps


@dataclass(frozen=True, slots=True)
class BidPart:
    """What bids are given for: a lot, or the whole where there are none."""

    lot: Lot | None
    lines: tuple[BidLine, ...]

    @property
    def criteria(self) -> tuple[BidLine, ...]:
        """The award criteria that have a weight."""
        return tuple(line for line in self.lines if line.is_criterion and line.line.asked.weight)

    @property
    def weighed(self) -> list[WeighedCriterion]:
        """The award criteria as rules of evaluation take them."""
        return [_weighed(line) for line in self.criteria]

    @property
    def address(self) -> dict[str, Any]:
        """The part of an address that names the lot."""
        return {"lot": self.lot.number} if self.lot else {}


def bid_parts(procurement: Procurement, lines: Sequence[AskedLine] | None = None) -> list[BidPart]:
    """Return each lot with what is asked in it, what is asked of all included; one part where there are no lots."""
    known = asked_lines(procurement) if lines is None else lines
    lots = list(Lot.objects.filter(procurement=procurement).order_by("number"))
    if not lots:
        return [part_of_lines(known, None)]
    return [part_of_lines(asked_in(lot, known), lot) for lot in lots]


def part_of_lines(lines: Sequence[AskedLine], lot: Lot | None) -> BidPart:
    """Return the part that asks for exactly these lines: a lot, or the whole."""
    return BidPart(lot, tuple(_bid_line(line) for line in lines))


def _bid_line(line: AskedLine) -> BidLine:
    steps = tuple(line.staircase.steps.all()) if line.staircase else ()
    return BidLine(line, asked_answer(line.content, line.values), steps)


def _weighed(line: BidLine) -> WeighedCriterion:
    asked, version = line.line.asked, line.line.version
    themes = version.themes if version else ()
    assert asked.weight is not None  # noqa: S101 - criteria without weight are left out
    return WeighedCriterion(line.key, asked.weight, counts_as_climate(themes), line.answer.direction)
