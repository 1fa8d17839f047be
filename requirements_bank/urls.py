"""The addresses of the bank."""

from django.urls import path

from requirements_bank.basket_urls import basket_routes
from requirements_bank.views import requirement, requirements

REQUIREMENTS = "o/<slug:organisation>/requirements/"
REQUIREMENT = f"{REQUIREMENTS}<uuid:requirement>/"

find_routes = [
    path(REQUIREMENTS, requirements.requirements, name="requirements"),
    path(REQUIREMENT, requirement.requirement, name="requirement"),
]

urlpatterns = [*find_routes, *basket_routes]
