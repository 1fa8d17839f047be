"""The staircase annex: every staircase with its picture, its steps with days, and all that comes with them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from foundation.problems import Problem, Severity
from procurement.calculations.saving_basis import basis_of
from procurement.calculations.staircase import OnPartialProof, StepInForce
from procurement.calculations.staircase_complete import StaircaseTerms, StepTerms, is_complete, lacks_of
from procurement.models import Staircase, StaircaseStep
from procurement.queries.asked import AskedLine
from procurement.queries.staircases import period_of, stored_as_staircase
from procurement.queries.tender import Tender
from procurement.reports.annex import (
    Annex,
    AnnexKind,
    AnnexText,
    Block,
    Grid,
    Heading,
    Listed,
    Picture,
    annex_words,
    front_of,
    lot_heading,
)
from procurement.reports.annex_figures import threshold_words
from procurement.reports.staircase_picture import described, tender_picture
from procurement.reports.staircase_plan import Plan
from procurement.reports.staircase_words import price_in_words, problem_sentence, rules_in_words
from requirements_bank.calculations.texts import text_in
from requirements_bank.reports.code_words import PERIODS
from requirements_bank.reports.requirements_document import day_in_words, words_in

Effect = StaircaseStep.PriceEffect
WITH_SUM = (Effect.FIXED, Effect.PER_UNIT, Effect.SHARE)


@dataclass(frozen=True, slots=True)
class CheckedStaircase:
    """A staircase of a tender and what the check of it found."""

    line: AskedLine
    stored: Staircase
    problems: tuple[Problem, ...]

    @property
    def is_complete(self) -> bool:
        """Whether a supplier finds everything in it."""
        return is_complete(list(self.problems))

    @property
    def lacks(self) -> list[str]:
        """What is missing, in the language of the page."""
        return [problem_sentence(problem) for problem in self.problems if problem.is_error]

    @property
    def warnings(self) -> list[str]:
        """What to think over, in the language of the page."""
        return [problem_sentence(problem) for problem in self.problems if problem.severity is Severity.WARNING]


def checked_staircases(tender: Tender) -> list[CheckedStaircase]:
    """Return every staircase of the tender with what is missing in it, by lot."""
    return [
        CheckedStaircase(line, line.staircase, tuple(lacks_of(_terms(line, line.staircase, tender))))
        for _lot, lines in tender.sections
        for line in lines
        if line.staircase is not None and line.can_rise
    ]


def staircase_annex(tender: Tender, language: str) -> Annex:
    """Return the annex in nb, nn, sv or en; where something is missing it says that it is a draft, and why."""
    checked = checked_staircases(tender)
    document = front_of(tender.procurement, AnnexKind.STAIRCASES, language)
    with words_in(language):
        blocks = [block for number, each in enumerate(checked, 1) for block in _blocks(number, each, tender, language)]
        lacks = [f"{each.line.asked.code}: {sentence}" for each in checked for sentence in each.lacks]
    words = annex_words(language)
    notices = [words["draft"], *lacks] if lacks else []
    said = [AnnexText(words["staircases"]["complete"])] if checked and not lacks else []
    return Annex(AnnexKind.STAIRCASES, replace(document, notices=notices), (*said, *blocks))


def _terms(line: AskedLine, stored: Staircase, tender: Tender) -> StaircaseTerms:
    content = line.content
    assert content is not None  # noqa: S101 - what can rise is in sight
    return StaircaseTerms(
        stored_as_staircase(stored, content),
        tuple(_step_terms(step) for step in stored.steps.all()),
        period_of(tender.procurement),
        proof=text_in(content.proof, "nb"),
        on_partial_proof=OnPartialProof(stored.on_partial_proof),
        days_to_complete=stored.days_to_complete,
        agreed_on=tender.procurement.announced_on,
    )


def _step_terms(step: StaircaseStep) -> StepTerms:
    return StepTerms(
        step.proof, step.bonus in WITH_SUM, step.bonus_amount, step.penalty in WITH_SUM, step.penalty_amount
    )


def _blocks(number: int, each: CheckedStaircase, tender: Tender, language: str) -> Iterator[Block]:
    line, words = each.line, annex_words(language)["staircases"]
    content, period = line.content, period_of(tender.procurement)
    assert content is not None  # noqa: S101 - what can rise is in sight
    title = line.title_in(language)
    yield Heading(f"{number} {title} ({line.asked.code})", anchor=f"part-{number}")
    if line.asked.lot:
        yield AnnexText(lot_heading(line.asked.lot, language))
    if content.measure:
        what = text_in(content.measure.what, language)
        yield AnnexText(words["measured"].format(period=str(PERIODS[content.measure.period]), what=what))
    if line.is_criterion:
        yield AnnexText(words["criterion"])
    if proof := text_in(content.proof, language):
        yield AnnexText(words["proof_in_all"].format(proof=proof))
    if period is not None:
        plan = Plan(content, stored_as_staircase(each.stored, content), period, basis_of({}))
        if plan.steps:
            yield Picture(tender_picture(plan, title=title), described(plan))
        yield _steps(plan.steps, line, language, words)
        yield _terms_table(each.stored, plan.steps, tender.procurement.currency, language, words)
    yield AnnexText(words["rules"], is_strong=True)
    yield Listed(tuple(rules_in_words(each.stored)))


def _steps(steps: list[StepInForce], line: AskedLine, language: str, words: Mapping[str, Any]) -> Grid:
    rows = tuple(
        (
            _name(step, words),
            threshold_words(line, step.threshold, language),
            day_in_words(step.first, language),
            day_in_words(step.last, language),
        )
        for step in steps
    )
    return Grid(words["steps"], (words["step"], words["asked"], words["first"], words["last"]), rows)


def _terms_table(
    stored: Staircase, steps: list[StepInForce], currency: str, language: str, words: Mapping[str, Any]
) -> Grid:
    """Return notice, proof, bonus and penalty of each step; what the market said and what it saves stays inside."""
    days = {step.number: step for step in steps}
    rows = tuple(
        (
            words["number"].format(number=step.position),
            _notice(step, days.get(step.position), language, words),
            step.proof or words["proof_of_requirement"],
            price_in_words(step.bonus, step.bonus_amount, currency) or words["none"],
            price_in_words(step.penalty, step.penalty_amount, currency) or words["none"],
        )
        for step in stored.steps.all()
    )
    columns = tuple(words[name] for name in ("step", "notice", "proof", "bonus", "penalty"))
    return Grid(words["terms"], columns, rows)


def _name(step: StepInForce, words: Mapping[str, Any]) -> str:
    name: str = words["number"].format(number=step.number)
    return words["in_extension"].format(number=name, option=step.option) if step.option else name


def _notice(step: StaircaseStep, dated: StepInForce | None, language: str, words: Mapping[str, Any]) -> str:
    if not step.notice_months or dated is None or dated.notice is None:
        return str(words["none"])
    said = words["notice_on_one" if step.notice_months == 1 else "notice_on"]
    return str(said.format(months=step.notice_months, day=day_in_words(dated.notice, language)))
