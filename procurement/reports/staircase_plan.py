"""A staircase with all that is known beside it, as pages and documents show it: picture, table, and answer in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation import figures
from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.market_answer import MarketAnswer, StepMarket, market_of
from procurement.calculations.saving_basis import QUANTITIES
from procurement.calculations.staircase import Staircase, StepInForce, steps_in_force
from procurement.calculations.step_saving import Assumption, SavingBasis, Savings, StepSaving, savings_of
from procurement.models import ShownStaircase
from procurement.queries.signed_steps import SignedSteps, do_differ, in_common, longest_period
from procurement.queries.staircases import PERCENT, held_steps, unit_of
from procurement.reports.asked_threshold import with_side
from procurement.reports.contract_words import who_delivers
from procurement.reports.market_words import market_in_short, price_effect_in_words
from procurement.reports.staircase_words import gaps_sentence, number
from requirements_bank.calculations.requirement import Kind, RequirementContent
from requirements_bank.reports.content_words import step_in_words

KG = 1000
ALWAYS = 4


@dataclass
class Plan:
    """A staircase in a contract: what it stands on, whose neighbours', and what it is believed to save.

    `dated` are the steps where they are not as planned; `market` holds what suppliers answered, by threshold; `signed`
    the contracts whose steps these are, where they are signed.
    """

    content: RequirementContent
    staircase: Staircase
    period: ContractPeriod
    basis: SavingBasis
    neighbours: Sequence[ShownStaircase] = ()
    dated: list[StepInForce] | None = None
    market: Mapping[Decimal | None, Sequence[MarketAnswer]] = field(default_factory=dict)
    signed: Sequence[SignedSteps] = ()

    @cached_property
    def steps(self) -> list[StepInForce]:
        """The steps with their days: those that are given, even if there are none, else as the plan dates them."""
        return steps_in_force(self.staircase, self.period) if self.dated is None else self.dated

    @cached_property
    def language(self) -> str:
        """The reader's language."""
        return get_language() or "en"

    @cached_property
    def unit(self) -> str:
        """The unit of the thresholds."""
        return unit_of(self.content.measure) if self.content.measure else ""

    @cached_property
    def savings(self) -> Savings:
        """What each step is expected to save, or why nobody can tell."""
        return savings_of(self.steps, self.basis, direction=self.staircase.direction, unit=self.unit)

    @cached_property
    def markets(self) -> list[StepMarket | None]:
        """What the market says of each step, None where nobody has said anything of it."""
        said = [(step, self.market.get(step.threshold)) for step in self.steps]
        return [market_of(answers, step.first) if answers else None for step, answers in said]

    @property
    def top(self) -> Decimal | None:
        """How high the picture reaches at least: a percentage to all of it."""
        return Decimal(100) if self.unit == PERCENT else None

    @property
    def gaps(self) -> str:
        """Why there is no figure of what the steps save."""
        return gaps_sentence(self.savings.gaps)

    def threshold(self, value: Decimal) -> str:
        """Return a threshold with its unit: "70 %"."""
        return step_in_words(self.content, number(value), self.language)

    def asked(self, value: Decimal) -> str:
        """Return a threshold with its side: "at least 70 %"; what is signed is owed, of an award criterion too."""
        kind = Kind.CONTRACT_CLAUSE if self.signed else self.content.kind
        direction = self.content.measure.direction if self.content.measure else None
        return with_side(kind, direction, self.threshold(value))


def as_signed(plan: Plan, signed: Sequence[SignedSteps]) -> Plan:
    """Return the plan with the days and steps of the contracts that were signed; as it is where none was."""
    period = longest_period(signed)
    if not signed or period is None:
        return plan
    return replace(plan, period=period, dated=in_common(signed), signed=signed)


def answer(plan: Plan, today: date) -> str:
    """Return what is asked today and what comes next, in one sentence or two."""
    now = next((step for step in plan.steps if step.first <= today <= step.last), None)
    coming = next((step for step in plan.steps if step.first > today), None)
    said = [_("Today it asks for %(asked)s.") % {"asked": plan.asked(now.threshold)}] if now else []
    if coming:
        day = date_format(coming.first, "DATE_FORMAT")
        words = {"number": coming.number, "asked": plan.asked(coming.threshold), "day": day}
        said.append(_("Step %(number)s, %(asked)s, takes effect on %(day)s.") % words)
    elif plan.steps and not now:
        said.append(_("The contract is over."))
    if plan.signed and not plan.steps:
        return _("There is no step that all of the signed contracts ask for.")
    return " ".join(said) or _("There are no steps yet.")


def saved_a_year(plan: Plan, saving: StepSaving | None) -> str:
    """Return what a step saves a year with its interval: "190 t (110–260)"; empty where nobody can tell."""
    if saving is None:
        return ""
    return _mass(saving.a_year, saving.a_year_low, saving.a_year_high, plan.language)


def saved_in_all(plan: Plan, saving: StepSaving | None) -> str:
    """Return what a step saves over all its days, with its interval."""
    return _mass(saving.in_all, saving.in_all_low, saving.in_all_high, plan.language) if saving else ""


def table_of(plan: Plan) -> dict[str, Any]:
    """Return the figures of the picture as components/table.html takes them."""
    titles = [_("Step"), _("Asked for"), _("From"), _("Until"), _("Saves a year"), _("Saves in all"), _("Market")]
    rows = []
    for step, market in zip(plan.steps, plan.markets, strict=True):
        saving = plan.savings.steps.get(step.number)
        within = _("from extension %(number)s") % {"number": step.option}
        only = f" ({within})" if step.option else ""
        rows.append(
            [
                _("Step %(number)s") % {"number": step.number} + only,
                plan.asked(step.threshold),
                date_format(step.first, "SHORT_DATE_FORMAT"),
                date_format(step.last, "SHORT_DATE_FORMAT"),
                saved_a_year(plan, saving),
                saved_in_all(plan, saving),
                _market(market),
            ]
        )
    unknown = {place for place in range(ALWAYS, len(titles)) if not any(row[place] for row in rows)}
    shown = [place for place in range(len(titles)) if place not in unknown]  # without a figure there is no column
    columns = [{"title": titles[place], "numeric": place > 0} for place in shown]
    return {"caption": _("The steps"), "columns": columns, "rows": [[row[place] for place in shown] for row in rows]}


def neighbours_table(plan: Plan) -> dict[str, Any] | None:
    """Return what neighbours ask on the same subject; nothing where none of them shows it."""
    rows = [
        [each.organisation.name, shown_in_words(plan, each), date_format(each.last_day, "SHORT_DATE_FORMAT")]
        for each in plan.neighbours
    ]
    columns = [{"title": title} for title in (_("Neighbour"), _("Steps and the day they take effect"), _("Ends"))]
    return {"caption": _("Neighbours' steps"), "columns": columns, "rows": rows} if rows else None


def signed_sentence(plan: Plan) -> str:
    """Return whose steps these are; nothing while they are planned."""
    if not plan.signed:
        return ""
    if do_differ(plan.signed):
        return _("The signed contracts ask for different steps. Shown is what all of them ask for.")
    titles = ", ".join(dict.fromkeys(f"“{each.contract.title}”" for each in plan.signed))
    return _("These are the steps and days of what was signed: %(titles)s.") % {"titles": titles}


def contracts_table(plan: Plan) -> dict[str, Any] | None:
    """Return what each signed contract asks for; nothing where all ask for the same."""
    if not do_differ(plan.signed):
        return None
    rows = [
        [
            each.obligation.party.name if each.obligation.party else who_delivers(each.contract),
            _in_a_row(plan, each.steps),
            date_format(each.contract.last_day, "SHORT_DATE_FORMAT") if each.contract.last_day else "",
        ]
        for each in plan.signed
    ]
    columns = [{"title": title} for title in (_("Supplier"), _("Steps and the day they take effect"), _("Ends"))]
    return {"caption": _("The contracts' steps"), "columns": columns, "rows": rows}


def assumptions_table(plan: Plan) -> dict[str, Any]:
    """Return the four assumptions behind the saving; missing ones are shown as missing."""
    names = (_("Emissions a year"), _("Share the requirement is about"), _("Share that keeps it today"), _("Lower by"))
    rows = []
    for name, title in zip(QUANTITIES, names, strict=True):
        kept: Assumption | None = getattr(plan.basis, name)
        worded = (
            [_quantity(name, each, plan.language) for each in (kept.value, kept.low, kept.high)] if kept else [""] * 3
        )
        rows.append([title, *worded, kept.source if kept else ""])
    titles = (_("Assumption"), _("Value"), _("Low"), _("High"), _("Source"))
    columns = [{"title": title, "numeric": 0 < place < len(titles) - 1} for place, title in enumerate(titles)]
    return {"caption": _("What the saving rests on"), "columns": columns, "rows": rows}


def _market(market: StepMarket | None) -> str:
    if market is None:
        return ""
    return ", ".join(part for part in (market_in_short(market), price_effect_in_words(market.price)) if part)


def _in_a_row(plan: Plan, steps: Sequence[StepInForce]) -> str:
    said = [f"{plan.threshold(step.threshold)} ({date_format(step.first, 'SHORT_DATE_FORMAT')})" for step in steps]
    return ", ".join(said)


def shown_in_words(plan: Plan, shown: ShownStaircase) -> str:
    """Return a neighbour's steps; where its contracts differ, that these are what all of them ask for."""
    said = _in_a_row(plan, held_steps(shown))
    return _("%(steps)s; in all of its contracts, which differ") % {"steps": said} if shown.differs else said


def _quantity(name: str, value: Decimal, language: str) -> str:
    return figures.mass(value * KG, language) if name == "emissions" else figures.percent(value, language)


def _mass(value: Decimal, low: Decimal, high: Decimal, language: str) -> str:
    return figures.mass_with_interval(value * KG, low * KG, high * KG, language)
