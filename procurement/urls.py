"""The addresses of procurements."""

from django.urls import path

from procurement.views import agree_on_steps, coming, edit_procurement, joint_staircases, procurement, procurements

PROCUREMENTS = "o/<slug:organisation>/procurements/"
PROCUREMENT = f"{PROCUREMENTS}<uuid:procurement>/"
COMING = "coming/"
JOINT_STAIRCASES = f"{PROCUREMENTS}joint-staircases/"
JOINT_STAIRCASE = f"{JOINT_STAIRCASES}<uuid:joint>/"

urlpatterns = [
    path(PROCUREMENTS, procurements.procurements, name="procurements"),
    path(f"{PROCUREMENTS}new/", edit_procurement.new, name="new_procurement"),
    path(PROCUREMENT, procurement.procurement, name="procurement"),
    path(f"{PROCUREMENT}edit/", edit_procurement.edit, name="edit_procurement"),
    path(f"{PROCUREMENT}stage/", procurement.stage, name="move_procurement"),
    path(JOINT_STAIRCASES, joint_staircases.joint_list, name="joint_staircases"),
    path(f"{JOINT_STAIRCASES}new/", joint_staircases.propose, name="propose_joint_staircase"),
    path(JOINT_STAIRCASE, joint_staircases.joint_staircase, name="joint_staircase"),
    path(f"{JOINT_STAIRCASE}vote/", agree_on_steps.vote, name="vote_joint_staircase"),
    path(f"{JOINT_STAIRCASE}decide/", agree_on_steps.decide, name="decide_joint_staircase"),
    path(f"{JOINT_STAIRCASE}revise/", agree_on_steps.revise, name="revise_joint_staircase"),
    path(f"{JOINT_STAIRCASE}take-over/", agree_on_steps.take_over, name="take_joint_staircase_over"),
    path(COMING, coming.coming, name="coming"),
    path(f"{COMING}<str:category>/", coming.coming_in, name="coming_in"),
    path(f"{COMING}<str:category>.pdf", coming.coming_pdf, name="coming_pdf"),
]
