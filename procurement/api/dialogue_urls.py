"""The addresses of the API that belong to market dialogues."""

from django.urls import path

from procurement.api import dialogues

DIALOGUE = "organisations/<slug:organisation>/procurements/<uuid:procurement>/dialogue"

urlpatterns = [
    path(f"{DIALOGUE}/", dialogues.DialogueView.as_view()),
    path(f"{DIALOGUE}/talks/", dialogues.TalksView.as_view()),
]
