"""What the pages of one staircase share: loading it, what it starts from, and what they show of it."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from organisations.pages import OrganisationRequest
from procurement.forms.figures import typed_figure
from procurement.forms.staircase import TypedStaircase
from procurement.forms.staircase_rules import typed_rules
from procurement.forms.staircase_step import typed_step
from procurement.models import ShownMarket, Staircase
from procurement.queries.market_answers import answers_to, neighbours_market
from procurement.queries.signed_steps import signed_steps
from procurement.queries.staircase_page import asked_called, staircase_of
from procurement.queries.staircases import (
    content_asked,
    neighbours_staircases,
    period_of,
    unit_of,
)
from procurement.reports.asked_threshold import criterion_sentence
from procurement.reports.market_words import market_sentence
from procurement.reports.neighbours_market import neighbours_market_table
from procurement.reports.rising import Rising
from procurement.reports.staircase_picture import picture_of
from procurement.reports.staircase_plan import (
    Plan,
    answer,
    assumptions_table,
    contracts_table,
    neighbours_table,
    signed_sentence,
    table_of,
)
from procurement.services.documents_bid_on import why_steps_stay
from procurement.views.procurement_seen import procurement_context, procurement_or_404
from requirements_bank.calculations.texts import text_in
from requirements_bank.calculations.variable_values import typed_values
from requirements_bank.reports.code_words import PERIODS

MOST_NEIGHBOURS = 20


@dataclass
class Seen(Rising):
    """A requirement that can rise, on its pages: with what the markets of the neighbours answered too."""

    neighbours_market: list[ShownMarket] = field(default_factory=list)

    @cached_property
    def stays_because(self) -> str:
        """Why the steps stay as they are; empty while they may change."""
        return why_steps_stay(self.procurement)


def seen_or_404(request: OrganisationRequest, procurement: UUID, asked: UUID) -> Seen:
    """Return a requirement of a procurement in sight on which a staircase can stand."""
    found = procurement_or_404(request, procurement)
    requirement = asked_called(found, asked)
    content = content_asked(requirement) if requirement else None
    if requirement is None or content is None or content.measure is None or content.measure.direction is None:
        raise Http404
    subject = {"topic": content.topic, "unit": unit_of(content.measure)}
    return Seen(
        found,
        requirement,
        content,
        staircase_of(requirement),
        period_of(found),
        signed_steps([requirement.pk], timezone.localdate()).get(requirement.pk, []),
        list(neighbours_staircases(found.organisation, **subject)[:MOST_NEIGHBOURS]),
        answers_to(requirement),
        list(neighbours_market(found.organisation, **subject)[:MOST_NEIGHBOURS]),
    )


def first_typed(seen: Seen) -> TypedStaircase:
    """Return what the fields hold at first: what is saved, else what the requirement suggests, else what it asks."""
    if seen.stored:
        return TypedStaircase(typed_rules(seen.stored), [typed_step(step) for step in seen.stored.steps.all()])
    return TypedStaircase(typed_rules(Staircase()), suggested_rows(seen) or [_as_asked(seen), {}])


def suggested_rows(seen: Seen) -> list[dict[str, str]]:
    """Return the steps that the requirement suggests, as they would be typed."""
    return [{"threshold": typed_figure(step.threshold), "months": str(step.month)} for step in seen.content.staircase]


def staircase_context(request: OrganisationRequest, seen: Seen, plan: Plan | None) -> dict[str, Any]:
    """Return what the head and the picture of a staircase show."""
    context = procurement_context(request, seen.procurement, "staircases", seen.title)
    measure = seen.content.measure
    stays_because = seen.stays_because if context["may_run"] else ""  # it tells that there are bids
    return {
        **context,
        "asked": seen.asked,
        "asked_title": seen.title,
        "stored": seen.stored,
        "is_frozen": bool(seen.stored and seen.stored.frozen_at) or bool(stays_because),
        "stays_because": stays_because,
        "bound_contracts": list(dict.fromkeys(each.contract for each in seen.signed)),
        "measured": PERIODS[measure.period] if measure else "",
        "what": text_in(measure.what, get_language() or "en") if measure else "",
        "neighbours_market": neighbours_market_table(seen.neighbours_market, seen.content),
        "unit": seen.unit,
        "criterion_said": criterion_sentence(seen.content.kind),
        **(picture_context(plan, seen.title) if plan else {}),
    }


def picture_context(plan: Plan, title: str, today: date | None = None) -> dict[str, Any]:
    """Return the picture with its sentence and its tables."""
    now = today or timezone.localdate()
    return {
        "plan": plan,
        "answer": answer(plan, now),
        "drawing": picture_of(plan, now, title=_("The steps of %(title)s") % {"title": title}) if plan.steps else None,
        "table": table_of(plan),
        "neighbours_table": neighbours_table(plan),
        "signed_said": signed_sentence(plan),
        "contracts_table": contracts_table(plan),
        "assumptions": assumptions_table(plan),
        "gaps": plan.gaps,
        "market_said": [
            (step.number, market_sentence(market, step.first))
            for step, market in zip(plan.steps, plan.markets, strict=True)
            if market
        ],
    }


def _as_asked(seen: Seen) -> dict[str, str]:
    """Return a row that asks from the first day what the requirement asks now."""
    threshold = seen.content.measure.threshold if seen.content.measure else None
    if isinstance(threshold, str):
        values = typed_values(seen.content.variables, seen.asked.values)
        chosen = values.get(threshold, seen.content.variables[threshold].default)
        threshold = chosen if isinstance(chosen, Decimal) else None
    return {"threshold": typed_figure(threshold), "months": "0"} if threshold is not None else {}
