"""What bids answer, in words: what does not fit, what does not meet what is asked, and what is missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from foundation import figures
from foundation.problems import Problem
from procurement.calculations.answer_points import Verdict
from procurement.calculations.bid_answers import FIGURES, YES, AnswerKind, AskedAnswer, answer_verdict
from procurement.models import Bid, Procurement, StaircaseStep
from procurement.queries.bid_lines import BidLine, BidPart
from procurement.queries.bid_shortfalls import Shortfall, ShortOf, shortfalls_of
from procurement.reports.staircase_words import number
from requirements_bank.calculations.requirement import Direction
from requirements_bank.calculations.texts import text_in
from requirements_bank.reports.value_words import value_sentence

ANSWER_PROBLEMS: Mapping[str, Any] = {
    "not_yes_or_no": gettext_lazy("“%(text)s” is neither yes nor no. Write one of them."),
    "too_many_decimals": gettext_lazy("Write at most %(most)s decimals."),
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
    sentence = ngettext(
        "Step %(number)s: asked are %(threshold)s after %(months)s month",
        "Step %(number)s: asked are %(threshold)s after %(months)s months",
        step.months,
    )
    return sentence % words


def findings_of(part: BidPart, bid: Bid) -> list[BidFinding]:
    """Return what does not meet what is asked, and after that what is not answered; criteria are no minimum."""
    short = [shortfall_words(each, bid) for line in part.lines for each in shortfalls_of(line, bid)]
    return short + [each for line in part.lines for each in (*_unanswered(line, bid), *_unpromised(line, bid))]


def lateness_of(procurement: Procurement, bid: Bid) -> list[BidFinding]:
    """Return that a bid was received after bids were due; nothing for one in time, or where a day is not known."""
    due, received = procurement.bids_due_on, bid.received_at
    if due is None or received is None or timezone.localdate(received) <= due:
        return []
    days = {"day": date_format(timezone.localtime(received), "DATE_FORMAT"), "due": date_format(due, "DATE_FORMAT")}
    sentence = _("Received on %(day)s, after bids were due on %(due)s. Reject it, or note why it may be late.")
    return [BidFinding("", sentence % days, is_breach=True)]


def shortfall_words(each: Shortfall, bid: Bid) -> BidFinding:
    """Return what does not meet what is asked, in a sentence."""
    line = each.line
    words: dict[str, object] = {"title": line.title, "number": each.step.position if each.step else ""}
    if each.of is ShortOf.ANSWER:
        words |= {"answer": answer_in_words(line.answer, _kept(line, bid)), "asked": asked_in_words(line.answer)}
        sentence = _("“%(title)s” does not meet what is asked: %(answer)s is offered, and %(asked)s is asked for.")
    elif each.of is ShortOf.HEIGHT and each.step and each.offered:
        words["asked"] = figure_in_words(each.step.threshold, line.answer.unit)
        words["offered"] = figure_in_words(each.offered.threshold, line.answer.unit)
        sentence = _("“%(title)s”, step %(number)s does not meet what is asked: %(offered)s instead of %(asked)s.")
    else:
        sentence = _("“%(title)s”, step %(number)s does not meet what is asked: it comes later than it should.")
    return BidFinding(line.code, sentence % words, is_breach=True)


def _unanswered(line: BidLine, bid: Bid) -> Iterator[BidFinding]:
    if line.is_answered and answer_verdict(line.answer, _kept(line, bid), line.code) is Verdict.MISSING:
        yield BidFinding(line.code, _("“%(title)s” is not answered.") % {"title": line.title}, is_breach=False)


def _unpromised(line: BidLine, bid: Bid) -> Iterator[BidFinding]:
    promised = {step.position for step in bid.steps.all() if step.asked_id == line.line.asked.pk}
    for step in line.steps:
        if step.position not in promised:
            words = {"title": line.title, "number": step.position}
            sentence = _("“%(title)s”, step %(number)s: nothing is promised.")
            yield BidFinding(line.code, sentence % words, is_breach=False)


def _kept(line: BidLine, bid: Bid) -> str:
    return next((answer.text for answer in bid.answers.all() if answer.asked_id == line.line.asked.pk), "")
