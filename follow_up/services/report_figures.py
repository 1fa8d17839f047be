"""What becomes of a report's figures: measurements of obligations, and figures of activity series."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from emissions.calculations.activity_periods import Period
from emissions.models import ActivitySeries, ActivityValue
from emissions.services.activity_values import ValueSaid, ValuesRefusedError, correct_value, enter_values
from follow_up.calculations.measured_value import figure_in, too_high
from follow_up.calculations.obligation_state import meets
from follow_up.models import LineKind, ReportLine, ResultSource, SupplierReport
from follow_up.queries.step_in_force import step_in_force
from follow_up.queries.supplier_reports import in_obligation_unit
from follow_up.reports.report_words import line_name, series_label
from follow_up.services.note_result import Finding, note_result
from follow_up.services.refusals import FollowUpNotPossibleError
from foundation.problems import Problem
from procurement.calculations.staircase import StepInForce
from procurement.models import Obligation
from requirements_bank.calculations.requirement import Direction

SOURCE_KIND = "report"
FOUR_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Measured:
    """What a figure shows: the value in the obligation's unit, the step that it was held against, the verdict."""

    value: Decimal | None
    step: StepInForce | None
    is_kept: bool


def measure(report: SupplierReport, line: ReportLine, amount: Decimal) -> None:
    """Note what a figure says of the line's obligation; nothing where it has none, or no step was in force.

    Raises FollowUpNotPossibleError for a figure that is too large in the unit of the obligation.
    """
    obligation = line.obligation
    if obligation is None:
        return
    if line.kind == LineKind.YES_NO:
        _note(report, obligation, Measured(None, None, is_kept=bool(amount)))
        return
    step, value = step_in_force(obligation, report.last_day), in_obligation_unit(line, amount)
    if step is None or value is None or not obligation.direction:
        return
    if too_high(value):
        raise _cannot_be_brought(line, obligation.unit)
    kept = meets(Direction(obligation.direction), step.threshold, value)
    _note(report, obligation, Measured(value, step, is_kept=kept))


def give_figures(report: SupplierReport, amounts: Mapping[ReportLine, Decimal]) -> None:
    """Enter figures into the activity series of their lines.

    Raises FollowUpNotPossibleError where a series has another figure there, or periods that cut this one.
    """
    by_series: dict[ActivitySeries, list[ValueSaid]] = defaultdict(list)
    for place, (line, amount) in enumerate(amounts.items(), start=1):
        if line.series and line.part:
            value = ValueSaid(_period(report), line.part.name, _in_series(line, amount), place)
            by_series[line.series].append(value)
    for series, said in by_series.items():
        try:
            enter_values(series, said, source_kind=SOURCE_KIND, source_id=str(report.uuid))
        except ValuesRefusedError as refused:
            words = {"series": series.title, "why": " ".join(row.sentence for row in refused.rows)}
            sentence = _("“%(series)s” does not take these figures: %(why)s")
            raise FollowUpNotPossibleError(sentence % words) from refused


def correct_figures(report: SupplierReport, amounts: Mapping[ReportLine, Decimal], *, because: str) -> None:
    """Correct the figures that stand in activity series; one that does not stand there is entered."""
    missing = {}
    for line, amount in amounts.items():
        if not (line.series and line.part):
            continue
        period = _period(report)
        there = ActivityValue.objects.filter(
            series=line.series, dimension=line.part, period__first_day=period.first_day, replaced_by=None
        ).first()
        if there is None:
            missing[line] = amount
        elif there.amount != (newer := _in_series(line, amount)):
            correct_value(there, amount=newer, reason=because)
    give_figures(report, missing)


def _note(report: SupplierReport, obligation: Obligation, measured: Measured) -> None:
    step = measured.step
    finding = Finding(
        on=report.last_day,
        period_from=report.first_day,
        is_kept=measured.is_kept,
        value=measured.value,
        unit=obligation.unit if measured.value is not None else "",
        step=step.number if step else None,
        threshold=step.threshold if step else None,
        source=ResultSource.REPORT,
        source_id=report.uuid,
    )
    note_result(obligation, finding)


def _period(report: SupplierReport) -> Period:
    return Period(report.first_day, report.last_day, series_label(report.request, report))


def _in_series(line: ReportLine, amount: Decimal) -> Decimal:
    wanted = line.series.unit if line.series else line.unit
    found = figure_in(amount, line.unit, wanted)
    if isinstance(found, Problem):
        raise _cannot_be_brought(line, wanted)
    return found.quantize(FOUR_PLACES)


def _cannot_be_brought(line: ReportLine, unit: str) -> FollowUpNotPossibleError:
    words = {"line": line_name(line), "unit": unit}
    return FollowUpNotPossibleError(_("“%(line)s” cannot be brought to %(unit)s.") % words)
