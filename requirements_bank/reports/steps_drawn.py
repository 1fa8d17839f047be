"""The staircase that a requirement suggests, drawn and as a table, with days counted from a contract's start."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation import charts
from foundation.charts import Drawing
from requirements_bank.calculations.dated import DatedStep, dated_steps
from requirements_bank.calculations.requirement import RequirementContent
from requirements_bank.calculations.requirement_reading import months_after
from requirements_bank.reports.content_words import step_in_words, unit_of

LAST_STEP_SHOWN = 12  # months


@dataclass(frozen=True, slots=True)
class DrawnSteps:
    """A staircase to look at and to read."""

    drawing: Drawing
    table: dict[str, Any]


def drawn_steps(content: RequirementContent, start: date, language: str) -> DrawnSteps | None:
    """Return the suggested steps of a requirement, from `start` on; nothing where it suggests none."""
    if not content.staircase:
        return None
    steps = dated_steps(content.staircase, start)
    rows = [
        [_("Step %(number)s") % {"number": step.number}, date_format(step.day, "DATE_FORMAT"), _after(step), threshold]
        for step in steps
        for threshold in [step_in_words(content, step.threshold, language)]
    ]
    heads = [_("Step"), _("From"), _("Into the contract"), _("Threshold")]
    columns = [{"title": head, "numeric": head == heads[-1]} for head in heads]
    drawing = charts.staircase(
        [charts.StepPoint(step.day, step.threshold, _("Step %(number)s") % {"number": step.number}) for step in steps],
        until=months_after(steps[-1].day, LAST_STEP_SHOWN),
        unit=unit_of(content, language),
        title=_("Suggested steps"),
        description="; ".join(f"{name}: {threshold}, {day}" for name, day, _months, threshold in rows),
        language=get_language() or "en",
    )
    return DrawnSteps(drawing, {"caption": _("Suggested steps"), "columns": columns, "rows": rows})


def _after(step: DatedStep) -> str:
    return _("%(months)s months") % {"months": step.month} if step.month else _("from the start")
