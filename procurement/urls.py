"""The addresses of procurements."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from procurement.views import (
    add_requirements,
    agree_on_steps,
    board,
    calendar,
    coming,
    documents,
    edit_procurement,
    from_notice,
    joint_staircases,
    law,
    newer_requirement,
    people,
    plan,
    procurement,
    procurements,
    publish,
    put_into,
    requirement_sets,
    requirements,
    staircase,
    staircase_documents,
    staircase_what_if,
    staircases,
)


class ProcurementFile(StringConverter):
    """The kinds of files that the list is given out as."""

    regex = "csv|xlsx"


class PublishedKind(StringConverter):
    """What of a procurement goes out as a file."""

    regex = "terms|notice|ocds"


register_converter(ProcurementFile, "procurement_file")
register_converter(PublishedKind, "published_kind")

PROCUREMENTS = "o/<slug:organisation>/procurements/"
PROCUREMENT = f"{PROCUREMENTS}<uuid:procurement>/"
REQUIREMENTS = f"{PROCUREMENT}requirements/"
STAIRCASES = f"{PROCUREMENT}staircases/"
STAIRCASE = f"{STAIRCASES}<uuid:asked>/"
DOCUMENT = f"{PROCUREMENT}documents/<uuid:document>/"
JOINT_STAIRCASES = f"{PROCUREMENTS}joint-staircases/"
JOINT_STAIRCASE = f"{JOINT_STAIRCASES}<uuid:joint>/"
COMING = "coming/"

lists = [
    path(PROCUREMENTS, procurements.procurements, name="procurements"),
    path(f"{PROCUREMENTS}procurements.<procurement_file:kind>", procurements.export, name="procurements_export"),
    path(f"{PROCUREMENTS}new/", edit_procurement.new, name="new_procurement"),
    path(f"{PROCUREMENTS}from-notice/", from_notice.from_notice, name="procurement_from_notice"),
    path(f"{PROCUREMENTS}board/", board.board, name="procurement_board"),
    path(f"{PROCUREMENTS}calendar/", calendar.calendar, name="procurement_calendar"),
    path(f"{PROCUREMENTS}plan/", plan.plan, name="procurement_plan"),
    path(f"{PROCUREMENTS}put-in/", put_into.put_into, name="put_into_procurement"),
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
    path(f"{PROCUREMENT}publish/", publish.publish, name="procurement_publish"),
    path(f"{PROCUREMENT}publish/<published_kind:kind>", publish.published_file, name="published_file"),
    path(DOCUMENT, documents.document, name="procurement_document"),
    path(f"{DOCUMENT}remove/", documents.remove, name="remove_procurement_document"),
    path(REQUIREMENTS, requirements.requirements, name="procurement_requirements"),
    path(f"{REQUIREMENTS}add/", add_requirements.add, name="add_to_procurement"),
    path(f"{REQUIREMENTS}find/", add_requirements.find, name="find_for_procurement"),
    path(f"{REQUIREMENTS}templates/keep/", requirement_sets.keep, name="keep_requirement_set"),
    path(f"{REQUIREMENTS}templates/use/", requirement_sets.use, name="use_requirement_set"),
    path(f"{REQUIREMENTS}<uuid:asked>/newer/", newer_requirement.newer, name="newer_asked"),
    path(f"{PROCUREMENT}law/", law.law, name="procurement_law"),
    path(STAIRCASES, staircases.staircases, name="staircases"),
    path(STAIRCASE, staircase.staircase, name="staircase"),
    path(f"{STAIRCASE}take-out/", staircase.take_out, name="take_out_staircase"),
    path(f"{STAIRCASE}what-if/", staircase_what_if.what_if, name="staircase_what_if"),
    path(f"{STAIRCASE}document.<str:kind>", staircase_documents.document, name="staircase_document"),
]
joint = [
    path(JOINT_STAIRCASES, joint_staircases.joint_list, name="joint_staircases"),
    path(f"{JOINT_STAIRCASES}new/", joint_staircases.propose, name="propose_joint_staircase"),
    path(JOINT_STAIRCASE, joint_staircases.joint_staircase, name="joint_staircase"),
    path(f"{JOINT_STAIRCASE}vote/", agree_on_steps.vote, name="vote_joint_staircase"),
    path(f"{JOINT_STAIRCASE}decide/", agree_on_steps.decide, name="decide_joint_staircase"),
    path(f"{JOINT_STAIRCASE}revise/", agree_on_steps.revise, name="revise_joint_staircase"),
    path(f"{JOINT_STAIRCASE}take-over/", agree_on_steps.take_over, name="take_joint_staircase_over"),
]
for_suppliers = [
    path(COMING, coming.coming, name="coming"),
    path(f"{COMING}<str:category>/", coming.coming_in, name="coming_in"),
    path(f"{COMING}<str:category>.pdf", coming.coming_pdf, name="coming_pdf"),
]
urlpatterns = [*lists, *one, *joint, *for_suppliers]
