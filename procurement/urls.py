"""The addresses of procurements."""

from django.urls import path

from procurement.views import (
    add_requirements,
    edit_procurement,
    law,
    newer_requirement,
    procurement,
    procurements,
    requirement_sets,
    requirements,
)

PROCUREMENTS = "o/<slug:organisation>/procurements/"
PROCUREMENT = f"{PROCUREMENTS}<uuid:procurement>/"
REQUIREMENTS = f"{PROCUREMENT}requirements/"

urlpatterns = [
    path(PROCUREMENTS, procurements.procurements, name="procurements"),
    path(f"{PROCUREMENTS}new/", edit_procurement.new, name="new_procurement"),
    path(PROCUREMENT, procurement.procurement, name="procurement"),
    path(f"{PROCUREMENT}edit/", edit_procurement.edit, name="edit_procurement"),
    path(f"{PROCUREMENT}stage/", procurement.stage, name="move_procurement"),
    path(REQUIREMENTS, requirements.requirements, name="procurement_requirements"),
    path(f"{REQUIREMENTS}add/", add_requirements.add, name="add_to_procurement"),
    path(f"{REQUIREMENTS}find/", add_requirements.find, name="find_for_procurement"),
    path(f"{REQUIREMENTS}templates/keep/", requirement_sets.keep, name="keep_requirement_set"),
    path(f"{REQUIREMENTS}templates/use/", requirement_sets.use, name="use_requirement_set"),
    path(f"{REQUIREMENTS}<uuid:asked>/newer/", newer_requirement.newer, name="newer_asked"),
    path(f"{PROCUREMENT}law/", law.law, name="procurement_law"),
]
