"""Addresses of follow-up below /api/v1/."""

from django.urls import path

from follow_up.api import controls, evidence

OWNER = "organisations/<slug:organisation>"
CONTROL = f"{OWNER}/controls/<uuid:control>"
EVIDENCE = f"{OWNER}/evidence/<uuid:evidence>"

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
urlpatterns = [*looked, *shown]
