"""Addresses of follow-up below /api/v1/."""

from django.urls import path

from follow_up.api import obligations, planned_tasks

OWNER = "organisations/<slug:organisation>"
OBLIGATION = f"{OWNER}/obligations/<uuid:obligation>"

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
urlpatterns = [*register_routes, *task_routes]
