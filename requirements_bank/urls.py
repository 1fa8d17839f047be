"""The addresses of the bank."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from requirements_bank.views import (
    adoptions,
    adoptions_change,
    compare,
    examples,
    examples_write,
    public_banks,
    requirement,
    requirement_difference,
    requirement_levels,
    requirements,
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

urlpatterns = [*find_routes, *page_routes, *example_routes, *usage_routes, *public_routes]
