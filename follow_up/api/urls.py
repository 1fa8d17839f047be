"""Addresses of follow-up below /api/v1/."""

from django.urls import path

from follow_up.api import controls, evidence, obligations, planned_tasks

OWNER = "organisations/<slug:organisation>"
OBLIGATION = f"{OWNER}/obligations/<uuid:obligation>"
CONTROL = f"{OWNER}/controls/<uuid:control>"
EVIDENCE = f"{OWNER}/evidence/<uuid:evidence>"

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
urlpatterns = [*register_routes, *task_routes, *looked, *shown]
