"""The requirements of one topic by level, each with what it says beyond the level below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from organisations.models import Organisation
from requirements_bank.calculations.differences import Mark, Piece, words_beyond
from requirements_bank.calculations.filling import fill
from requirements_bank.calculations.requirement import Level
from requirements_bank.models import Bank, RequirementVersion
from requirements_bank.reports.code_words import LEVELS
from requirements_bank.reports.content_words import measure_sentence, step_in_words
from requirements_bank.reports.requirement_words import ShownRequirement, shown


@dataclass(frozen=True, slots=True)
class Rung:
    """One requirement of a ladder; `below` is the one it is held against."""

    shown: ShownRequirement
    below: ShownRequirement | None
    pieces: tuple[Piece, ...]
    measure: str
    steps: str

    @property
    def is_marked(self) -> bool:
        """Whether it is alike enough to what is below for the difference to be marked."""
        return any(piece.mark is Mark.ADDED for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class LadderLevel:
    """One level of a ladder with its requirements, of which there may be none."""

    level: Level
    name: str
    rungs: Sequence[Rung]


@dataclass(frozen=True, slots=True)
class Ladder:
    """The ladder that one bank has of a topic."""

    bank: Bank
    levels: Sequence[LadderLevel]

    @property
    def every(self) -> list[ShownRequirement]:
        """Its requirements, the most basic first."""
        return [rung.shown for level in self.levels for rung in level.rungs]


def ladders(versions: Sequence[RequirementVersion], language: str, organisation: Organisation) -> list[Ladder]:
    """Return the ladder of each bank that has the topic: the shipped one's, then one's own, then others."""
    every = [shown(version, language=language) for version in versions]
    banks = {each.version.requirement.bank for each in every}
    return [_ladder(bank, every) for bank in sorted(banks, key=lambda bank: _order(bank, organisation))]


def _order(bank: Bank, organisation: Organisation) -> tuple[bool, bool, str, int]:
    return bank.organisation_id is not None, bank.organisation_id != organisation.pk, bank.name, bank.pk


def _ladder(bank: Bank, every: Sequence[ShownRequirement]) -> Ladder:
    own = [each for each in every if each.version.requirement.bank_id == bank.pk]
    return Ladder(
        bank,
        [
            LadderLevel(level, str(LEVELS[level]), [_rung(each, every) for each in own if each.content.level is level])
            for level in Level
        ],
    )


def _rung(each: ShownRequirement, every: Sequence[ShownRequirement]) -> Rung:
    below = _below(each, every)
    filling = fill(each.content.variables, {})
    steps = [step_in_words(each.content, step.threshold, each.language) for step in each.content.staircase]
    return Rung(
        shown=each,
        below=below,
        pieces=words_beyond(below.wording_text if below else each.wording_text, each.wording_text),
        measure=measure_sentence(each.content, filling, each.language),
        steps=" → ".join(steps),
    )


def _below(each: ShownRequirement, every: Sequence[ShownRequirement]) -> ShownRequirement | None:
    """Return what the requirement itself says that it replaces, else the nearest lower one, of its own kind first."""
    lower = [other for other in every if _height(other) < _height(each) and other.language == each.language]
    return max(lower, key=lambda other: tuple(_nearness(each, other)), default=None)


def _nearness(each: ShownRequirement, other: ShownRequirement) -> Iterator[int]:
    yield other.code in each.content.relations.replaces
    yield _height(other)
    yield other.version.requirement.bank_id == each.version.requirement.bank_id
    yield other.content.kind is each.content.kind


def _height(each: ShownRequirement) -> int:
    return list(Level).index(each.content.level)
