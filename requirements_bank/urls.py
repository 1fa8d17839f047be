"""The addresses of the bank."""

from django.urls import path

from requirements_bank.views import (
    adoptions,
    adoptions_change,
    compare,
    requirement,
    requirement_difference,
    requirement_levels,
    requirements,
)

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

urlpatterns = [*find_routes, *page_routes]
