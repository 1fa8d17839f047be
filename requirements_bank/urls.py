"""The addresses of the bank."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from requirements_bank.basket_urls import basket_routes
from requirements_bank.views import (
    adoptions,
    adoptions_change,
    comment_by_link,
    comments,
    compare,
    decisions,
    drafts,
    edit_draft,
    examples,
    examples_write,
    manage_requirement,
    own_bank,
    proposals,
    public_banks,
    requirement,
    requirement_difference,
    requirement_levels,
    requirements,
    review_draft,
    tip_sheets,
    usage,
)


class PublicFile(StringConverter):
    """The kinds of files that anyone may take a bank home as."""

    regex = "csv|json"


class SheetFile(StringConverter):
    """The kinds of files that tables are given out as."""

    regex = "csv|xlsx"


register_converter(PublicFile, "public_file")
register_converter(SheetFile, "sheet_file")

REQUIREMENTS = "o/<slug:organisation>/requirements/"
REQUIREMENT = f"{REQUIREMENTS}<uuid:requirement>/"

find_routes = [
    path(REQUIREMENTS, requirements.requirements, name="requirements"),
    path(REQUIREMENT, requirement.requirement, name="requirement"),
]

page_routes = [
    path(f"{REQUIREMENT}changes/", requirement_difference.difference, name="requirement_difference"),
    path(f"{REQUIREMENT}use/", adoptions_change.adopt_requirement, name="adopt_requirement"),
    path(f"{REQUIREMENTS}levels/<path:topic>/", requirement_levels.levels, name="requirement_levels"),
    path(f"{REQUIREMENTS}compare/", compare.compare, name="compare_requirements"),
    path(f"{REQUIREMENTS}used/", adoptions.adoptions, name="adoptions"),
    path(f"{REQUIREMENTS}used/<uuid:adoption>/newer/", adoptions_change.newer_version, name="newer_version"),
    path(f"{REQUIREMENTS}used/<uuid:adoption>/shown/", adoptions_change.show_adoption, name="show_adoption"),
    path(f"{REQUIREMENTS}used/<uuid:adoption>/end/", adoptions_change.end_use, name="end_use"),
]

EXAMPLES = f"{REQUIREMENTS}examples/"
EXAMPLE = f"{EXAMPLES}<uuid:example>/"

example_routes = [
    path(EXAMPLES, examples.examples, name="examples"),
    path(f"{EXAMPLES}new/", examples_write.new, name="new_example"),
    path(EXAMPLE, examples.example, name="example"),
    path(f"{EXAMPLE}edit/", examples_write.edit, name="edit_example"),
    path(f"{EXAMPLE}copy/", examples_write.copy, name="copy_example"),
    path(f"{EXAMPLE}publish/", examples_write.publish, name="publish_example"),
    path(f"{EXAMPLE}withdraw/", examples_write.withdraw, name="withdraw_example"),
    path(f"{EXAMPLE}tip-sheet/", tip_sheets.example, name="example_tip_sheet"),
    path(f"{REQUIREMENT}tip-sheet/", tip_sheets.requirement, name="tip_sheet"),
]

USAGE = f"{REQUIREMENTS}usage"

usage_routes = [
    path(f"{USAGE}/", usage.bank_usage, name="bank_usage"),
    path(f"{USAGE}.<sheet_file:kind>", usage.bank_usage_export, name="bank_usage_export"),
    path(f"{REQUIREMENT}usage/", usage.requirement_usage, name="requirement_usage"),
]

BANKS = "banks/"
BANK = f"{BANKS}<slug:bank>/"

public_routes = [
    path(BANKS, public_banks.banks, name="public_banks"),
    path(BANK, public_banks.bank, name="public_bank"),
    path(f"{BANK}requirements.<public_file:kind>", public_banks.download, name="public_bank_download"),
    path(f"{BANK}<path:code>/", public_banks.requirement, name="public_requirement"),
]

write_routes = [
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

urlpatterns = [
    *basket_routes,
    *find_routes,
    *page_routes,
    *example_routes,
    *usage_routes,
    *public_routes,
    *write_routes,
]
