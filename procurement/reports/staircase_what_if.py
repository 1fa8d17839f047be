"""A plan and what would become of it: two pictures on the same axes, and what differs, in words."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation import figures
from procurement.calculations.staircase_what_if import (
    Change,
    StepDifference,
    differences,
    period_after,
    staircase_after,
    steps_after,
)
from procurement.reports.staircase_picture import picture_of, span_of
from procurement.reports.staircase_plan import KG, Plan, table_of

SHORT = (0, 1, 2, 5)
"""The columns that have room beside another table."""


def plan_after(plan: Plan, change: Change) -> Plan:
    """Return the plan with the change in it."""
    steps = steps_after(change, plan.staircase, plan.period)
    period = period_after(change, plan.period)
    return Plan(plan.content, staircase_after(change, plan.staircase), period, plan.basis, (), steps, plan.market)


def side_by_side(plan: Plan, other: Plan, today: date) -> list[dict[str, Any]]:
    """Return both as heading, picture and table, drawn on the same axes."""
    alone = Plan(plan.content, plan.staircase, plan.period, plan.basis, (), plan.steps, plan.market)
    spans = [span_of(each, today) for each in (alone, other)]
    span = (min(first for first, _last in spans), max(last for _first, last in spans))
    top = max((step.threshold for each in (alone, other) for step in each.steps), default=None)
    return [
        {
            "heading": heading,
            "drawing": picture_of(each, today, title=heading, span=span, top=top) if each.steps else None,
            "table": _short(table_of(each), heading),
        }
        for heading, each in ((_("As planned"), alone), (_("What if"), other))
    ]


def in_words(plan: Plan, other: Plan) -> list[str]:
    """Return what would be different, a sentence for each step and one for all tonnes together."""
    found = differences(plan.steps, other.steps, (dict(plan.savings.steps), dict(other.savings.steps)))
    moved = {each.days for each in found if each.days is not None}
    together = len(moved) == 1 and len(found) > 1 and moved != {0}
    sentences = [_every(moved.pop() or 0, plan)] if together else []
    sentences += [sentence for each in found for sentence in _of_step(each, plan, together=together)]
    total = _in_all(found, plan)
    return [*sentences, *([total] if total else [])] or [_("Nothing would be different.")]


def _short(table: dict[str, Any], caption: str) -> dict[str, Any]:
    """Return a table with what has room beside another one: step, what is asked, from when, and all it saves."""
    places = [place for place in SHORT if place < len(table["columns"])]
    rows = [[row[place] for place in places] for row in table["rows"]]
    return {"caption": caption, "columns": [table["columns"][place] for place in places], "rows": rows}


def _every(days: int, plan: Plan) -> str:
    later = ngettext("Every step comes %(days)s day later.", "Every step comes %(days)s days later.", days)
    sooner = ngettext("Every step comes %(days)s day sooner.", "Every step comes %(days)s days sooner.", -days)
    return (later if days > 0 else sooner) % {"days": figures.integer(abs(days), plan.language)}


def _of_step(each: StepDifference, plan: Plan, *, together: bool) -> list[str]:
    words = {"number": each.number}
    if each.changed is None:
        return [_("Step %(number)s would never take effect.") % words]
    if each.planned is None:
        return [_("Step %(number)s, which never takes effect as planned, would.") % words]
    said = []
    if (days := each.days or 0) and not together:
        later = ngettext(
            "Step %(number)s comes %(days)s day later.", "Step %(number)s comes %(days)s days later.", days
        )
        sooner = ngettext(
            "Step %(number)s comes %(days)s day sooner.", "Step %(number)s comes %(days)s days sooner.", -days
        )
        said.append((later if days > 0 else sooner) % {**words, "days": figures.integer(abs(days), plan.language)})
    if each.planned.threshold != each.changed.threshold:
        asked = {"asked": plan.threshold(each.changed.threshold), "planned": plan.threshold(each.planned.threshold)}
        said.append(_("Step %(number)s asks for %(asked)s instead of %(planned)s.") % {**words, **asked})
    return said


def _in_all(found: Sequence[StepDifference], plan: Plan) -> str:
    known = [each.tonnes for each in found if each.tonnes is not None]
    total = sum(known)
    if not known or not total:
        return ""
    tonnes = figures.mass(abs(total) * KG, plan.language)
    more = _("Over the whole contract it would save %(tonnes)s more.")
    fewer = _("Over the whole contract it would save %(tonnes)s less.")
    return (more if total > 0 else fewer) % {"tonnes": tonnes}
