"""The addresses of the API that belong to the bank."""

from django.urls import path

from requirements_bank.api import (
    adoptions,
    bank_files,
    basket_documents,
    baskets,
    comments,
    document_templates,
    drafts,
    examples,
    find,
    old_wordings,
    proposals,
    public_banks,
    requirement_versions,
)

OWNER = "organisations/<slug:organisation>"
REQUIREMENTS = f"{OWNER}/requirements"
ADOPTION = f"{OWNER}/adoptions/<uuid:adoption>"

find_routes = [
    path(f"{REQUIREMENTS}/", find.RequirementsView.as_view()),
    path(f"{REQUIREMENTS}/facets/", find.RequirementFacetsView.as_view()),
]

page_routes = [
    path(f"{REQUIREMENTS}/versions/<uuid:version>/", requirement_versions.VersionView.as_view()),
    path(f"{REQUIREMENTS}/versions/<uuid:version>/filled/", requirement_versions.FilledView.as_view()),
    path(f"{REQUIREMENTS}/<uuid:requirement>/", requirement_versions.RequirementView.as_view()),
    path(f"{REQUIREMENTS}/<uuid:requirement>/versions/", requirement_versions.VersionsView.as_view()),
    path(f"{REQUIREMENTS}/<uuid:requirement>/differences/", requirement_versions.DifferencesView.as_view()),
    path(f"{OWNER}/adoptions/", adoptions.AdoptionsView.as_view()),
    path(f"{ADOPTION}/", adoptions.AdoptionView.as_view()),
    path(f"{ADOPTION}/variant/", adoptions.VariantView.as_view()),
    path(f"{ADOPTION}/take-newer/", adoptions.TakeNewerView.as_view()),
    path(f"{ADOPTION}/pass-over/", adoptions.PassOverView.as_view()),
    path(f"{ADOPTION}/end/", adoptions.EndAdoptionView.as_view()),
]

EXAMPLE = f"{OWNER}/examples/<uuid:example>/"

example_routes = [
    path(f"{OWNER}/examples/", examples.ExamplesView.as_view()),
    path(EXAMPLE, examples.ExampleView.as_view()),
    path(f"{EXAMPLE}publish/", examples.PublishExampleView.as_view()),
    path(f"{EXAMPLE}withdraw/", examples.WithdrawExampleView.as_view()),
    path("banks/", public_banks.BanksView.as_view()),
    path("banks/<slug:bank>/", public_banks.BankView.as_view()),
    path("banks/<slug:bank>/requirements/", public_banks.AskedForView.as_view()),
]

BASKET = f"{OWNER}/baskets/<uuid:basket>"

basket_routes = [
    path(f"{OWNER}/baskets/", baskets.BasketsView.as_view()),
    path(f"{BASKET}/", baskets.OneBasketView.as_view()),
    path(f"{BASKET}/items/", baskets.BasketItemsView.as_view()),
    path(f"{BASKET}/items/<uuid:item>/", baskets.BasketItemView.as_view()),
    path(f"{BASKET}/document.<str:kind>", basket_documents.BasketDocumentView.as_view()),
    path(f"{OWNER}/document-templates/", document_templates.DocumentTemplatesView.as_view()),
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
    path(f"{DRAFT}/return/", drafts.DraftReturnView.as_view()),
    path(f"{DRAFT}/publication/", drafts.PublicationView.as_view()),
    path(f"{REQUIREMENTS}/<uuid:requirement>/retirement/", drafts.RetirementView.as_view()),
    path(f"{OWNER}/proposals/", proposals.ProposalsView.as_view()),
    path(f"{PROPOSAL}/", proposals.ProposalView.as_view()),
    path(f"{PROPOSAL}/decision/", proposals.ProposalDecisionView.as_view()),
]

import_routes = [
    path(f"{OWNER}/banks/", bank_files.BanksInSightView.as_view()),
    path(f"{OWNER}/banks/<slug:bank>/file.<str:kind>", bank_files.BankFileView.as_view()),
    path(f"{OWNER}/bank-loads/", bank_files.BankLoadsView.as_view()),
    path(f"{OWNER}/old-wordings/", old_wordings.OldWordingsView.as_view()),
]

urlpatterns = [*import_routes, *find_routes, *page_routes, *example_routes, *basket_routes, *write_routes]
