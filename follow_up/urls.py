"""The addresses of follow-up."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from follow_up.views import edit_register, obligation, own_wordings, register, shared_controls


class RegisterFile(StringConverter):
    """The kinds of files that the register is given out as."""

    regex = "csv|xlsx"


register_converter(RegisterFile, "register_file")

FOLLOW_UP = "o/<slug:organisation>/follow-up/"
REGISTER = f"{FOLLOW_UP}register/"

in_register = [
    path(REGISTER, register.register, name="register"),
    path(f"{FOLLOW_UP}register.<register_file:kind>", register.export, name="register_export"),
    path(f"{REGISTER}edit/", edit_register.edit, name="edit_register"),
    path(f"{REGISTER}views/", edit_register.keep_view, name="keep_register_view"),
    path(f"{REGISTER}views/<uuid:view>/remove/", edit_register.take_view, name="take_register_view"),
    path(f"{REGISTER}own-wordings/", own_wordings.own_wordings_page, name="own_wordings"),
    path(f"{REGISTER}own-wordings/<uuid:obligation>/", own_wordings.match, name="match_own_wording"),
    path(f"{FOLLOW_UP}obligations/<uuid:obligation>/", obligation.followed_obligation_page, name="followed_obligation"),
]
SHARED = f"{FOLLOW_UP}shared-controls/"
shared = [
    path(SHARED, shared_controls.shared_controls, name="shared_controls"),
    path(f"{FOLLOW_UP}controls/<uuid:control>/share/", shared_controls.share, name="share_control"),
    path(f"{SHARED}<uuid:shared>/take-back/", shared_controls.unshare, name="unshare_control"),
    path(f"{SHARED}<uuid:obligation>/<uuid:finding>/", shared_controls.rely, name="rely_on_control"),
    path(f"{SHARED}relied-on/<uuid:reuse>/undo/", shared_controls.undo, name="rely_no_more"),
]
urlpatterns = [*in_register, *shared]
