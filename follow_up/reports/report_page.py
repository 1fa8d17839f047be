"""One report as the buyer reads it: each figure beside last time and the step that was asked, and earlier versions."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from follow_up.calculations.measured_value import jump
from follow_up.calculations.obligation_state import meets
from follow_up.models import Deviation, DeviationState, LineKind, ReportedValue, ReportLine, SupplierReport
from follow_up.queries.step_in_force import step_in_force
from follow_up.queries.supplier_reports import in_obligation_unit, lines_of, told_before, told_in
from follow_up.reports.report_words import line_name, sentence_of, told_words
from procurement.reports.contract_words import threshold_in_words
from requirements_bank.calculations.requirement import Direction


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line with its figure; `is_kept` is None where nothing is asked of it. `remark` tells of a jump."""

    line: ReportLine
    name: str
    told: str | None
    before: str | None
    asked: str
    is_kept: bool | None
    value: ReportedValue | None
    remark: str = ""
    deviation: Deviation | None = None

    @property
    def proposed_title(self) -> str:
        """What a deviation of it would be called."""
        words = {"name": self.name, "told": self.told, "asked": self.asked}
        return (_("%(name)s: %(told)s, asked %(asked)s") % words if self.asked else self.name)[:200]


def shown_lines(report: SupplierReport) -> list[ShownLine]:
    """Return the lines of a report in their order."""
    told, before = told_in(report), told_before(report)
    noted = {
        each.obligation_id: each
        for each in Deviation.objects.filter(report_id=report.uuid).exclude(state=DeviationState.WITHDRAWN)
    }
    return [_shown(report, line, told.get(line.pk), before.get(line.pk), noted) for line in lines_of(report)]


def versions_of(report: SupplierReport) -> list[tuple[ReportedValue, list[tuple[str, str | None]]]]:
    """Return every version, the newest first: one value that tells who sent it and when, and all of them in words."""
    found: dict[int, list[ReportedValue]] = defaultdict(list)
    for each in ReportedValue.objects.filter(report=report).select_related("line"):
        found[each.version].append(each)
    return [
        (values[0], [(line_name(each.line), told_words(each.line, each.amount)) for each in values])
        for _version, values in sorted(found.items(), reverse=True)
    ]


def _shown(
    report: SupplierReport,
    line: ReportLine,
    told: ReportedValue | None,
    before: ReportedValue | None,
    noted: dict[int | None, Deviation],
) -> ShownLine:
    asked, kept = _held_against(report, line, told.amount if told else None)
    far = jump(before.amount, told.amount) if told and before and line.kind != LineKind.YES_NO else None
    return ShownLine(
        line=line,
        name=line_name(line),
        told=told_words(line, told.amount) if told else None,
        before=told_words(line, before.amount) if before else None,
        asked=asked,
        is_kept=kept,
        value=told,
        remark=sentence_of(far) if far else "",
        deviation=noted.get(line.obligation_id) if line.obligation_id else None,
    )


def _held_against(report: SupplierReport, line: ReportLine, amount: Decimal | None) -> tuple[str, bool | None]:
    """Return what was asked in words, and whether the figure keeps it."""
    obligation = line.obligation
    if obligation is None:
        return "", None
    if line.kind == LineKind.YES_NO:
        return "", None if amount is None else bool(amount)
    step = step_in_force(obligation, report.last_day)
    if step is None or not obligation.direction:
        return "", None
    words = threshold_in_words(obligation.direction, obligation.unit, step.threshold)
    value = in_obligation_unit(line, amount) if amount is not None else None
    return words, None if value is None else meets(Direction(obligation.direction), step.threshold, value)
