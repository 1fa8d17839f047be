"""What a purchase may be, from words or a CPV code, and which requirements could be asked in it."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from django.db.models import Q

from organisations.reference.categories import categories, category_of
from organisations.reference.code_lists import CPV_LANGUAGES, cpv_codes
from organisations.reference.crosswalks import commodity_categories
from requirements_bank.calculations.purchase_words import (
    Described,
    Understood,
    category_of_code,
    described_by,
    understood,
)
from requirements_bank.models import RequirementVersion
from requirements_bank.queries.requirements import published_versions

EVERYDAY = Path(__file__).resolve().parent.parent / "purchase_words.yaml"
EVERYDAY_WORD, NAME, DESCRIPTION, COMMODITY = 1.0, 0.9, 0.7, 0.4
_CODE = re.compile(r"^\s*(\d{2,8})(?:-\d)?\s*$")


def understood_purchase(text: str) -> list[Understood]:
    """Return the categories that words or a CPV code mean, the best first."""
    code = cpv_in(text)
    if code:
        category = category_of_code(code, _prefixes())
        return [Understood(category, 1.0)] if category else []
    return understood(text, _described())


def cpv_in(text: str) -> str:
    """Return the CPV code that the text is, without trailing zeros below its division; empty where it is words."""
    found = _CODE.match(text)
    return found[1].ljust(8, "0") if found else ""


def requirements_for(category: str, country: str) -> list[tuple[RequirementVersion, int]]:
    """Return the published requirements that fit a category in a country, with how closely: 2 the same, 1 its area."""
    area = category.partition(".")[0]
    leaves = [known.code for known in categories() if known.parent == area]
    near = [category, area] if "." in category else [area, *leaves]
    found = published_versions().filter(Q(categories__overlap=near))
    if country:
        found = found.filter(countries__contains=[country])
    rows = found.order_by("requirement__code", "pk")
    return [(version, 2 if category in version.categories else 1) for version in rows]


@cache
def _described() -> tuple[Described, ...]:
    named = [
        (each.code, text, weight)
        for each in categories()
        if each.is_leaf and not each.retired
        for texts, weight in ((each.names, NAME), (each.descriptions, DESCRIPTION))
        for text in texts.values()
    ]
    return tuple(described_by([*named, *_everyday(), *_commodities()]))


def _everyday() -> list[tuple[str, str, float]]:
    said: dict[str, list[str]] = yaml.safe_load(EVERYDAY.read_text(encoding="utf-8"))
    return [(category, " ".join(words), EVERYDAY_WORD) for category, words in said.items()]


def _commodities() -> list[tuple[str, str, float]]:
    """Return the names of the CPV codes under the categories that they belong to, one text a category and language."""
    gathered: dict[tuple[str, str], list[str]] = {}
    prefixes = _prefixes()
    for row in cpv_codes().iter_rows(named=True):
        category = category_of_code(row["code"], prefixes)
        for language in CPV_LANGUAGES[:3]:
            name = row[f"name_{language}"]
            if category and name and category_of(category):
                gathered.setdefault((category, language), []).append(name)
    return [(category, " ".join(names), COMMODITY) for (category, _language), names in gathered.items()]


@cache
def _prefixes() -> Mapping[str, str]:
    frame = commodity_categories("cpv").drop_nulls("category")
    return dict(zip(frame["prefix"].to_list(), frame["category"].to_list(), strict=True))
