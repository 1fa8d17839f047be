"""The addresses of controls, one's own and shared ones, and of evidence."""

from django.urls import path

from follow_up.urls.places import FOLLOW_UP
from follow_up.views import control, control_photos, controls, evidence, inspect, inspection_sent, shared_controls

CONTROLS = f"{FOLLOW_UP}controls/"
EVIDENCE = f"{FOLLOW_UP}evidence/"
CONTROL = f"{CONTROLS}<uuid:control>/"
SHARED = f"{FOLLOW_UP}shared-controls/"

looked = [
    path(CONTROLS, controls.controls, name="controls"),
    path(f"{CONTROLS}new/", controls.start, name="start_control"),
    path(f"{CONTROLS}inspection-worker.js", inspect.worker, name="inspection_worker"),
    path(CONTROL, control.control, name="control"),
    path(f"{CONTROL}finish/", control.finish, name="finish_control"),
    path(f"{CONTROL}cancel/", control.cancel, name="cancel_control"),
    path(f"{CONTROL}report.pdf", control.report, name="control_report"),
    path(f"{CONTROL}inspect/", inspect.inspect, name="inspect"),
    path(f"{CONTROL}token/", inspection_sent.token, name="inspection_token"),
    path(f"{CONTROL}answers/", inspection_sent.answers, name="inspection_answers"),
    path(f"{CONTROL}photos/", inspection_sent.photos, name="inspection_photos"),
    path(f"{CONTROL}photos/<uuid:photo>/", control_photos.photo, name="control_photo"),
    path(f"{CONTROL}photos/<uuid:photo>/remove/", control_photos.remove, name="remove_control_photo"),
    path(f"{CONTROL}signatures/", inspection_sent.signatures, name="inspection_signatures"),
]
shown = [
    path(f"{EVIDENCE}contracts/<uuid:contract>/", evidence.contract_evidence, name="contract_evidence"),
    path(f"{EVIDENCE}contracts/<uuid:contract>/new/", evidence.file, name="file_evidence"),
    path(f"{EVIDENCE}<uuid:evidence>/file", evidence.evidence_file, name="evidence_file"),
    path(f"{EVIDENCE}<uuid:evidence>/edit/", evidence.change, name="change_evidence"),
    path(f"{EVIDENCE}<uuid:evidence>/decide/", evidence.decide, name="decide_evidence"),
]
shared = [
    path(SHARED, shared_controls.shared_controls, name="shared_controls"),
    path(f"{FOLLOW_UP}controls/<uuid:control>/share/", shared_controls.share, name="share_control"),
    path(f"{SHARED}<uuid:shared>/take-back/", shared_controls.unshare, name="unshare_control"),
    path(f"{SHARED}<uuid:obligation>/<uuid:finding>/", shared_controls.rely, name="rely_on_control"),
    path(f"{SHARED}relied-on/<uuid:reuse>/undo/", shared_controls.undo, name="rely_no_more"),
]
urlpatterns = [*looked, *shown, *shared]
