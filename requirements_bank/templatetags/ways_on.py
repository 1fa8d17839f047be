"""Buttons of upper apps on the pages of the bank."""

from typing import Any

from django import template

from requirements_bank.models import Basket, RequirementVersion
from requirements_bank.queries.ways_on import WayOn, ways_on

register = template.Library()


@register.simple_tag(takes_context=True)
def ways_on_from(context: dict[str, Any], thing: RequirementVersion | Basket) -> tuple[WayOn, ...]:
    """Return where the reader may put a version or a basket; nowhere on pages without a place."""
    place = getattr(context["request"], "place", None)
    if place is None:
        return ()
    if isinstance(thing, Basket):
        return ways_on(place, basket=thing.uuid)
    return ways_on(place, version=thing.uuid)
