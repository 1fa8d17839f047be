"""Examples for the addresses of suppliers' reports."""

from follow_up.models import SupplierReport
from follow_up.services.judge_report import accept_report
from tests.architecture.addresses import API_PLACE
from tests.architecture.examples import Arguments, example
from tests.factories.cast import Cast
from tests.factories.follow_up import make_followed
from tests.factories.reports import make_received, make_report


def accepted(cast: Cast) -> SupplierReport:
    report = make_received(cast.ekby, share=40)
    return accept_report(report, revision=report.revision)


@example(
    "supplier_report",
    "accept_supplier_report",
    "return_supplier_report",
    "send_report_link",
    f"{API_PLACE}supplier-reports/<uuid:report>/",
    f"{API_PLACE}supplier-reports/<uuid:report>/accept/",
)
def a_report(cast: Cast) -> Arguments:
    return {"report": make_received(cast.ekby).uuid}


@example("correct_supplier_report")
def an_accepted_report(cast: Cast) -> Arguments:
    return {"report": accepted(cast).uuid}


@example("note_from_report")
def a_line_below_its_step(cast: Cast) -> Arguments:
    report = accepted(cast)
    return {"report": report.uuid, "line": report.request.lines.get(kind="share").uuid}


@example("ask_for_reports")
def a_contract(cast: Cast) -> Arguments:
    return {"contract": make_followed(cast.ekby).uuid}


@example(
    "report_request",
    "change_report_request",
    "revoke_report_links",
    "end_report_request",
    f"{API_PLACE}report-requests/<uuid:report_request>/",
)
def a_request(cast: Cast) -> Arguments:
    return {"report_request": make_report(cast.ekby).request.uuid}
