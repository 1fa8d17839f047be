"""The addresses of the bank."""

from django.urls import path

from requirements_bank.views import comment_by_link, comments, requirement, requirements

REQUIREMENTS = "o/<slug:organisation>/requirements/"
REQUIREMENT = f"{REQUIREMENTS}<uuid:requirement>/"

find_routes = [
    path(REQUIREMENTS, requirements.requirements, name="requirements"),
    path(REQUIREMENT, requirement.requirement, name="requirement"),
]

write_routes = [
    path(f"{REQUIREMENT}comments/", comments.requirement_comments, name="requirement_comments"),
    path(f"{REQUIREMENT}comments/settings/", comments.comment_settings, name="comment_settings"),
    path(f"{REQUIREMENT}comments/<uuid:comment>/hide/", comments.hide, name="hide_comment"),
    path(f"{REQUIREMENT}comments/links/<uuid:link>/revoke/", comments.revoke_link, name="revoke_comment_link"),
    path("comment/<str:secret>/", comment_by_link.comment_by_link, name="comment_by_link"),
]

urlpatterns = [*find_routes, *write_routes]
