"""The addresses of the API that belong to the bank."""

from django.urls import path

from requirements_bank.api import find

OWNER = "organisations/<slug:organisation>"

urlpatterns = [
    path(f"{OWNER}/requirements/", find.RequirementsView.as_view()),
    path(f"{OWNER}/requirements/facets/", find.RequirementFacetsView.as_view()),
]
