"""What the buyer does with a report: send it back, accept it, correct it later, and note what it shows is not kept."""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from follow_up.models import CheckResult, Deviation, DeviationState, ReportState, ResultSource, SupplierReport
from follow_up.queries.step_in_force import step_in_force
from follow_up.queries.supplier_reports import in_obligation_unit, lines_of, told_in
from follow_up.reports.report_words import sentence_of
from follow_up.services.fill_in_report import LineTold, ReportRefusedError, check_values, keep_version, locked_report
from follow_up.services.note_deviation import Found, note_deviation
from follow_up.services.note_result import void_results
from follow_up.services.refusals import FollowUpNotPossibleError, record
from follow_up.services.report_figures import correct_figures, give_figures, measure
from follow_up.services.report_letters import BACK, send_letter
from foundation.changes.record import current_actor
from foundation.typed_reasons import reason_of


@transaction.atomic
def return_report(report: SupplierReport, *, because: str, revision: int) -> SupplierReport:
    """Return the report, sent back to the supplier with the reason and a new link.

    Raises FollowUpNotPossibleError without a reason, and for one that has not come in or is accepted.
    """
    if not reason_of(because):
        raise FollowUpNotPossibleError(_("Say what the supplier is to look at."), field="because")
    current = _received(report, revision)
    current.state, current.returned_because = ReportState.RETURNED, reason_of(because)
    current.revision += 1
    current.save()
    send_letter(current, BACK, today=timezone.localdate())
    request = current.request
    record("supplier_report", "returned", current.uuid, request.contract, title=request.title)
    return current


@transaction.atomic
def accept_report(report: SupplierReport, *, revision: int) -> SupplierReport:
    """Return the accepted report: its figures are measurements of obligations and stand in activity series.

    Raises ConflictError if it changed meanwhile, FollowUpNotPossibleError for one that has not come in, and where a
    series has another figure there; nothing is half-accepted.
    """
    current = _received(report, revision)
    current.state, current.accepted_at = ReportState.ACCEPTED, timezone.now()
    current.accepted_by = current_actor().name
    current.revision += 1
    current.save()
    lines, told = lines_of(current), told_in(current)
    amounts = {line: told[line.pk].amount for line in lines if line.pk in told}
    for line, amount in amounts.items():
        measure(current, line, amount)
    give_figures(current, amounts)
    request = current.request
    record("supplier_report", "accepted", current.uuid, request.contract, title=request.title)
    return current


@transaction.atomic
def correct_report(
    report: SupplierReport, values: Mapping[str, Decimal], *, because: str, revision: int
) -> SupplierReport:
    """Return the accepted report with other values, by uuid of the line; the earlier ones stay, and count no more.

    Raises FollowUpNotPossibleError without a reason or a change, ReportRefusedError for what cannot be right.
    """
    said = reason_of(because)
    if not said:
        raise FollowUpNotPossibleError(_("Say why the figures are corrected."), field="because")
    current = locked_report(report, revision=revision)
    if current.state != ReportState.ACCEPTED:
        raise FollowUpNotPossibleError(_("Only an accepted report is corrected. Send it back to the supplier instead."))
    values_there = told_in(current)
    told = {line: each for line in lines_of(current) if (each := values_there.get(line.pk))}
    newer = {str(line.uuid): values.get(str(line.uuid), each.amount) for line, each in told.items()}
    if all(newer[str(line.uuid)] == each.amount for line, each in told.items()):
        raise FollowUpNotPossibleError(_("These are the figures that stand there."), field="because")
    lines = {key: LineTold(value, is_confirmed=True) for key, value in newer.items()}
    checked = check_values(current, lines)
    if wrong := {key: sentence_of(each) for key, each in checked.problems.items() if key in newer}:
        raise ReportRefusedError(wrong, {})
    amounts = {line: checked.amounts[str(line.uuid)] for line in told}
    keep_version(current, amounts, lines, told_by=current_actor().name, because=said)
    current.revision += 1
    current.save()
    void_results(source=ResultSource.REPORT, source_id=current.uuid, because=said)
    for line, amount in amounts.items():
        measure(current, line, amount)
    correct_figures(current, {line: each for line, each in amounts.items() if each != told[line].amount}, because=said)
    request = current.request
    record("supplier_report", "corrected", current.uuid, request.contract, title=request.title, reason=said[:500])
    return current


@transaction.atomic
def note_what_is_not_kept(report: SupplierReport, line_uuid: UUID, *, title: str, facts: str) -> Deviation:
    """Return the deviation that a person notes from an accepted report; of one line there is one.

    Raises FollowUpNotPossibleError where the report is not accepted, or does not show that the line falls short.
    """
    current = locked_report(report)
    line = next((each for each in lines_of(current) if each.uuid == line_uuid), None)
    obligation = line.obligation if line else None
    told = told_in(current).get(line.pk) if line else None
    if current.state != ReportState.ACCEPTED or line is None or obligation is None or told is None:
        raise FollowUpNotPossibleError(_("Accept the report first, and choose a line with an obligation."))
    known = Deviation.objects.filter(report_id=current.uuid, obligation=obligation)
    if there := known.exclude(state=DeviationState.WITHDRAWN).first():
        return there
    shown = CheckResult.objects.filter(obligation=obligation, source=ResultSource.REPORT, source_id=current.uuid)
    if not shown.filter(void_because="", is_kept=False).exists():
        raise FollowUpNotPossibleError(_("The report does not show that this is not kept. Look at it again."))
    step = step_in_force(obligation, current.last_day)
    found = Found(
        title=title,
        facts=facts,
        found_on=timezone.localdate(),
        obligation=obligation,
        party=current.request.party,
        report_id=current.uuid,
        step=step.number if step else None,
        threshold=step.threshold if step else None,
        value=in_obligation_unit(line, told.amount),
        unit=obligation.unit,
    )
    return note_deviation(current.request.contract, found)


def _received(report: SupplierReport, revision: int) -> SupplierReport:
    current = locked_report(report, revision=revision)
    if current.state != ReportState.RECEIVED:
        raise FollowUpNotPossibleError(_("The report is not with you: the supplier has it, or it is accepted already."))
    return current
