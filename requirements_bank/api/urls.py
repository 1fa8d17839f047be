"""The addresses of the API that belong to the bank."""

from django.urls import path

from requirements_bank.api import adoptions, comments, drafts, proposals, requirement_versions

OWNER = "organisations/<slug:organisation>"
REQUIREMENTS = f"{OWNER}/requirements"
ADOPTION = f"{OWNER}/adoptions/<uuid:adoption>"

page_routes = [
    path(f"{REQUIREMENTS}/versions/<uuid:version>/", requirement_versions.VersionView.as_view()),
    path(f"{REQUIREMENTS}/versions/<uuid:version>/filled/", requirement_versions.FilledView.as_view()),
    path(f"{REQUIREMENTS}/<uuid:requirement>/", requirement_versions.RequirementView.as_view()),
    path(f"{REQUIREMENTS}/<uuid:requirement>/versions/", requirement_versions.VersionsView.as_view()),
    path(f"{REQUIREMENTS}/<uuid:requirement>/differences/", requirement_versions.DifferencesView.as_view()),
    path(f"{OWNER}/adoptions/", adoptions.AdoptionsView.as_view()),
    path(f"{ADOPTION}/", adoptions.AdoptionView.as_view()),
    path(f"{ADOPTION}/take-newer/", adoptions.TakeNewerView.as_view()),
    path(f"{ADOPTION}/pass-over/", adoptions.PassOverView.as_view()),
    path(f"{ADOPTION}/end/", adoptions.EndAdoptionView.as_view()),
]

COMMENTS = f"{REQUIREMENTS}/<uuid:requirement>/comments"
DRAFT = f"{OWNER}/drafts/<uuid:draft>"
PROPOSAL = f"{OWNER}/proposals/<uuid:proposal>"

write_routes = [
    path(f"{COMMENTS}/", comments.CommentsView.as_view()),
    path(f"{COMMENTS}/<uuid:comment>/answers/", comments.AnswersView.as_view()),
    path(f"{OWNER}/drafts/", drafts.DraftsView.as_view()),
    path(f"{DRAFT}/", drafts.DraftView.as_view()),
    path(f"{DRAFT}/review/", drafts.DraftReviewView.as_view()),
    path(f"{DRAFT}/publication/", drafts.PublicationView.as_view()),
    path(f"{OWNER}/proposals/", proposals.ProposalsView.as_view()),
    path(f"{PROPOSAL}/", proposals.ProposalView.as_view()),
    path(f"{PROPOSAL}/decision/", proposals.ProposalDecisionView.as_view()),
]

urlpatterns = [*page_routes, *write_routes]
