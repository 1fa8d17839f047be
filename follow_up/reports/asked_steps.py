"""The steps that a report is held against, for the supplier: in words, and as a picture."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from follow_up.models import ReportLine
from follow_up.queries.step_in_force import steps_of
from foundation import charts
from foundation.charts import Drawing, StepPoint
from procurement.calculations.staircase import StepInForce, step_on
from procurement.reports.contract_words import threshold_in_words
from procurement.reports.staircase_words import number


@dataclass(frozen=True, slots=True)
class AskedSteps:
    """What a line is held against: now, next, and the whole staircase drawn where it rises."""

    now: str
    coming: str
    picture: Drawing | None


def asked_steps(line: ReportLine, day: date) -> AskedSteps | None:
    """Return the steps of a line's obligation as seen from the last day of a period; None where it has none."""
    obligation = line.obligation
    steps = steps_of(obligation) if obligation else []
    if obligation is None or not steps:
        return None
    now = step_on(day, steps)
    coming = next((step for step in steps if step.first > day), None)

    def words(step: StepInForce) -> str:
        return threshold_in_words(obligation.direction, obligation.unit, step.threshold)

    next_words = {"asked": words(coming), "day": date_format(coming.first)} if coming else {}
    return AskedSteps(
        now=words(now) if now else "",
        coming=_("%(asked)s from %(day)s") % next_words if coming else "",
        picture=_picture(line, steps) if len(steps) > 1 else None,
    )


def _picture(line: ReportLine, steps: list[StepInForce]) -> Drawing:
    obligation = line.obligation
    assert obligation is not None  # noqa: S101 - tells the type checker
    language = get_language() or "en"
    points = [StepPoint(step.first, step.threshold, f"{number(step.threshold)} {obligation.unit}") for step in steps]
    said = "; ".join(
        _("%(asked)s from %(day)s")
        % {
            "asked": threshold_in_words(obligation.direction, obligation.unit, step.threshold),
            "day": date_format(step.first),
        }
        for step in steps
    )
    title = obligation.title
    return charts.staircase(
        points, until=steps[-1].last, unit=obligation.unit, title=title, description=said, language=language
    )
