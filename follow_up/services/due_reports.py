"""Make the reports of periods that have ended, send their links, and remind of those that have not come in."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from follow_up.calculations.reminder_days import BETWEEN_LETTERS
from follow_up.calculations.report_periods import PeriodKind, ReportPeriod, report_periods
from follow_up.models import (
    WITH_SUPPLIER,
    ReminderKind,
    ReportReminder,
    ReportRequest,
    SupplierReport,
)
from follow_up.queries.supplier_reports import season_of
from follow_up.services.refusals import FollowUpNotPossibleError, record
from follow_up.services.report_letters import ASK, LATE, REMIND, send_letter
from follow_up.services.report_links import close_links
from follow_up.services.report_requests import locked_request
from procurement.models import ContractState

BEFORE = timedelta(days=7)
AFTER = timedelta(days=7)
"""A reminder goes out so long before a report is due, on the day, and so long after."""
STOP = timedelta(days=60)
"""So long after its day nobody is reminded any more by itself."""
ASKED_LATE = timedelta(days=14)
SINCE_ASKED = timedelta(days=2)
"""Nobody is reminded of what was asked this recently; the reminder goes out a little later."""


def make_due_reports(organisation_id: int, today: date) -> int:
    """Make the report of each period that ended before `today`, and send its link; return how many are new.

    Run within an access that writes for the organisation. Running it again makes and sends nothing twice: of several
    periods at once one letter goes out: with the link to the newest, whose page leads to the others that it names.
    """
    running = ReportRequest.objects.filter(
        organisation=organisation_id,
        ended_at=None,
        contract__state=ContractState.SIGNED,
        first_day__lt=today,
    )
    return sum(_make(request, today) for request in running)


def remind_of_reports(organisation_id: int, today: date) -> int:
    """Remind of reports that are due soon, today or were a week ago; return how many letters went out.

    Run within an access that writes for the organisation. No reminder goes out twice.
    """
    waiting = SupplierReport.objects.filter(
        organisation=organisation_id,
        state__in=WITH_SUPPLIER,
        asked_at__isnull=False,
        due_on__lte=today + BEFORE,
        due_on__gte=today - STOP,
        request__ended_at=None,
        request__revoked_at=None,
        request__contract__state=ContractState.SIGNED,
    )
    those = waiting.select_related("request__contract__organisation", "request__party")
    return sum(_remind(report, today) for report in those)


@transaction.atomic
def send_link(report: SupplierReport, *, today: date | None = None) -> None:
    """Send the link of a report anew, by a person; links that were revoked stay revoked.

    Raises FollowUpNotPossibleError for a request that has ended, a report that is not with the supplier, and twice
    within a day.
    """
    now = today or timezone.localdate()
    request = locked_request(report.request)
    current = SupplierReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    current.request = request
    if request.ended_at:
        raise FollowUpNotPossibleError(_("These reports are no longer asked for."))
    if current.state not in WITH_SUPPLIER:
        raise FollowUpNotPossibleError(_("The supplier has reported. There is nothing to remind of."))
    was_revoked = bool(request.revoked_at)
    if current.asked_at and timezone.now() - current.asked_at < BETWEEN_LETTERS and not was_revoked:
        raise FollowUpNotPossibleError(_("The supplier was written to less than a day ago. Wait until tomorrow."))
    ReportRequest.objects.filter(pk=request.pk).update(revoked_at=None)
    send_letter(current, LATE if current.due_on < now else REMIND if current.asked_at else ASK, today=now)
    current.asked_at = timezone.now()
    current.save(update_fields=["asked_at", "updated_at"])
    record("supplier_report", "reminded", current.uuid, request.contract, title=request.title)


@transaction.atomic
def revoke_links(request: ReportRequest) -> None:
    """Let nobody in by the links that were sent; none is sent by itself until a person sends one."""
    current = locked_request(request)
    close_links(current)
    if current.revoked_at is None:
        ReportRequest.objects.filter(pk=current.pk).update(revoked_at=timezone.now())
        record("report_request", "revoked", current.uuid, current.contract, title=current.title)


@transaction.atomic
def _make(request: ReportRequest, today: date) -> int:
    current = locked_request(request)
    there = set(SupplierReport.objects.filter(request=current).values_list("first_day", flat=True))
    new = SupplierReport.objects.bulk_create(
        SupplierReport(
            organisation_id=current.organisation_id,
            request=current,
            first_day=period.first,
            last_day=period.last,
            due_on=_due_on(current, period, today),
        )
        for period in _ended(current, today)
        if period.first not in there
    )
    waiting = SupplierReport.objects.filter(request=current, asked_at=None, state__in=WITH_SUPPLIER)
    those = list(waiting.order_by("last_day"))
    if those and current.revoked_at is None:
        newest = those.pop()
        newest.request = current
        send_letter(newest, ASK, today=today, others=those)
        waiting.update(asked_at=timezone.now())
    return len(new)


def _due_on(request: ReportRequest, period: ReportPeriod, today: date) -> date:
    """Return when a report is due; what was due before anybody asked for it is due in two weeks at most."""
    due = period.due_on(request.days_until_due)
    return due if due >= today else today + min(timedelta(days=request.days_until_due), ASKED_LATE)


def _ended(request: ReportRequest, today: date) -> list[ReportPeriod]:
    """Return the periods of a request that have ended; they go on while the contract runs."""
    ends = [day for day in (request.last_day, request.contract.last_day) if day]
    last = min([*ends, date(today.year + 1, 12, 31)])
    kind = PeriodKind(request.period_kind)
    if kind is PeriodKind.CONTRACT and ends:
        last = min(ends)
    periods = report_periods(kind, request.first_day, last, season_of(request))
    return [period for period in periods if period.last < today]


@transaction.atomic
def _remind(report: SupplierReport, today: date) -> int:
    """Send the reminder of the day; those that were passed over meanwhile are not sent after it."""
    kind = (
        ReminderKind.LATE
        if today >= report.due_on + AFTER
        else ReminderKind.DUE
        if today >= report.due_on
        else ReminderKind.BEFORE
    )
    if report.asked_at and timezone.localdate(report.asked_at) > today - SINCE_ASKED:
        return 0
    _reminder, is_new = ReportReminder.objects.get_or_create(
        organisation_id=report.organisation_id, report=report, kind=kind
    )
    if not is_new:
        return 0
    send_letter(report, LATE if report.due_on < today else REMIND, today=today)
    return 1
