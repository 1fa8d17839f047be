"""Find requirements, read and compare them, see what is used."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from requirements_bank.urls.places import REQUIREMENT, REQUIREMENTS
from requirements_bank.views import (
    adoptions,
    adoptions_change,
    compare,
    requirement,
    requirement_difference,
    requirement_levels,
    requirements,
    requirements_export,
    usage,
)


class SheetFile(StringConverter):
    """The kinds of files that tables are given out as."""

    regex = "csv|xlsx"


register_converter(SheetFile, "sheet_file")

USAGE = f"{REQUIREMENTS}usage"

urlpatterns = [
    path(REQUIREMENTS, requirements.requirements, name="requirements"),
    path(f"{REQUIREMENTS}found.<sheet_file:kind>", requirements_export.export, name="requirements_export"),
    path(REQUIREMENT, requirement.requirement, name="requirement"),
    path(f"{REQUIREMENT}changes/", requirement_difference.difference, name="requirement_difference"),
    path(f"{REQUIREMENT}use/", adoptions_change.adopt_requirement, name="adopt_requirement"),
    path(f"{REQUIREMENTS}levels/<path:topic>/", requirement_levels.levels, name="requirement_levels"),
    path(f"{REQUIREMENTS}compare/", compare.compare, name="compare_requirements"),
    path(f"{REQUIREMENTS}used/", adoptions.adoptions, name="adoptions"),
    path(f"{REQUIREMENTS}used/<uuid:adoption>/newer/", adoptions_change.newer_version, name="newer_version"),
    path(f"{REQUIREMENTS}used/<uuid:adoption>/shown/", adoptions_change.show_adoption, name="show_adoption"),
    path(f"{REQUIREMENTS}used/<uuid:adoption>/end/", adoptions_change.end_use, name="end_use"),
    path(f"{USAGE}/", usage.bank_usage, name="bank_usage"),
    path(f"{USAGE}.<sheet_file:kind>", usage.bank_usage_export, name="bank_usage_export"),
    path(f"{REQUIREMENT}usage/", usage.requirement_usage, name="requirement_usage"),
]
