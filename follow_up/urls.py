"""The addresses of follow-up."""

from django.urls import path

from follow_up.views import control, control_photos, controls, inspect, inspection_sent

FOLLOW_UP = "o/<slug:organisation>/follow-up/"
CONTROLS = f"{FOLLOW_UP}controls/"
CONTROL = f"{CONTROLS}<uuid:control>/"

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
urlpatterns = [*looked]
