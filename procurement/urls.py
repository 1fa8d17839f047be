"""The addresses of procurements."""

from django.urls import path

from procurement.views import (
    edit_procurement,
    procurement,
    procurements,
    staircase,
    staircase_documents,
    staircase_what_if,
    staircases,
)

PROCUREMENTS = "o/<slug:organisation>/procurements/"
PROCUREMENT = f"{PROCUREMENTS}<uuid:procurement>/"
STAIRCASES = f"{PROCUREMENT}staircases/"
STAIRCASE = f"{STAIRCASES}<uuid:asked>/"

urlpatterns = [
    path(PROCUREMENTS, procurements.procurements, name="procurements"),
    path(f"{PROCUREMENTS}new/", edit_procurement.new, name="new_procurement"),
    path(PROCUREMENT, procurement.procurement, name="procurement"),
    path(f"{PROCUREMENT}edit/", edit_procurement.edit, name="edit_procurement"),
    path(f"{PROCUREMENT}stage/", procurement.stage, name="move_procurement"),
    path(STAIRCASES, staircases.staircases, name="staircases"),
    path(STAIRCASE, staircase.staircase, name="staircase"),
    path(f"{STAIRCASE}take-out/", staircase.take_out, name="take_out_staircase"),
    path(f"{STAIRCASE}what-if/", staircase_what_if.what_if, name="staircase_what_if"),
    path(f"{STAIRCASE}document.<str:kind>", staircase_documents.document, name="staircase_document"),
]
