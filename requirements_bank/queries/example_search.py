"""Examples in the reader's sight: found by words in any language, narrowed down, with counts of what else there is.

The fences of the database decide what is in sight; a draft is its owner's alone. There are some thousand examples at
most, so the few columns that are counted by are read once and counted here.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Any, cast

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case, F, Max, Q, QuerySet, When

from foundation.search.documents import CONFIGURATIONS, trigrams_of
from organisations.models import Organisation
from requirements_bank.models import Example, ExampleText

SHIPPED, OWN, OTHERS = "shipped", "own", "others"
WHOSE = (OWN, OTHERS, SHIPPED)
WORD = re.compile(r"\w+")
KNOWN, NOT_KNOWN = "known", "unknown"
CONFIGURATION_LANGUAGES = {
    configuration: [language for language, used in CONFIGURATIONS.items() if used == configuration]
    for configuration in sorted(set(CONFIGURATIONS.values()))
}


@dataclass(frozen=True, slots=True)
class ExampleFilter:
    """What the reader chose; an empty value narrows nothing down."""

    words: str = ""
    area: str = ""
    category: str = ""
    theme: str = ""
    country: str = ""
    year: str = ""
    price: str = ""
    whose: str = ""
    requirement: str = ""


@dataclass(frozen=True, slots=True)
class FoundExamples:
    """Primary keys in order, and by each part of the filter how many there would be with each of its values."""

    keys: list[int]
    counts: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class _Row:
    """What an example is counted by: under each part of the filter the values that it answers to."""

    key: int
    facets: Mapping[str, frozenset[str]]


FACETS = ("whose", "area", "category", "theme", "country", "year", "price", "requirement")


def examples_in_sight(organisation: Organisation) -> QuerySet[Example]:
    """Return what is published and in sight, and the organisation's own drafts."""
    return Example.objects.filter(Q(is_published=True) | Q(organisation=organisation)).select_related("organisation")


def find_examples(organisation: Organisation, chosen: ExampleFilter) -> FoundExamples:
    """Return the examples that fit, the best first, one's own first where no words were asked for; with counts."""
    order = _keys_by_words(chosen.words) if chosen.words else None
    rows = [_row(values, organisation.pk) for values in _values(organisation)]
    if order is not None:
        place = {key: number for number, key in enumerate(order)}
        rows = sorted((row for row in rows if row.key in place), key=lambda row: place[row.key])
    counts = {facet: _counted(rows, facet, chosen) for facet in FACETS}
    return FoundExamples([row.key for row in rows if _fits(row, chosen)], counts)


def found_by_words(words: str) -> QuerySet[ExampleText]:
    """Return the texts in sight that hold the words, stemmed as each language does it or as parts of longer words.

    `rank` says how well each fits.
    """
    queries = {
        configuration: SearchQuery(words, config=configuration, search_type="websearch")
        for configuration in CONFIGURATION_LANGUAGES
    }
    stemmed = [Q(language__in=CONFIGURATION_LANGUAGES[name], words=query) for name, query in queries.items()]
    found = ExampleText.objects.filter(reduce(or_, stemmed, _parts(words)))
    return found.annotate(rank=SearchRank(F("words"), reduce(or_, queries.values())))


def _parts(words: str) -> Q:
    """Return what holds every word as a part of one of its own: the languages do not split compounds."""
    trigrams = trigrams_of(words)
    if not trigrams:
        return Q(pk=None)
    inside = Q(trigrams__contains=trigrams)
    for word in WORD.findall(words):
        inside &= Q(title__icontains=word) | Q(body__icontains=word)
    return inside


def _keys_by_words(words: str) -> list[int]:
    best = found_by_words(words).values("example").annotate(best=Max("rank")).order_by("-best", "example__code")
    return [row["example"] for row in best]


def _values(organisation: Organisation) -> Iterable[dict[str, Any]]:
    names = (
        "pk", "organisation", "areas", "categories", "themes", "countries", "requirements", "content__years",
        "content__price_effect",
    )  # fmt: skip
    own_first = Case(When(organisation=organisation, then=0), default=1)
    rows = examples_in_sight(organisation).order_by(own_first, F("organisation").asc(nulls_last=True), "code")
    return cast("Iterable[dict[str, Any]]", rows.values(*names))


def _row(values: Mapping[str, Any], own: int) -> _Row:
    whose = SHIPPED if values["organisation"] is None else OWN if values["organisation"] == own else OTHERS
    categories = {code for each in values["categories"] for code in (each, each.partition(".")[0])}
    return _Row(
        values["pk"],
        {
            "whose": frozenset({whose}),
            "area": frozenset(values["areas"]),
            "category": frozenset(categories),
            "theme": frozenset(values["themes"]),
            "country": frozenset(values["countries"]),
            "year": frozenset(map(str, values["content__years"] or ())),
            "price": frozenset({KNOWN if values["content__price_effect"] else NOT_KNOWN}),
            "requirement": frozenset(values["requirements"]),
        },
    )


def _fits(row: _Row, chosen: ExampleFilter) -> bool:
    return all(not getattr(chosen, facet) or getattr(chosen, facet) in row.facets[facet] for facet in FACETS)


def _counted(rows: Iterable[_Row], facet: str, chosen: ExampleFilter) -> Mapping[str, int]:
    """Count what fits the other parts of the filter by the values of this one."""
    others = replace(chosen, **{facet: ""})
    return Counter(value for row in rows if _fits(row, others) for value in row.facets[facet])
