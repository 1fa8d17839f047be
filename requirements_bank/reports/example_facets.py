"""The filters of the list of examples in the reader's words, with counts, and what is chosen of them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from requirements_bank.queries.example_search import KNOWN, NOT_KNOWN, OTHERS, OWN, SHIPPED, ExampleFilter
from requirements_bank.reports.category_words import category_name
from requirements_bank.reports.code_words import AREAS, THEMES, country_name

WHOSE = {OWN: _("Our own"), OTHERS: _("Our neighbours and others"), SHIPPED: _("Shipped with Klimatrappa")}
PRICES = {KNOWN: _("Price effect is told"), NOT_KNOWN: _("Price effect is not told")}
NAMES: Mapping[str, str | Promise] = {
    "whose": _("Whose"),
    "area": _("Area"),
    "category": _("Purchase category"),
    "theme": _("Theme"),
    "country": _("Country"),
    "year": _("Year"),
    "price": _("Price"),
    "requirement": _("Requirement"),
}
IN_ORDER_OF_VALUE = ("year", "requirement")


def facets_of(
    counts: Mapping[str, Mapping[str, int]], chosen: ExampleFilter, address: Callable[[str, str | None], str]
) -> list[dict[str, Any]]:
    """Return each filter that can choose anything, its values with counts, the most frequent first."""
    facets = []
    for facet, name in NAMES.items():
        now = getattr(chosen, facet)
        values = [
            {
                "title": value_in_words(facet, value),
                "count": count,
                "current": value == now,
                "address": address(facet, None if value == now else value),
            }
            for value, count in _ordered(facet, counts[facet])
        ]
        if len(values) > 1 or now:
            facets.append({"name": facet, "title": name, "values": values, "is_open": bool(now)})
    return facets


def chosen_chips(chosen: ExampleFilter, address: Callable[[str], str]) -> list[dict[str, Any]]:
    """Return what is chosen as chips that take it away."""
    return [
        {"title": f"{name}: {value_in_words(facet, value)}", "address": address(facet), "current": True}
        for facet, name in NAMES.items()
        if (value := getattr(chosen, facet))
    ]


def value_in_words(facet: str, value: str) -> str:
    """Return one value of a filter in the reader's words."""
    if facet == "category":
        return category_name(value)
    if facet == "country":
        return country_name(value)
    words: Mapping[Any, Any] = {"whose": WHOSE, "area": AREAS, "theme": THEMES, "price": PRICES}.get(facet, {})
    return str(words.get(value, value))


def _ordered(facet: str, counts: Mapping[str, int]) -> list[tuple[str, int]]:
    if facet in IN_ORDER_OF_VALUE:
        return sorted(counts.items(), reverse=facet == "year")
    return sorted(counts.items(), key=lambda pair: (-pair[1], value_in_words(facet, pair[0])))
