"""The addresses of what suppliers report."""

from django.urls import path

from follow_up.urls.places import FOLLOW_UP
from follow_up.views import report_by_link, report_requests, supplier_reports

REPORTS = f"{FOLLOW_UP}reports/"
REPORT = f"{REPORTS}<uuid:report>/"
REQUESTS = f"{FOLLOW_UP}report-requests/"
REQUEST = f"{REQUESTS}<uuid:report_request>/"
REPORT_LINK = "report/<str:secret>/"

in_reports = [
    path(REPORTS, supplier_reports.supplier_reports, name="supplier_reports"),
    path(REPORT, supplier_reports.supplier_report, name="supplier_report"),
    path(f"{REPORT}accept/", supplier_reports.accept, name="accept_supplier_report"),
    path(f"{REPORT}send-back/", supplier_reports.send_back, name="return_supplier_report"),
    path(f"{REPORT}correct/", supplier_reports.correct, name="correct_supplier_report"),
    path(f"{REPORT}lines/<uuid:line>/deviation/", supplier_reports.note, name="note_from_report"),
    path(f"{REPORT}send-link/", report_requests.send, name="send_report_link"),
    path(f"{REQUESTS}new/", report_requests.choose_contract, name="choose_report_contract"),
    path(f"{FOLLOW_UP}contracts/<uuid:contract>/ask-for-reports/", report_requests.ask, name="ask_for_reports"),
    path(REQUEST, report_requests.report_request_page, name="report_request"),
    path(f"{REQUEST}change/", report_requests.change, name="change_report_request"),
    path(f"{REQUEST}revoke/", report_requests.revoke, name="revoke_report_links"),
    path(f"{REQUEST}end/", report_requests.end, name="end_report_request"),
]
by_report_link = [
    path(REPORT_LINK, report_by_link.report_by_link, name="report_by_link"),
    path(f"{REPORT_LINK}<uuid:report>/", report_by_link.report_by_link, name="report_by_link_of"),
    path(
        f"{REPORT_LINK}<uuid:report>/template.xlsx",
        report_by_link.report_template_by_link,
        name="report_template_by_link",
    ),
    path(f"{REPORT_LINK}<uuid:report>/sheet/", report_by_link.report_sheet_by_link, name="report_sheet_by_link"),
]
urlpatterns = [*in_reports, *by_report_link]
