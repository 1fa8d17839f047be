"""What a supplier does with a report by its link: save what is typed so far, and send it in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from follow_up.calculations.reported_values import CheckedReport, Told, checked_report
from follow_up.models import ReportedValue, ReportLine, ReportState, SupplierReport
from follow_up.queries.supplier_reports import asked_of, lines_of, told_before, told_in
from follow_up.reports.report_words import line_name, sentence_of, told_words
from follow_up.services.refusals import FollowUpNotPossibleError, record
from follow_up.services.report_letters import send_receipt, spoken
from foundation.errors import ConflictError
from foundation.typed_reasons import reason_of
from foundation.written_names import tidy_name

FOUR_PLACES = Decimal("0.0001")
MOST_AN_HOUR = 10


@dataclass(frozen=True, slots=True)
class LineTold:
    """What was told on a line: the value in its unit, a note, and whether a question about it was answered."""

    value: Decimal
    unit: str = ""
    note: str = ""
    is_confirmed: bool = False


class ReportRefusedError(FollowUpNotPossibleError):
    """Nothing was sent: `wrong` is to be mended and `questions` to be answered, each a sentence by the line's uuid."""

    def __init__(self, wrong: Mapping[str, str], questions: Mapping[str, str]) -> None:
        super().__init__(_("Look at these figures again.") if wrong else _("Confirm these figures, or correct them."))
        self.wrong, self.questions = wrong, questions


@transaction.atomic
def save_draft(report: SupplierReport, draft: Mapping[str, Any], *, revision: int) -> SupplierReport:
    """Keep what is typed so far, as it is typed, and return the report.

    Raises ConflictError if a colleague saved it meanwhile, FollowUpNotPossibleError once it is accepted or ended.
    """
    current = locked_report(report, revision=revision)
    check_is_open(current)
    current.draft = dict(draft)
    current.revision += 1
    current.save(update_fields=["draft", "revision", "updated_at"])
    return current


@transaction.atomic
def submit_report(
    report: SupplierReport, told: Mapping[str, LineTold], *, name: str, comment: str = "", revision: int
) -> SupplierReport:
    """Return the report as it came in; what was sent before stays as an earlier version. A receipt goes out by mail.

    `told` is by uuid of the line. Raises ReportRefusedError with what is wrong on each line, ConflictError if a
    colleague sent it meanwhile, FollowUpNotPossibleError without a name, once it is accepted or ended, and where it
    is sent more often in an hour than anybody types it: each time a receipt goes out.
    """
    current = locked_report(report, revision=revision)
    check_is_open(current)
    _not_too_often(current)
    if not tidy_name(name):
        raise FollowUpNotPossibleError(_("Write who reports."), field="name")
    lines, checked = _checked(current, told)
    amounts = {line: checked.amounts[str(line.uuid)] for line in lines if str(line.uuid) in checked.amounts}
    keep_version(current, amounts, told, told_by=tidy_name(name)[:200])
    current.state, current.submitted_at = ReportState.RECEIVED, timezone.now()
    current.submitted_by, current.comment = tidy_name(name)[:200], reason_of(comment)[:2000]
    current.draft, current.returned_because = {}, ""
    current.revision += 1
    current.save()
    request = current.request
    record("supplier_report", "received", current.uuid, request.contract, title=request.title)
    with spoken(request.language):
        said = "\n".join(f"{line_name(line)}: {told_words(line, amount)}" for line, amount in amounts.items())
    send_receipt(current, receiver=request.email, said=said or "–", today=timezone.localdate())
    return current


def locked_report(report: SupplierReport, *, revision: int | None = None) -> SupplierReport:
    """Return the report as it is now with what is asked, held until the transaction ends.

    Raises ConflictError if it was saved after `revision`, where given.
    """
    held = SupplierReport.objects.select_for_update(of=("self",))
    current = held.select_related("request__contract__organisation", "request__party").get(pk=report.pk)
    if revision not in (None, current.revision):
        raise ConflictError(
            _("Somebody else saved this report in the meantime. What you typed is still here: compare, and save again.")
        )
    return current


def check_is_open(report: SupplierReport) -> None:
    """Raise FollowUpNotPossibleError where the supplier can no longer change the report."""
    if report.state == ReportState.ACCEPTED:
        raise FollowUpNotPossibleError(_("The report is accepted. Ask the buyer if a figure is to be corrected."))
    if report.request.ended_at:
        raise FollowUpNotPossibleError(_("These reports are no longer asked for."))


def keep_version(
    report: SupplierReport,
    amounts: Mapping[ReportLine, Decimal],
    told: Mapping[str, LineTold],
    *,
    told_by: str,
    because: str = "",
) -> None:
    """Keep the next version of the values; the report itself is saved by the caller."""
    report.version += 1
    ReportedValue.objects.bulk_create(
        ReportedValue(
            organisation_id=report.organisation_id,
            report=report,
            line=line,
            version=report.version,
            value=told[str(line.uuid)].value,
            unit=told[str(line.uuid)].unit or line.unit,
            amount=amount,
            note=told[str(line.uuid)].note.strip()[:500],
            is_confirmed=told[str(line.uuid)].is_confirmed,
            because=because[:500],
            told_by=told_by,
        )
        for line, amount in amounts.items()
    )


def check_values(report: SupplierReport, told: Mapping[str, LineTold]) -> CheckedReport:
    """Return what is told in the units of the lines, with what is wrong and what is to be confirmed."""
    lines, before = lines_of(report), told_before(report)
    said = {key: Told(each.value, each.unit or _unit(lines, key)) for key, each in told.items()}
    found = checked_report(asked_of(lines, before), said)
    amounts = {key: amount.quantize(FOUR_PLACES) for key, amount in found.amounts.items()}
    return CheckedReport(amounts, found.problems, found.questions)


def _checked(report: SupplierReport, told: Mapping[str, LineTold]) -> tuple[list[ReportLine], CheckedReport]:
    checked, there = check_values(report, told), told_in(report)
    lines = lines_of(report)
    problems = {key: sentence_of(problem) for key, problem in checked.problems.items()}
    same = {str(line.uuid): there[line.pk] for line in lines if line.pk in there}
    open_questions = {
        key: sentence_of(question)
        for key, question in checked.questions.items()
        if not told[key].is_confirmed
        and not (key in same and same[key].is_confirmed and same[key].amount == checked.amounts[key])
    }
    if problems or open_questions:
        raise ReportRefusedError(problems, open_questions)
    return lines, checked


def _not_too_often(report: SupplierReport) -> None:
    since = timezone.now() - timedelta(hours=1)
    sent = ReportedValue.objects.filter(report=report, told_at__gte=since).values("version").distinct()
    if sent.count() >= MOST_AN_HOUR:
        raise FollowUpNotPossibleError(_("That was sent many times in a short while. Wait an hour and go on."))


def _unit(lines: list[ReportLine], key: str) -> str:
    return next((line.unit for line in lines if str(line.uuid) == key), "")
