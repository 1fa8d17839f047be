"""Addresses of the list of requirements: each choice can be taken away, everything chosen stands in them."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from requirements_bank.queries.found_requirements import Bank, Chosen
from requirements_bank.reports.facet_words import value_name


def chips_of(request: HttpRequest, chosen: Chosen, banks: list[Bank]) -> list[dict[str, Any]]:
    """Return every choice as a chip whose address takes it away."""
    return [
        {"title": value_name(facet, value, banks), "address": without(request, facet, value), "current": True}
        for facet, values in chosen.choices.items()
        for value in values
    ]


def without(request: HttpRequest, facet: str, value: str) -> str:
    """Return the query without one value of a facet, on the first page."""
    query = request.GET.copy()
    query.pop("page", None)
    query.setlist(facet, [each for each in query.getlist(facet) if each != value])
    return f"?{query.urlencode()}"


def with_words_only(chosen: Chosen) -> str:
    """Return the query that keeps what was typed and no choice."""
    return f"?{urlencode({'q': chosen.words})}"
