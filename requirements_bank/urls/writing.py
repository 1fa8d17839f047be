"""Drafts, review, proposals, decisions and comments."""

from django.urls import path

from requirements_bank.urls.places import REQUIREMENT, REQUIREMENTS
from requirements_bank.views import (
    comment_by_link,
    comments,
    decisions,
    drafts,
    edit_draft,
    manage_requirement,
    own_bank,
    proposals,
    review_draft,
)

urlpatterns = [
    path(f"{REQUIREMENTS}drafts/", drafts.drafts, name="drafts"),
    path(f"{REQUIREMENTS}drafts/new/", drafts.new_draft, name="new_draft"),
    path(f"{REQUIREMENTS}drafts/<uuid:version>/", edit_draft.edit_draft, name="edit_draft"),
    path(f"{REQUIREMENTS}drafts/<uuid:version>/review/", review_draft.review_draft, name="review_draft"),
    path(f"{REQUIREMENTS}bank/", own_bank.bank_settings, name="bank_settings"),
    path(f"{REQUIREMENTS}decisions/", decisions.decisions, name="decisions"),
    path(f"{REQUIREMENTS}proposals/", proposals.proposals, name="proposals"),
    path(f"{REQUIREMENTS}proposals/new/", proposals.propose_new, name="propose_new"),
    path(f"{REQUIREMENTS}proposals/<uuid:proposal>/answer/", proposals.answer, name="answer_proposal"),
    path(f"{REQUIREMENT}propose/", proposals.propose_change, name="propose_change"),
    path(f"{REQUIREMENT}new-version/", drafts.new_version, name="new_version"),
    path(f"{REQUIREMENT}manage/", manage_requirement.manage_requirement, name="manage_requirement"),
    path(f"{REQUIREMENT}comments/", comments.requirement_comments, name="requirement_comments"),
    path(f"{REQUIREMENT}comments/settings/", comments.comment_settings, name="comment_settings"),
    path(f"{REQUIREMENT}comments/<uuid:comment>/hide/", comments.hide, name="hide_comment"),
    path(f"{REQUIREMENT}comments/links/<uuid:link>/revoke/", comments.revoke_link, name="revoke_comment_link"),
    path("comment/<str:secret>/", comment_by_link.comment_by_link, name="comment_by_link"),
]
