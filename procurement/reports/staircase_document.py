"""What a document says of a staircase: the picture, the steps with all that comes with them, rules and assumptions."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.charts import Drawing
from procurement.models import Procurement, Staircase, StaircaseStep
from procurement.reports.staircase_picture import picture_of
from procurement.reports.staircase_plan import Plan, assumptions_table, table_of
from procurement.reports.staircase_words import price_in_words, rules_in_words
from requirements_bank.calculations.texts import text_in
from requirements_bank.reports.code_words import PERIODS


@dataclass(frozen=True, slots=True)
class StaircaseDocument:
    """Everything in words and figures, ready to be laid out."""

    title: str
    procurement: str
    measured: str
    contract: str
    drawing: Drawing | None
    table: dict[str, Any]
    with_steps: dict[str, Any]
    rules: list[str]
    gaps: str
    assumptions: dict[str, Any] | None
    made_on: str


def document_of(
    plan: Plan, stairs: Staircase, procurement: Procurement, *, title: str, today: date
) -> StaircaseDocument:
    """Return what a document says of a staircase that is saved."""
    return StaircaseDocument(
        title=title,
        procurement=procurement.title,
        measured=_measured(plan),
        contract=_contract(plan),
        drawing=picture_of(plan, today, title=_("The steps of %(title)s") % {"title": title}) if plan.steps else None,
        table=table_of(plan),
        with_steps=with_steps(list(stairs.steps.all()), procurement.currency),
        rules=rules_in_words(stairs),
        gaps=plan.gaps,
        assumptions=None if plan.gaps else assumptions_table(plan),
        made_on=date_format(today, "DATE_FORMAT"),
    )


def with_steps(steps: list[StaircaseStep], currency: str) -> dict[str, Any]:
    """Return what comes with each step, from notice to goal; columns where nothing stands are left out.

    The note on the market is for colleagues: a file goes further than its reader, so it stands in none.
    """
    titles = (_("Notice"), _("Proof"), _("Bonus"), _("Penalty"), _("Goal"))
    cells = [
        [
            _notice(step.notice_months),
            step.proof,
            price_in_words(step.bonus, step.bonus_amount, currency),
            price_in_words(step.penalty, step.penalty_amount, currency),
            step.goal,
        ]
        for step in steps
    ]
    used = [place for place in range(len(titles)) if any(row[place] for row in cells)]
    rows = [
        [_("Step %(number)s") % {"number": step.position}, *(row[place] for place in used)]
        for step, row in zip(steps, cells, strict=True)
    ]
    columns = [{"title": title} for title in (_("Step"), *(titles[place] for place in used))]
    return {"caption": _("What comes with the steps"), "columns": columns, "rows": rows if used else []}


def _measured(plan: Plan) -> str:
    measure = plan.content.measure
    if measure is None:
        return ""
    words = {"what": text_in(measure.what, plan.language), "period": PERIODS[measure.period]}
    return _("Measured %(period)s: %(what)s") % words


def _contract(plan: Plan) -> str:
    words = {
        "first": date_format(plan.period.first, "DATE_FORMAT"),
        "last": date_format(plan.period.last, "DATE_FORMAT"),
        "possible": date_format(plan.period.last_possible, "DATE_FORMAT"),
    }
    if plan.period.options:
        return _("The contract runs from %(first)s to %(last)s, with all extensions to %(possible)s.") % words
    return _("The contract runs from %(first)s to %(last)s.") % words


def _notice(months: int) -> str:
    return ngettext("%(months)s month", "%(months)s months", months) % {"months": months} if months else ""
