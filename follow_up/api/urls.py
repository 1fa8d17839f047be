"""Addresses of follow-up below /api/v1/."""

from django.urls import path

from follow_up.api import obligations, reports

OWNER = "organisations/<slug:organisation>"
OBLIGATION = f"{OWNER}/obligations/<uuid:obligation>"

register_routes = [
    path(f"{OWNER}/obligations/", obligations.ObligationsView.as_view()),
    path(f"{OBLIGATION}/", obligations.ObligationView.as_view()),
    path(f"{OBLIGATION}/results/", obligations.ObligationResultsView.as_view()),
]
report_routes = [
    path(f"{OWNER}/supplier-reports/", reports.SupplierReportsView.as_view()),
    path(f"{OWNER}/supplier-reports/<uuid:report>/", reports.SupplierReportView.as_view()),
    path(f"{OWNER}/supplier-reports/<uuid:report>/accept/", reports.AcceptSupplierReportView.as_view()),
    path(f"{OWNER}/report-requests/", reports.ReportRequestsView.as_view()),
    path(f"{OWNER}/report-requests/<uuid:report_request>/", reports.ReportRequestView.as_view()),
]
urlpatterns = [*register_routes, *report_routes]
