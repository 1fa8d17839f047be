"""What a new calculation of a year changed against the one before: what it rests on, and which categories moved.

Source: docs/methods/footprint_change.md. Both are frozen; nothing is calculated anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

NOTHING = Decimal(0)


class Moved(StrEnum):
    """What may be another than it was under the calculation before."""

    ACCOUNTS = "accounts"
    RULES = "rules"
    SUPPLIERS = "suppliers"
    FACTORS = "factors"
    PRICES = "prices"
    METHOD = "method"


@dataclass(frozen=True, slots=True)
class Rested:
    """What one calculation rests on: its pinned basis, its factor set, and the figures behind its intensities."""

    basis: Mapping[str, Any]
    factor_set: str
    factor_sets: Sequence[Any]
    price_data: Sequence[Any]


@dataclass(frozen=True, slots=True)
class CategoryChange:
    """A category whose kg CO2e are others than before; None on a side that has no figure."""

    category: str
    before: Decimal | None
    after: Decimal | None

    @property
    def difference(self) -> Decimal:
        """What it adds to the total, below zero where it takes away; no figure adds nothing."""
        return (self.after or NOTHING) - (self.before or NOTHING)


def moved_between(before: Rested, after: Rested) -> tuple[Moved, ...]:
    """Return what the two rest on differently, in the order of Moved."""
    figures = before.basis["intensities"] != after.basis["intensities"]
    other_factors = (before.factor_set, before.factor_sets) != (after.factor_set, after.factor_sets)
    other_prices = before.price_data != after.price_data
    found = {
        Moved.ACCOUNTS: before.basis["imports"] != after.basis["imports"],
        Moved.RULES: before.basis["mapping"] != after.basis["mapping"],
        Moved.SUPPLIERS: before.basis.get("suppliers", "") != after.basis.get("suppliers", ""),
        Moved.FACTORS: figures and other_factors,
        Moved.PRICES: figures and other_prices,
        Moved.METHOD: before.basis["method"] != after.basis["method"],
    }
    return tuple(each for each in Moved if found[each])


def category_changes(
    before: Mapping[str, Decimal | None], after: Mapping[str, Decimal | None]
) -> tuple[CategoryChange, ...]:
    """Return the categories whose kg CO2e differ, the largest difference first; those that stayed are left out."""
    changes = (CategoryChange(code, before.get(code), after.get(code)) for code in {**before, **after})
    moved = [change for change in changes if change.before != change.after]
    return tuple(sorted(moved, key=lambda change: (-abs(change.difference), change.category)))


def share_of_change(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    """Return the change as a share of what it was; None where either is unknown or it was nothing."""
    return after / before - 1 if before and after is not None else None
