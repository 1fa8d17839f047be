"""What bids answer, in words: what does not fit, what does not meet what is asked, and what is missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from foundation import figures
from foundation.problems import Problem
from procurement.calculations.answer_points import Verdict
from procurement.calculations.bid_answers import FIGURES, YES, AnswerKind, AskedAnswer, answer_verdict
from procurement.calculations.staircase import is_stricter
from procurement.models import Bid, OfferedStep, StaircaseStep
from procurement.queries.bid_lines import BidLine, BidPart
from procurement.reports.staircase_words import number
from requirements_bank.calculations.requirement import Direction
from requirements_bank.calculations.texts import text_in
from requirements_bank.reports.value_words import value_sentence

ANSWER_PROBLEMS: Mapping[str, Any] = {
    "not_yes_or_no": gettext_lazy("“%(text)s” is neither yes nor no. Write one of them."),
    "too_long": gettext_lazy("The answer is too long: at most %(most)s characters are taken. Shorten it."),
}


@dataclass(frozen=True, slots=True)
class BidFinding:
    """What a machine sees of a bid: `is_breach` where what is asked is not met, else something is only not answered."""

    code: str
    sentence: str
    is_breach: bool


def answer_sentence(problem: Problem) -> str:
    """Return why an answer does not fit, and what would."""
    if problem.code in ANSWER_PROBLEMS:
        return str(ANSWER_PROBLEMS[problem.code]) % problem.values
    return value_sentence(problem)


def answer_in_words(asked: AskedAnswer, kept: str) -> str:
    """Return a kept answer as people read it; empty where there is none."""
    if not kept:
        return ""
    if asked.kind in FIGURES:
        return figure_in_words(Decimal(kept), asked.unit)
    if asked.kind is AnswerKind.YES_NO:
        return _("Yes") if kept == YES else _("No")
    if asked.kind is AnswerKind.DATE:
        return date_format(date.fromisoformat(kept), "SHORT_DATE_FORMAT")
    if asked.kind is AnswerKind.CHOICE and asked.options and kept in asked.options:
        return text_in(asked.options[kept], get_language() or "en") or kept
    return kept


def figure_in_words(value: Decimal, unit: str = "") -> str:
    """Return a figure with its unit."""
    figure = figures.plain(number(value), get_language() or "en")
    return f"{figure}{figures.NO_BREAK_SPACE}{unit}" if unit else figure


def asked_in_words(asked: AskedAnswer) -> str:
    """Return what is asked at least or at most; empty where only people can tell."""
    if asked.kind is AnswerKind.YES_NO:
        return _("yes")
    if asked.measure is None or asked.measure.threshold is None:
        return ""
    threshold = figure_in_words(asked.measure.threshold, asked.unit)
    if asked.measure.direction is Direction.AT_LEAST:
        return _("at least %(threshold)s") % {"threshold": threshold}
    return _("at most %(threshold)s") % {"threshold": threshold}


def weight_in_words(line: BidLine) -> str:
    """Return what a criterion weighs; empty for what has no weight."""
    weight = line.line.asked.weight
    return "" if weight is None else figure_in_words(weight, "%")


def step_in_words(step: StaircaseStep, unit: str) -> str:
    """Return what a step asks, and from when on."""
    words: dict[str, object] = {"number": step.position, "threshold": figure_in_words(step.threshold, unit)}
    if step.day:
        words["day"] = date_format(step.day, "SHORT_DATE_FORMAT")
        return _("Step %(number)s: asked are %(threshold)s from %(day)s") % words
    if not step.months:
        return _("Step %(number)s: asked are %(threshold)s from the first day") % words
    words["months"] = step.months
    return _("Step %(number)s: asked are %(threshold)s after %(months)s months") % words


def findings_of(part: BidPart, bid: Bid) -> list[BidFinding]:
    """Return what does not meet what is asked, and after that what is not answered; criteria are no minimum."""
    found = [each for line in part.lines for each in (*_of_answer(line, bid), *_of_steps(line, bid))]
    return sorted(found, key=lambda each: not each.is_breach)


def _of_answer(line: BidLine, bid: Bid) -> Iterator[BidFinding]:
    if not line.is_answered:
        return
    said = next((answer for answer in bid.answers.all() if answer.asked_id == line.line.asked.pk), None)
    kept = said.text if said else ""
    found = answer_verdict(line.answer, kept, line.code)
    words = {"title": line.title, "answer": answer_in_words(line.answer, kept), "asked": asked_in_words(line.answer)}
    if found is Verdict.NOT_KEPT and not line.is_criterion:
        sentence = _("“%(title)s” does not meet what is asked: %(answer)s is offered, and %(asked)s is asked for.")
        yield BidFinding(line.code, sentence % words, is_breach=True)
    elif found is Verdict.MISSING:
        yield BidFinding(line.code, _("“%(title)s” is not answered.") % words, is_breach=False)


def _of_steps(line: BidLine, bid: Bid) -> Iterator[BidFinding]:
    offered = {step.position: step for step in bid.steps.all() if step.asked_id == line.line.asked.pk}
    for step in line.steps:
        there = offered.get(step.position)
        words = {"title": line.title, "number": step.position}
        if there is None:
            yield BidFinding(
                line.code, _("“%(title)s”, step %(number)s: nothing is promised.") % words, is_breach=False
            )
        else:
            yield from step_breaches(line, step, there)


def step_breaches(line: BidLine, asked: StaircaseStep, offered: OfferedStep) -> Iterator[BidFinding]:
    """Yield how a promised step falls short of the one that is asked."""
    unit, direction = line.answer.unit, line.answer.direction or Direction.AT_LEAST
    words = {"title": line.title, "number": asked.position}
    if is_stricter(direction, asked.threshold, offered.threshold):
        words["asked"] = figure_in_words(asked.threshold, unit)
        words["offered"] = figure_in_words(offered.threshold, unit)
        sentence = _("“%(title)s”, step %(number)s does not meet what is asked: %(offered)s instead of %(asked)s.")
        yield BidFinding(line.code, sentence % words, is_breach=True)
    if _is_later(asked, offered):
        sentence = _("“%(title)s”, step %(number)s does not meet what is asked: it comes later than it should.")
        yield BidFinding(line.code, sentence % words, is_breach=True)


def _is_later(asked: StaircaseStep, offered: OfferedStep) -> bool:
    if asked.months is not None and offered.months is not None:
        return offered.months > asked.months
    return bool(asked.day and offered.day and offered.day > asked.day)
