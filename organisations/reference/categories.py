"""The purchase categories: areas and leaves with names, GHG Protocol category and traits.

Read from `categories/categories.yaml`, which explains its fields.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import yaml

from organisations.reference.sources import REFERENCE

LANGUAGES = ("nb", "nn", "sv", "en")
TRAITS = frozenset({"goods", "service", "energy", "fuel", "medicine", "lease"})


@dataclass(frozen=True, slots=True)
class Category:
    """One area (parent None) or leaf. `scope3` holds for running purchases; capital goods are category 2.

    `names` has nb, nn, sv and en; `descriptions` nb, sv and en.
    """

    code: str
    parent: str | None
    names: Mapping[str, str]
    descriptions: Mapping[str, str]
    scope3: int
    position: int
    traits: frozenset[str] = frozenset()
    retired: bool = False

    @property
    def is_leaf(self) -> bool:
        """Whether money can be classified here; areas only sum their leaves."""
        return self.parent is not None

    @property
    def is_energy(self) -> bool:
        """Whether spend here is screening only and stands on its own line."""
        return "energy" in self.traits


@cache
def category_version() -> str:
    """Return the version of the shipped category tree."""
    return str(_document()["version"])


@cache
def categories() -> tuple[Category, ...]:
    """Return all areas and leaves in their order, each area before its leaves."""
    found: list[Category] = []
    for area in _document()["areas"]:
        found.append(_category(area, None, len(found)))
        for leaf in area["leaves"]:
            found.append(_category(leaf, area["code"], len(found)))
    return tuple(found)


@cache
def category_leaves() -> Mapping[str, Category]:
    """Return by code the leaves, in their order."""
    return MappingProxyType({category.code: category for category in categories() if category.is_leaf})


def category_of(code: str) -> Category | None:
    """Return the area or leaf with this code, or None."""
    return next((category for category in categories() if category.code == code), None)


@cache
def _document() -> dict[str, Any]:
    text = (REFERENCE / "categories" / "categories.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def _category(entry: Mapping[str, Any], parent: str | None, position: int) -> Category:
    return Category(
        code=entry["code"],
        parent=parent,
        names=MappingProxyType(entry["names"]),
        descriptions=MappingProxyType(entry["description"]),
        scope3=entry["scope3"],
        position=position,
        traits=frozenset(entry.get("traits", ())),
        retired=entry.get("retired", False),
    )
