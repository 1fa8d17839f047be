"""What lists of requirements are narrowed down by, in the reader's words, with what each choice would leave."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation
from organisations.reference.categories import categories, category_of
from requirements_bank.calculations.requirement import Kind, Level, Maturity
from requirements_bank.calculations.texts import text_in
from requirements_bank.queries.found_requirements import Bank, Found
from requirements_bank.reports.code_words import AREAS, KINDS, LANGUAGE_NAMES, LEVELS, MATURITIES, THEMES

Name = Callable[[str], str]

TITLES: Mapping[str, str | Promise] = {
    "category": _("What you buy"),
    "kind": _("Kind of requirement"),
    "level": _("Level"),
    "only": _("Only requirements that"),
    "area": _("Area of the bank"),
    "theme": _("Theme"),
    "market": _("Market"),
    "country": _("Usable in"),
    "owner": _("Whose requirements"),
    "bank": _("Bank"),
    "text": _("Written in"),
}
ONLY: Mapping[str, str | Promise] = {
    "ours": _("we use"),
    "neighbours": _("our neighbours use"),
    "staircase": _("rise in steps during the contract"),
    "measurable": _("can be measured"),
}
ONLY_CHIPS: Mapping[str, str | Promise] = {
    "ours": _("Used by us"),
    "neighbours": _("Used by neighbours"),
    "staircase": _("Has a staircase"),
    "measurable": _("Measurable"),
}
OWNER_NAMES: Mapping[str, str | Promise] = {
    "own": _("Our own"),
    "shipped": _("Shipped with Klimatrappa"),
    "network": _("Our networks and their members"),
    "others": _("Other banks"),
}
ORDERS: Mapping[str, Sequence[str]] = {
    "kind": [kind.value for kind in Kind],
    "level": [level.value for level in Level],
    "market": [maturity.value for maturity in Maturity],
    "owner": list(OWNER_NAMES),
}
SORT_NAMES: Mapping[str, str | Promise] = {
    "relevance": _("Best fit first"),
    "code": _("By code"),
    "newest": _("Newest first"),
    "used": _("Most used first"),
}
MOST_BANKS = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: how many hits it would leave, and what it holds."""

    facet: str
    value: str
    title: str
    number: int
    is_chosen: bool
    children: Sequence["Choice"] = field(default=())

    @property
    def is_open(self) -> bool:
        """Whether what it holds is to be seen: it or something in it is chosen."""
        return self.is_chosen or any(child.is_chosen for child in self.children)


@dataclass(frozen=True, slots=True)
class Facet:
    """What the list can be narrowed down by, with its values; those without hits are left out unless chosen."""

    name: str
    title: str
    choices: Sequence[Choice]

    @property
    def chosen(self) -> int:
        """How many values are chosen."""
        return sum(choice.is_chosen + sum(child.is_chosen for child in choice.children) for choice in self.choices)


def facets_of(found: Found, choices: Mapping[str, Sequence[str]]) -> list[Facet]:
    """Return the facets that have anything to choose, the most useful first."""
    facets = [_facet(name, found, choices) for name in TITLES]
    return [facet for facet in facets if facet.choices and not _tells_nothing(facet, found.total)]


def _tells_nothing(facet: Facet, total: int) -> bool:
    """Whether the facet's only value is one that all hits have."""
    return len(facet.choices) == 1 and not facet.chosen and facet.name != "only" and facet.choices[0].number == total


def value_name(facet: str, value: str, banks: Iterable[Bank] = ()) -> str:
    """Return what a chosen value is called on its own."""
    if facet in ONLY_CHIPS:
        return str(ONLY_CHIPS[facet])
    return _namer(facet, banks)(value)


def _facet(name: str, found: Found, choices: Mapping[str, Sequence[str]]) -> Facet:
    made = {"category": _categories, "only": _only}.get(name, partial(_plain, name))
    return Facet(name, str(TITLES[name]), made(found, choices))


def _plain(name: str, found: Found, choices: Mapping[str, Sequence[str]]) -> list[Choice]:
    chosen = choices.get(name, ())
    counts = {**dict.fromkeys(chosen, 0), **found.counts[name]}
    called = _namer(name, found.banks)
    made = [_choice(name, value, called, counts, chosen) for value in counts if value]
    order = list(ORDERS.get(name, ()))
    if order:
        return sorted(made, key=lambda choice: order.index(choice.value))
    made.sort(key=lambda choice: (not choice.is_chosen, -choice.number, choice.title))
    return made[:MOST_BANKS] if name == "bank" else made


def _only(found: Found, choices: Mapping[str, Sequence[str]]) -> list[Choice]:
    numbers = {name: found.counts[name].get("yes", 0) for name in ONLY}
    return [
        Choice(name, "yes", str(title), numbers[name], name in choices)
        for name, title in ONLY.items()
        if numbers[name] or name in choices
    ]


def _categories(found: Found, choices: Mapping[str, Sequence[str]]) -> list[Choice]:
    chosen, counts = choices.get("category", ()), found.counts["category"]
    named = {category.code: category for category in categories()}
    shown = {code for code in (*counts, *chosen) if code in named}
    shown |= {named[code].parent or code for code in shown}
    areas = [named[code] for code in named if code in shown and named[code].parent is None]
    return [
        _choice("category", area.code, _category_name, counts, chosen, [
            _choice("category", code, _category_name, counts, chosen)
            for code in named if code in shown and named[code].parent == area.code
        ])
        for area in areas
    ]  # fmt: skip


def _choice(
    facet: str,
    value: str,
    called: Name,
    counts: Mapping[str, int],
    chosen: Sequence[str],
    children: Sequence[Choice] = (),
) -> Choice:
    return Choice(facet, value, called(value), counts.get(value, 0), value in chosen, children)


def _namer(facet: str, banks: Iterable[Bank]) -> Name:
    if facet == "category":
        return _category_name
    if facet == "bank":
        names = {bank.slug: bank.name for bank in banks}
        return lambda value: names.get(value, value)
    words: Mapping[str, str | Promise] = {
        "area": AREAS, "kind": KINDS, "level": LEVELS, "theme": THEMES, "market": MATURITIES, "text": LANGUAGE_NAMES,
        "owner": OWNER_NAMES, "country": dict(Organisation.Country.choices),
    }[facet]  # fmt: skip
    return lambda value: str(words.get(value, value))


def _category_name(code: str) -> str:
    known = category_of(code)
    return text_in(known.names, get_language() or "en") if known else code
