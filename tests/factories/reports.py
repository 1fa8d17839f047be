"""Requests for reports and reports of suppliers; each function works within the open access."""

from datetime import date
from decimal import Decimal
from typing import Any

from emissions.models import ActivityDimension, ActivitySeries
from follow_up.models import ReportRequest, SupplierReport
from follow_up.services.due_reports import make_due_reports
from follow_up.services.fill_in_report import LineTold, submit_report
from follow_up.services.report_requests import LineSaid, RequestSaid, ask_for_reports
from organisations.models import Organisation
from procurement.models import Contract, ContractParty, Obligation
from tests.factories.follow_up import FIRST_DAY, make_followed, make_obligation

FIRST_QUARTER_ENDED = date(2026, 4, 2)
"""The first period is cut at the contract's first day, 1 March 2026."""


def make_series(organisation: Organisation, title: str = "Kilometres of deliveries") -> ActivityDimension:
    """The electric part of a series of quarters in kilometres; the second of a title is told apart by a number."""
    known = ActivitySeries.objects.filter(organisation=organisation, title__startswith=title).count()
    series = ActivitySeries.objects.create(
        organisation=organisation,
        title=f"{title} {known + 1}" if known else title,
        activity="Deliveries",
        unit="km",
        dimension_label="Fuel",
        period_kind="quarter",
        boundary="purchases",
    )
    return ActivityDimension.objects.create(organisation=organisation, series=series, name="Electric")


def said_of(contract: Contract, **said: Any) -> RequestSaid:
    """What is said of a request on a contract: each quarter, due after 30 days, in English."""
    party = ContractParty.objects.filter(contract=contract).first()
    usual: dict[str, Any] = {
        "party": party,
        "email": "report@nordbygg.example",
        "title": "Deliveries and kilometres",
        "first_day": FIRST_DAY,
        "language": "en",
        "clause": "Contract clause 7.3",
    }
    return RequestSaid(**{**usual, **said})


def make_request(organisation: Organisation, obligation: Obligation | None = None, **said: Any) -> ReportRequest:
    """A request for the share of an obligation, and for electric kilometres that go into a series."""
    share = obligation or make_obligation(make_followed(organisation))
    lines = [
        LineSaid("share", label="Emission-free deliveries", obligation=share),
        LineSaid("km", dimension="Electric", part=make_series(organisation), is_required=False),
    ]
    return ask_for_reports(share.contract, said_of(share.contract, **said), lines)


def make_report(organisation: Organisation, **said: Any) -> SupplierReport:
    """The report of March 2026, which waits for the supplier."""
    request = make_request(organisation, **said)
    make_due_reports(organisation.pk, FIRST_QUARTER_ENDED)
    return SupplierReport.objects.select_related("request").get(request=request)


def told(report: SupplierReport, *values: object, confirmed: bool = False) -> dict[str, LineTold]:
    """Values for the lines of a report, in their order; None is left out."""
    lines = report.request.lines.filter(is_asked=True)
    return {
        str(line.uuid): LineTold(Decimal(str(value)), is_confirmed=confirmed)
        for line, value in zip(lines, values, strict=False)
        if value is not None
    }


def make_received(organisation: Organisation, share: int = 64, km: int | None = 1200, **said: Any) -> SupplierReport:
    """The report of March 2026 as it came in."""
    report = make_report(organisation, **said)
    return submit_report(report, told(report, share, km), name="Kari", revision=report.revision)
