"""The addresses of the register, and of one obligation."""

from django.urls import path

from follow_up.urls.places import FOLLOW_UP
from follow_up.views import edit_register, obligation, own_wordings, register

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
urlpatterns = [*in_register]
