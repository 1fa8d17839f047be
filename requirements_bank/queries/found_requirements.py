"""Find requirements by words, codes and choices: one page of them, and what each further choice would leave.

Two statements whatever is found; a third where the reader's language knows nothing of the words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from foundation.named_sql import rows, set_wise
from foundation.search.documents import CONFIGURATIONS
from organisations.models import Organisation
from requirements_bank.calculations.requirement import LANGUAGES
from requirements_bank.calculations.search_words import (
    How,
    Known,
    Typed,
    sought,
    synonyms_of,
    take_apart,
    was_guessed,
    with_phrases_as_words,
)
from requirements_bank.queries.search_synonyms import synonym_groups

FACETS = (
    "category", "area", "kind", "level", "theme", "country", "owner", "bank", "market", "text", "measurable",
    "staircase", "ours", "neighbours",
)  # fmt: skip
READERS = LANGUAGES
SORTS = ("relevance", "code", "newest", "used")
FEW = 4
"""With fewer requirements that have all words, those that have any of them are found as well."""

LOOSE = 20
"""So many of those that have only some of the words are found at most, the best of them."""

SELDOM = 3000
"""So many hits are looked up one by one; more of them are found by reading the list as a whole."""

WORTH = [0.5, 1.0, 2.0, 4.0]
"""What a word counts in the motive, the wording, the names of categories and CPV codes, and the title."""

_SHORTEST_PART = 4
_SHARE_OF_TRIGRAMS = 0.5


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the reader asks for. `choices` are the values of each facet, any of which will do; all facets must fit."""

    words: str = ""
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sort: str = ""

    @property
    def order(self) -> str:
        """The order of the hits: by relevance where there are words, else by code, unless said otherwise."""
        return self.sort or ("relevance" if self.words.strip() else "code")


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank that has something found."""

    slug: str
    name: str
    owner: str


@dataclass(frozen=True)
class Found:
    """One page of what was found: ids of versions with how many use each, the number of all, and the counts.

    `by_all` and `by_any` are how many have all of the words, or any, whatever is chosen beside them. `is_any`: too few
    have all words, so those that have any of them are there too. `is_foreign`: the words were sought in all languages,
    since the reader's own knows none of them. `guessed` are words that were only found spelt otherwise, `unknown` those
    that were not found at all. `loose` are the ids on the page that have only some of the words.
    """

    total: int
    page: Sequence[tuple[int, int]]
    counts: Mapping[str, Mapping[str, int]]
    banks: Sequence[Bank]
    by_all: int = 0
    by_any: int = 0
    is_any: bool = False
    is_foreign: bool = False
    guessed: Sequence[str] = ()
    unknown: Sequence[str] = ()
    loose: frozenset[int] = frozenset()

    @cached_property
    def uses(self) -> dict[int, int]:
        """How many organisations in sight use the requirement of each version of the page."""
        return dict(self.page)


def found_requirements(
    organisation: Organisation,
    chosen: Chosen,
    *,
    language: str,
    limit: int,
    offset: int = 0,
    is_counted: bool = True,
) -> Found:
    """Return what the organisation's people find, in the language they read; counts only where they are wanted."""
    typed = take_apart(with_phrases_as_words(chosen.words, synonym_groups(language)))
    known = known_words(organisation, typed, language)
    things, asked = sought(typed, known)
    values = _asked(chosen) | {
        "organisation_id": organisation.pk,
        "numbers": [thing.number for thing in things],
        "weights": [thing.weight for thing in things],
        "words": [thing.word for thing in things],
        "codes": list(typed.codes),
        "asked": asked,
        "limit": limit,
        "offset": offset,
        "is_counted": is_counted,
    }
    row = _row(values, readers=[language])
    is_foreign = bool(things) and not row["by_any"]
    if is_foreign:
        row = _row(values, readers=READERS)
    counts: dict[str, dict[str, int]] = {name: {} for name in FACETS}
    for facet, value, number in row["counts"] or ():
        counts[facet][value] = number
    return Found(
        total=row["total"],
        page=[(version, uses) for version, uses, _is_loose in row["page"] or ()],
        loose=frozenset(version for version, _uses, is_loose in row["page"] or () if is_loose),
        counts=counts,
        banks=[Bank(*bank) for bank in row["banks"] or ()],
        by_all=row["by_all"],
        by_any=row["by_any"],
        is_any=asked > 1 and row["by_any"] > row["by_all"] and row["by_all"] < FEW,
        is_foreign=is_foreign and bool(row["by_any"]),
        guessed=[typed.words[number - 1] for number in sorted(was_guessed(known))],
        unknown=[
            word for number, word in enumerate(typed.words, start=1) if number not in {each.number for each in known}
        ],
    )


def known_words(organisation: Organisation, typed: Typed, language: str) -> list[Known]:
    """Return what the texts in sight know of the words that were typed, and of others that mean the same."""
    if not typed.words:
        return []
    synonyms = synonyms_of(typed.words, synonym_groups(language))
    found = rows(
        "requirements_bank.known_words",
        {
            "organisation_id": organisation.pk,
            "words": [*typed.words, *(word for _number, word in synonyms)],
            "typed": len(typed.words),
            "configuration": CONFIGURATIONS.get(language, "simple"),
            "configurations": sorted(set(CONFIGURATIONS.values())),
            "shortest_part": _SHORTEST_PART,
            "share_of_trigrams": _SHARE_OF_TRIGRAMS,
        },
    )
    own = [Known(**row) for row in found if row["number"] <= len(typed.words)]
    others = [
        (synonyms[row["number"] - len(typed.words) - 1][0], row) for row in found if row["number"] > len(typed.words)
    ]
    same: dict[str, How] = {"exact": "same", "part": "same part"}
    return [*own, *(Known(number, same[row["how"]], row["stem"]) for number, row in others if row["how"] in same)]


def _asked(chosen: Chosen) -> dict[str, Any]:
    choices = {facet: _asked_for(facet, chosen.choices.get(facet, ())) for facet in FACETS}
    return {"sort": chosen.order, "is_free": not any(choices.values()), **choices}


def _row(values: Mapping[str, Any], *, readers: Sequence[str]) -> dict[str, Any]:
    """Run the statement for the texts that readers of these languages are shown."""
    constants = {"worth": WORTH, "few": FEW, "loose": LOOSE, "seldom": SELDOM, "readers": list(readers)}
    with set_wise():
        return rows("requirements_bank.find_requirements", {**values, **constants})[0]


def _asked_for(facet: str, values: Sequence[str]) -> list[str]:
    """Return the values that a facet asks for: an area of which a leaf is chosen asks for that leaf alone."""
    if facet != "category":
        return list(values)
    narrowed = {value.partition(".")[0] for value in values if "." in value}
    return [value for value in values if value not in narrowed]
