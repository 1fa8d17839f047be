"""The addresses of procurements."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from procurement.views import board, calendar, documents, edit_procurement, people, plan, procurement, procurements


class ProcurementFile(StringConverter):
    """The kinds of files that the list is given out as."""

    regex = "csv|xlsx"


register_converter(ProcurementFile, "procurement_file")

PROCUREMENTS = "o/<slug:organisation>/procurements/"
PROCUREMENT = f"{PROCUREMENTS}<uuid:procurement>/"
DOCUMENT = f"{PROCUREMENT}documents/<uuid:document>/"

lists = [
    path(PROCUREMENTS, procurements.procurements, name="procurements"),
    path(f"{PROCUREMENTS}procurements.<procurement_file:kind>", procurements.export, name="procurements_export"),
    path(f"{PROCUREMENTS}new/", edit_procurement.new, name="new_procurement"),
    path(f"{PROCUREMENTS}board/", board.board, name="procurement_board"),
    path(f"{PROCUREMENTS}calendar/", calendar.calendar, name="procurement_calendar"),
    path(f"{PROCUREMENTS}plan/", plan.plan, name="procurement_plan"),
]
one = [
    path(PROCUREMENT, procurement.procurement, name="procurement"),
    path(f"{PROCUREMENT}edit/", edit_procurement.edit, name="edit_procurement"),
    path(f"{PROCUREMENT}stage/", procurement.stage, name="move_procurement"),
    path(f"{PROCUREMENT}move/", board.move, name="move_on_board"),
    path(f"{PROCUREMENT}next/", plan.plan_following, name="plan_next_procurement"),
    path(f"{PROCUREMENT}people/", people.people, name="procurement_people"),
    path(f"{PROCUREMENT}people/add/", people.add, name="add_participant"),
    path(f"{PROCUREMENT}people/<uuid:person>/", people.change, name="change_participant"),
    path(f"{PROCUREMENT}buyers/", people.buyers, name="procurement_buyers"),
    path(f"{PROCUREMENT}documents/", documents.documents, name="procurement_documents"),
    path(DOCUMENT, documents.document, name="procurement_document"),
    path(f"{DOCUMENT}remove/", documents.remove, name="remove_procurement_document"),
]
urlpatterns = [*lists, *one]
