"""The market's answers as pages show them: requirement by requirement, step by step."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from procurement.calculations.market_answer import Says, StepMarket
from procurement.models import AskedRequirement, StepAnswer
from procurement.queries.market_answers import AskedOfMarket, AskedStep, Heard, heard_of, supplier_key
from procurement.reports.asked_threshold import with_side
from procurement.reports.market_words import effect_in_words, market_sentence, month_in_words, price_effect_in_words
from procurement.reports.staircase_words import number
from requirements_bank.calculations.requirement import RequirementContent
from requirements_bank.reports.content_words import step_in_words
from requirements_bank.reports.requirement_words import ShownRequirement, shown

TONES = (("yes", "good"), ("later", "soft"), ("no", "bad"), ("unknown", "info"))


@dataclass(frozen=True, slots=True)
class StepInMarket:
    """One step with what the market says of it."""

    step: AskedStep
    title: str
    when: str
    sentence: str
    parts: list[dict[str, Any]]
    price: str
    said: list[list[str]]


@dataclass(frozen=True, slots=True)
class ShownAsked:
    """One requirement with its steps; `outdated` counts answers to thresholds that are asked no longer."""

    asked: AskedRequirement
    requirement: ShownRequirement
    steps: list[StepInMarket]
    outdated: int

    @property
    def has_answers(self) -> bool:
        """Whether any supplier said anything of it."""
        return any(each.parts for each in self.steps)


def shown_market(those: Sequence[AskedOfMarket], said: Sequence[StepAnswer]) -> list[ShownAsked]:
    """Return what the page shows of each requirement that is asked."""
    return [_shown(each, said) for each in those if each.line.version]


def step_title(content: RequirementContent, step: AskedStep) -> str:
    """Return what a step asks for: "Step 2: at least 70 %"; that it is asked as it stands where nothing rises."""
    if step.threshold is None:
        return _("As it stands")
    words = {"number": step.number, "asked": threshold_with_side(content, step.threshold)}
    return _("Step %(number)s: %(asked)s") % words


def threshold_with_side(content: RequirementContent, threshold: Decimal) -> str:
    """Return a threshold with its side: "at least 70 %"."""
    measure = content.measure
    figure = step_in_words(content, number(threshold), get_language() or "en")
    return with_side(content.kind, measure.direction if measure else None, figure)


def step_when(step: AskedStep) -> str:
    """Return from when a step is asked for; empty while nobody knows."""
    if step.day:
        words = {"day": date_format(step.day, "DATE_FORMAT")}
        return _("from %(day)s, if the contract is extended") % words if step.option else _("from %(day)s") % words
    if step.months:
        sentence = ngettext(
            "from %(months)s month after the contract begins",
            "from %(months)s months after the contract begins",
            step.months,
        )
        return sentence % {"months": step.months}
    return _("from the first day of the contract")


def said_in_words(said: StepAnswer) -> str:
    """Return what one supplier says of a step: "Yes", "Yes, from March 2028", "No"."""
    if said.says == Says.LATER:
        return _("Yes, from %(month)s") % {"month": month_in_words(said.possible_from)}
    return str(said.get_says_display())


def _shown(each: AskedOfMarket, said: Sequence[StepAnswer]) -> ShownAsked:
    about = [answer for answer in said if answer.asked_id == each.asked.pk]
    asked_now = {step.threshold for step in each.steps}
    version, content = each.line.version, each.line.content
    if version is None or content is None:
        raise ValueError("a requirement out of sight has nothing to show")
    return ShownAsked(
        asked=each.asked,
        requirement=shown(version, values=each.line.values),
        steps=[_shown_step(content, heard_of(step, each.asked, about)) for step in each.steps],
        outdated=sum(answer.threshold not in asked_now for answer in about),
    )


def _shown_step(content: RequirementContent, heard: Heard) -> StepInMarket:
    return StepInMarket(
        step=heard.step,
        title=step_title(content, heard.step),
        when=step_when(heard.step),
        sentence=market_sentence(heard.market, heard.step.day),
        parts=_parts(heard.market),
        price=price_effect_in_words(heard.market.price),
        said=[_said_row(each, heard.step, is_older=is_older) for each, is_older in _with_age(heard.said)],
    )


def _with_age(said: Sequence[StepAnswer]) -> list[tuple[StepAnswer, bool]]:
    """Return with each answer, the newest of a supplier first, whether the supplier has said something newer."""
    order = {each.pk: (each.answer.said_on, each.answer.updated_at) for each in said}
    latest: dict[str, StepAnswer] = {}
    for each in sorted(said, key=lambda each: order[each.pk]):
        latest[supplier_key(each.answer)] = each
    return [(each, latest[supplier_key(each.answer)].pk != each.pk) for each in said]


def _said_row(said: StepAnswer, step: AskedStep, *, is_older: bool) -> list[str]:
    note = " ".join(part for part in (_("(Older, not counted.)") if is_older else "", said.comment) if part)
    if said.asked_day and step.day and said.asked_day != step.day:
        words = {"day": date_format(said.asked_day, "SHORT_DATE_FORMAT")}
        note = " ".join(part for part in (note, _("(Asked about %(day)s.)") % words) if part)
    told = date_format(said.answer.said_on, "SHORT_DATE_FORMAT")
    by = _("%(day)s, in a talk") % {"day": told} if said.answer.entry_id else _("%(day)s, by link") % {"day": told}
    return [said.answer.supplier, said_in_words(said), effect_in_words(said.price_effect), note, by]


def _parts(market: StepMarket) -> list[dict[str, Any]]:
    titles = {"yes": _("Yes, by then"), "later": _("Later"), "no": _("No"), "unknown": _("Cannot tell")}
    counted = [(name, tone, getattr(market, name)) for name, tone in TONES]
    return [
        {"title": titles[name], "share": 100 * count / market.answers, "figure": str(count), "tone": tone}
        for name, tone, count in counted
        if count
    ]
