"""What a contract would oblige to, worked out from what the procurement asks: a preview is what will be kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from procurement.calculations.obligation_steps import (
    ContractDays,
    Origin,
    ResolvedStep,
    WrittenStep,
    resolved_steps,
    written_steps,
)
from procurement.calculations.staircase import Staircase, Step
from procurement.calculations.steps_as_written import as_step, same_step
from procurement.models import AskedRequirement, Lot, Procurement, StaircaseStep
from procurement.models import Staircase as StoredStaircase
from procurement.queries.asked import AskedLine, asked_in, asked_lines
from procurement.queries.staircases import staircase_on
from requirements_bank.calculations.requirement import Kind, RequirementContent
from requirements_bank.calculations.texts import language_of, text_in
from requirements_bank.calculations.variable_values import kept_text
from requirements_bank.calculations.wording import filled


@dataclass(frozen=True, slots=True)
class OfferedThreshold:
    """A threshold that a bid commits to, some months after the start or on a day, at the asked step `position`."""

    threshold: Decimal
    months: int | None = None
    day: date | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """What a bid offers beyond what is asked, by the key of what is asked: steps, and answers in words.

    `figures` are the same answers where they are figures. `bid` is the key of the stored bid, None where there is none.
    """

    steps: Mapping[int, Sequence[OfferedThreshold]] = field(default_factory=dict)
    answers: Mapping[int, str] = field(default_factory=dict)
    bid: int | None = None
    figures: Mapping[int, Decimal] = field(default_factory=dict)


NO_OFFER = Offer()
Party = TypeVar("Party")


@dataclass(frozen=True, slots=True)
class ObligedStep:
    """One step of the contract, with the stored step whose proof and price effect come with it."""

    number: int
    written: WrittenStep
    beside: StaircaseStep | None
    resolved: ResolvedStep | None


@dataclass(frozen=True, slots=True)
class PlannedObligation:
    """One obligation before it is kept. `content` is None where the version's owner took it out of sight.

    `values` are of its variables, as texts. The wording is the published one, of a criterion too: what a bid offers on
    it stands beside, as its step.
    """

    asked: AskedRequirement
    content: RequirementContent | None
    language: str
    title: str
    wording: str
    proof: str
    answer: str = ""
    stairs: StoredStaircase | None = None
    staircase: Staircase | None = None
    steps: tuple[ObligedStep, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def lacks_offer(self) -> bool:
        """Whether it is an award criterion on which nothing is offered: what it asks for at least is no promise."""
        is_criterion = self.content is not None and self.content.kind is Kind.AWARD_CRITERION
        return is_criterion and not (self.answer or self.steps)

    @property
    def is_usual(self) -> bool:
        """Whether it goes into a contract unless somebody decides otherwise.

        Qualification is over at award, and an award criterion obliges to what was answered or rises alone.
        """
        kind = self.content.kind if self.content else None
        if kind is Kind.AWARD_CRITERION:
            return bool(self.answer or self.stairs)
        return kind is not Kind.QUALIFICATION


def lines_of_lot(procurement: Procurement, lot: Lot | None) -> list[AskedLine]:
    """Return what is asked of a lot: its own, and what is asked of all unless it has its own version of that."""
    lines = asked_lines(procurement)
    return asked_in(lot, lines) if lot else [line for line in lines if line.asked.lot_id is None]


def planned_obligations(
    lines: Iterable[AskedLine], days: ContractDays, language: str, offer: Offer = NO_OFFER
) -> list[PlannedObligation]:
    """Return every obligation that the lines would become, with its steps on days."""
    return [_planned(line, days, language, offer) for line in lines]


def taken(planned: Iterable[PlannedObligation], chosen: frozenset[UUID] | None) -> list[PlannedObligation]:
    """Return those that were chosen by the id of what is asked, the usual ones where nobody chose."""
    return [each for each in planned if (each.is_usual if chosen is None else each.asked.uuid in chosen)]


def placed_obligations(
    lines: Iterable[AskedLine],
    parties: Sequence[tuple[Party, Offer]],
    days: ContractDays,
    language: str,
    chosen: frozenset[UUID] | None,
) -> list[tuple[PlannedObligation, Party | None]]:
    """Return what one contract obliges its parties to: once for all (None), or each where they offered differently."""
    placed: list[tuple[PlannedObligation, Party | None]] = []
    for line in lines:
        own = [
            (planned, party)
            for party, offer in parties
            for planned in taken(planned_obligations([line], days, language, offer), chosen)
        ]
        is_same = all((each.steps, each.answer) == (own[0][0].steps, own[0][0].answer) for each, _party in own)
        placed += [(own[0][0], None)] if own and is_same and len(own) == len(parties) else own
    return placed


def _planned(line: AskedLine, days: ContractDays, language: str, offer: Offer) -> PlannedObligation:
    asked, content = line.asked, line.content
    answer = offer.answers.get(asked.pk, "")
    if content is None:
        return PlannedObligation(asked, None, "", asked.title or asked.code, "", "", answer)
    said_in = language_of(content.wording, language)
    promised = offer.figures.get(asked.pk)
    if _obliges_to_offer(line, content):
        staircase, steps = _offered_staircase(content, promised, days)
    else:
        staircase = _staircase(line, content)
        steps = tuple(_steps(line, staircase, days, offer.steps.get(asked.pk, ()))) if staircase else ()
    return PlannedObligation(
        asked=asked,
        content=content,
        language=said_in,
        title=text_in(content.title, language) or asked.title,
        wording=filled(content.wording.get(said_in, ""), content.variables, line.values, said_in),
        proof=text_in(content.proof, language),
        answer=answer,
        stairs=line.staircase,
        staircase=staircase,
        steps=steps,
        values={name: kept_text(value) for name, value in line.values.items()},
    )


def _obliges_to_offer(line: AskedLine, content: RequirementContent) -> bool:
    """Whether it is a measured award criterion that does not rise: the bid alone says what it obliges to."""
    measured = content.measure is not None and content.measure.direction is not None
    return measured and content.kind is Kind.AWARD_CRITERION and line.staircase is None


def _offered_staircase(
    content: RequirementContent, promised: Decimal | None, days: ContractDays
) -> tuple[Staircase | None, tuple[ObligedStep, ...]]:
    """Return one step that stands throughout at what is offered; none where nothing is."""
    if promised is None:
        return None, ()
    step = Step(promised, months=0)
    staircase = staircase_on(content, [step], StoredStaircase())
    resolved = next(iter(resolved_steps(staircase, [step], days)), None)
    return staircase, (ObligedStep(1, WrittenStep(step, Origin.OFFERED), None, resolved),)


def _staircase(line: AskedLine, content: RequirementContent) -> Staircase | None:
    """Return the stored staircase, or one step that stands throughout where a threshold is asked for without one."""
    if content.measure is None or content.measure.direction is None:
        return None
    if line.staircase:
        stored = [as_step(step) for step in line.staircase.steps.all()]
        return staircase_on(content, stored, line.staircase)
    threshold = _threshold(line, content)
    return staircase_on(content, [Step(threshold, months=0)], StoredStaircase()) if threshold is not None else None


def _steps(
    line: AskedLine, staircase: Staircase, days: ContractDays, offered: Sequence[OfferedThreshold]
) -> Iterable[ObligedStep]:
    stored = {step.position: step for step in line.staircase.steps.all()} if line.staircase else {}
    beside = {same_step(step): step for step in stored.values()}
    promised = [Step(each.threshold, each.months, each.day) for each in offered]
    beside |= {
        same_step(step): stored[each.position]
        for step, each in zip(promised, offered, strict=True)
        if each.position in stored and same_step(step) not in beside
    }
    written = written_steps(staircase.steps, promised, days.planned_first or days.period.first)
    resolved = resolved_steps(staircase, [each.step for each in written], days)
    by_number = {each.in_force.number: each for each in resolved}
    for number, each in enumerate(written, start=1):
        yield ObligedStep(number, each, beside.get(same_step(each.step)), by_number.get(number))


def _threshold(line: AskedLine, content: RequirementContent) -> Decimal | None:
    threshold = content.measure.threshold if content.measure else None
    if isinstance(threshold, str):
        variable = content.variables.get(threshold)
        value = line.values.get(threshold, variable.default if variable else None)
        return value if isinstance(value, Decimal) else None
    return threshold
