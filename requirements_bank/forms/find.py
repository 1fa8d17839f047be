"""What somebody chooses in the search of the bank, as it stands in the address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import QueryDict

from organisations.reference.categories import category_of
from requirements_bank.calculations.requirement import LANGUAGES, Area, Kind, Level, Maturity, Theme
from requirements_bank.calculations.search_words import LONGEST
from requirements_bank.queries.found_requirements import FACETS, SORTS, Chosen

MOST_VALUES = 40
OWNERS = ("own", "shipped", "network", "others")
YES = ("yes",)
LAST_PAGE = 100_000


def _is_code(value: str) -> bool:
    return value.isascii() and value.replace("-", "").replace("_", "").isalnum()


FITS: Mapping[str, Callable[[str], bool]] = {
    "category": lambda value: category_of(value) is not None,
    "area": list(Area).__contains__,
    "kind": list(Kind).__contains__,
    "level": list(Level).__contains__,
    "theme": list(Theme).__contains__,
    "country": lambda value: len(value) == len("NO") and value.isascii() and value.isalpha() and value.isupper(),
    "owner": OWNERS.__contains__,
    "bank": _is_code,
    "market": list(Maturity).__contains__,
    "text": (*LANGUAGES, "da").__contains__,
    **dict.fromkeys(("measurable", "staircase", "ours", "neighbours"), YES.__contains__),
}
"""Which values of each facet make sense."""


@dataclass(frozen=True, slots=True)
class FindForm:
    """The address read: what is chosen, on which page, and the names of what made no sense and was left aside."""

    chosen: Chosen
    page: int
    ignored: tuple[str, ...]


def read_address(query: QueryDict) -> FindForm:
    """Return what the address asks for; a value that makes no sense is left aside."""
    ignored = set()
    choices: dict[str, tuple[str, ...]] = {}
    for facet in FACETS:
        values = dict.fromkeys(filter(None, query.getlist(facet)))
        fitting = tuple(value for value in values if FITS[facet](value))[:MOST_VALUES]
        if len(fitting) < len(values):
            ignored.add(facet)
        if fitting:
            choices[facet] = fitting
    sort = query.get("sort", "")
    if sort and sort not in SORTS:
        ignored.add("sort")
        sort = ""
    words = query.get("q", "").replace("\x00", "").strip()[:LONGEST]
    return FindForm(Chosen(words, choices, sort), _page(query.get("page", "")), tuple(sorted(ignored)))


def _page(typed: str) -> int:
    return (
        min(max(int(typed), 1), LAST_PAGE) if typed.isascii() and typed.isdigit() and len(typed) < len("1000000") else 1
    )
