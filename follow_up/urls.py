"""The addresses of follow-up."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from follow_up.views import (
    edit_register,
    obligation,
    own_wordings,
    register,
    report_by_link,
    report_requests,
    supplier_reports,
)


class RegisterFile(StringConverter):
    """The kinds of files that the register is given out as."""

    regex = "csv|xlsx"


register_converter(RegisterFile, "register_file")

FOLLOW_UP = "o/<slug:organisation>/follow-up/"
REGISTER = f"{FOLLOW_UP}register/"

in_register = [
    path(REGISTER, register.register, name="register"),
    path(f"{FOLLOW_UP}register.<register_file:kind>", register.export, name="register_export"),
    path(f"{REGISTER}edit/", edit_register.edit, name="edit_register"),
    path(f"{REGISTER}views/", edit_register.keep_view, name="keep_register_view"),
    path(f"{REGISTER}views/<uuid:view>/remove/", edit_register.take_view, name="take_register_view"),
    path(f"{REGISTER}own-wordings/", own_wordings.own_wordings_page, name="own_wordings"),
    path(f"{REGISTER}own-wordings/<uuid:obligation>/", own_wordings.match, name="match_own_wording"),
    path(f"{FOLLOW_UP}obligations/<uuid:obligation>/", obligation.followed_obligation_page, name="followed_obligation"),
]
REPORTS = f"{FOLLOW_UP}reports/"
REPORT = f"{REPORTS}<uuid:report>/"
REQUESTS = f"{FOLLOW_UP}report-requests/"
REQUEST = f"{REQUESTS}<uuid:report_request>/"
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
REPORT_LINK = "report/<str:secret>/"

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
urlpatterns = [*in_register, *in_reports, *by_report_link]
