"""Addresses of follow-up below /api/v1/."""

from django.urls import path

from follow_up.api import (
    controls,
    deviation_moves,
    deviations,
    evidence,
    obligations,
    planned_tasks,
    priority_list,
    refusals,
    reports,
)

__all__ = ["refusals", "urlpatterns"]  # refusals are worded because they are imported

OWNER = "organisations/<slug:organisation>"
OBLIGATION = f"{OWNER}/obligations/<uuid:obligation>"
DEVIATION = f"{OWNER}/deviations/<uuid:deviation>"
CONTROL = f"{OWNER}/controls/<uuid:control>"
EVIDENCE = f"{OWNER}/evidence/<uuid:evidence>"

of_deviations = [
    path(f"{OWNER}/deviations/", deviations.DeviationsView.as_view()),
    path(f"{DEVIATION}/", deviations.DeviationView.as_view()),
    path(f"{DEVIATION}/tell/", deviation_moves.TellView.as_view()),
    path(f"{DEVIATION}/remind/", deviation_moves.RemindView.as_view()),
    path(f"{DEVIATION}/revoke-link/", deviation_moves.RevokeLinkView.as_view()),
    path(f"{DEVIATION}/plan-action/", deviation_moves.PlanActionView.as_view()),
    path(f"{DEVIATION}/say-mended/", deviation_moves.SayMendedView.as_view()),
    path(f"{DEVIATION}/close/", deviation_moves.CloseView.as_view()),
    path(f"{DEVIATION}/send-back/", deviation_moves.SendBackView.as_view()),
    path(f"{DEVIATION}/reopen/", deviation_moves.ReopenView.as_view()),
    path(f"{DEVIATION}/escalate/", deviation_moves.EscalateView.as_view()),
    path(f"{DEVIATION}/withdraw/", deviation_moves.WithdrawView.as_view()),
    path(f"{OWNER}/price-claims/", deviations.PriceClaimsView.as_view()),
]
register_routes = [
    path(f"{OWNER}/obligations/", obligations.ObligationsView.as_view()),
    path(f"{OBLIGATION}/", obligations.ObligationView.as_view()),
    path(f"{OBLIGATION}/results/", obligations.ObligationResultsView.as_view()),
]
task_routes = [
    path(f"{OWNER}/planned-tasks/", planned_tasks.PlannedTasksView.as_view()),
    path(f"{OWNER}/planned-tasks/<uuid:task>/", planned_tasks.PlannedTaskView.as_view()),
    path(f"{OWNER}/planned-tasks/<uuid:task>/done/", planned_tasks.TaskDoneView.as_view()),
]
looked = [
    path(f"{OWNER}/controls/", controls.ControlsView.as_view()),
    path(f"{CONTROL}/", controls.ControlView.as_view()),
    path(f"{CONTROL}/answers/", controls.ControlAnswersView.as_view()),
]
shown = [
    path(f"{OWNER}/evidence/", evidence.EvidenceListView.as_view()),
    path(f"{EVIDENCE}/", evidence.EvidenceView.as_view()),
    path(f"{EVIDENCE}/decision/", evidence.EvidenceDecisionView.as_view()),
]
first = [
    path(f"{OWNER}/priority-list/", priority_list.PriorityListView.as_view()),
    path(f"{OWNER}/control-hours/", priority_list.ControlHoursView.as_view()),
]
report_routes = [
    path(f"{OWNER}/supplier-reports/", reports.SupplierReportsView.as_view()),
    path(f"{OWNER}/supplier-reports/<uuid:report>/", reports.SupplierReportView.as_view()),
    path(f"{OWNER}/supplier-reports/<uuid:report>/accept/", reports.AcceptSupplierReportView.as_view()),
    path(f"{OWNER}/report-requests/", reports.ReportRequestsView.as_view()),
    path(f"{OWNER}/report-requests/<uuid:report_request>/", reports.ReportRequestView.as_view()),
]
urlpatterns = [*register_routes, *first, *task_routes, *of_deviations, *looked, *shown, *report_routes]
