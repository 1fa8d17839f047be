"""What cards of requirements know of the reader's current basket; read once for a page, however many cards it has."""

from typing import Any

from django import template

from requirements_bank.models import RequirementVersion
from requirements_bank.queries.baskets import current_basket, versions_in

register = template.Library()
_KEPT = "_versions_in_basket"


@register.simple_tag(takes_context=True)
def may_fill_basket(context: dict[str, Any]) -> bool:
    """Whether the reader may put requirements into a basket."""
    place = getattr(context["request"], "place", None)
    return place is not None and place.may("requirements_bank.use_bank")


@register.simple_tag(takes_context=True)
def lies_in_basket(context: dict[str, Any], version: RequirementVersion) -> bool:
    """Whether the version lies in the reader's current basket."""
    return version.pk in _versions(context)


@register.simple_tag(takes_context=True)
def basket_count(context: dict[str, Any]) -> int:
    """Return how many requirements lie in the reader's current basket."""
    return len(_versions(context))


def _versions(context: dict[str, Any]) -> frozenset[int]:
    request = context["request"]
    if not hasattr(request, _KEPT):
        basket = current_basket(request.organisation, request.user.pk)
        setattr(request, _KEPT, versions_in(basket) if basket else frozenset())
    known: frozenset[int] = getattr(request, _KEPT)
    return known
