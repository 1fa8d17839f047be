"""Reports of suppliers: what was asked, what was told, what was told the time before, what waits for whom."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from follow_up.calculations.measured_value import in_unit
from follow_up.calculations.report_periods import Season
from follow_up.calculations.reported_values import AskedLine
from follow_up.models import (
    WITH_SUPPLIER,
    LineKind,
    ReportedValue,
    ReportLine,
    ReportRequest,
    ReportState,
    SupplierReport,
)
from foundation.problems import Problem
from organisations.models import Organisation

GROUPS = ("late", "waiting", "to_look_at", "accepted")
"""What reports are parted into on the page; each is in one."""


def requests_of(organisation: Organisation) -> QuerySet[ReportRequest]:
    """Return what the organisation asks suppliers to report, with contract and supplier."""
    found = ReportRequest.objects.filter(organisation=organisation)
    return found.select_related("contract__organisation", "party", "obligation")


def request_called(organisation: Organisation, uuid: UUID) -> ReportRequest | None:
    """Return one of them, None where the organisation has none of that name."""
    return requests_of(organisation).filter(uuid=uuid).first()


def reports_of(organisation: Organisation) -> QuerySet[SupplierReport]:
    """Return the reports of an organisation, with what was asked."""
    found = SupplierReport.objects.filter(organisation=organisation)
    return found.select_related("request__contract__organisation", "request__party")


def report_called(organisation: Organisation, uuid: UUID) -> SupplierReport | None:
    """Return one of them, None where the organisation has none of that name."""
    return reports_of(organisation).filter(uuid=uuid).first()


def in_group(found: QuerySet[SupplierReport], group: str, today: date) -> QuerySet[SupplierReport]:
    """Return the reports of one group, the most urgent first; all where the group is not known."""
    if group not in GROUPS:
        return found.order_by("due_on", "pk")
    order = "-accepted_at" if group == "accepted" else "due_on"
    return found.filter(_conditions(today)[group]).order_by(order, "pk")


def counts_of(found: QuerySet[SupplierReport], today: date) -> dict[str, int]:
    """Return how many reports each group has."""
    return found.aggregate(**{name: Count("pk", filter=that) for name, that in _conditions(today).items()})


def _conditions(today: date) -> dict[str, Q]:
    with_supplier = Q(state__in=WITH_SUPPLIER)
    return {
        "late": with_supplier & Q(due_on__lt=today),
        "waiting": with_supplier & Q(due_on__gte=today),
        "to_look_at": Q(state=ReportState.RECEIVED),
        "accepted": Q(state=ReportState.ACCEPTED),
    }


def lines_of(report: SupplierReport) -> list[ReportLine]:
    """Return the lines that a report asks for, and those that were asked for when something was told on them."""
    lines = ReportLine.objects.filter(request=report.request_id).select_related("obligation", "series", "part")
    told = ReportedValue.objects.filter(report=report, version=report.version).values("line")
    is_settled = report.state == ReportState.ACCEPTED
    return list(lines.filter(Q(pk__in=told) if is_settled else Q(pk__in=told) | Q(is_asked=True)))


def told_in(report: SupplierReport) -> dict[int, ReportedValue]:
    """Return the values that hold in a report, by line; none before it was sent."""
    found = ReportedValue.objects.filter(report=report, version=report.version)
    return {each.line_id: each for each in found}


def told_before(report: SupplierReport) -> dict[int, ReportedValue]:
    """Return the values of the last period that was reported on before, by line."""
    earlier = SupplierReport.objects.filter(
        request=report.request_id,
        last_day__lt=report.first_day,
        state__in=[ReportState.RECEIVED, ReportState.ACCEPTED],
    )
    last = earlier.order_by("-last_day").first()
    return told_in(last) if last else {}


def asked_of(lines: Collection[ReportLine], before: Mapping[int, ReportedValue]) -> list[AskedLine]:
    """Return lines as the checks take them."""
    return [
        AskedLine(
            key=str(line.uuid),
            unit=line.unit,
            is_required=line.is_required,
            whole=line.whole if line.kind == LineKind.SHARE else "",
            before=before[line.pk].amount if line.pk in before else None,
            is_figure=line.kind != LineKind.YES_NO,
            further=tuple(each.unit for each in (line.obligation, line.series) if each),
        )
        for line in lines
    ]


def in_obligation_unit(line: ReportLine, amount: Decimal) -> Decimal | None:
    """Return an amount of a line in the unit of its obligation, None where it has none or cannot be brought there."""
    if line.obligation is None:
        return None
    found = in_unit(amount, line.unit, line.obligation.unit)
    return None if isinstance(found, Problem) else found


def season_of(request: ReportRequest) -> Season | None:
    """Return the season of a request, None where its periods are no seasons."""
    if not (request.season_begins and request.season_ends):
        return None
    begins, ends = (tuple(map(int, day.split("-"))) for day in (request.season_begins, request.season_ends))
    return Season(begins[0], begins[1], ends[0], ends[1])
