"""The addresses of the API that belong to the supplier register."""

from django.urls import path

from suppliers.api import refusals, suppliers

__all__ = ["refusals", "urlpatterns"]  # refusals are worded because the wording is imported

SUPPLIERS = "organisations/<slug:organisation>/suppliers"

urlpatterns = [
    path(f"{SUPPLIERS}/", suppliers.SuppliersView.as_view()),
    path(f"{SUPPLIERS}/<uuid:supplier>/", suppliers.SupplierView.as_view()),
    path(f"{SUPPLIERS}/proposals/", suppliers.ProposalsView.as_view()),
    path(f"{SUPPLIERS}/merges/", suppliers.MergesView.as_view()),
    path(f"{SUPPLIERS}/merges/<uuid:merge>/undo/", suppliers.UndoMergeView.as_view()),
    path(f"{SUPPLIERS}/corrections/", suppliers.CorrectionsView.as_view()),
]
