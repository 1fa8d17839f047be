"""The catalogue of factor sets: what each holds, which categories use which factor, and which have none on purpose."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from emissions.calculations.factor_set import Factor, FactorSet
from emissions.queries.published import factor_sets
from organisations.reference.categories import Category, category_leaves
from organisations.reference.crosswalks import FactorGap, category_factors, factor_gaps, factor_rationales


@dataclass(frozen=True, slots=True)
class CategoryUse:
    """A category with the factors that stand for it and why (English); or the gap, with its explanation by language."""

    category: Category
    weights: tuple[tuple[str, Decimal], ...]
    rationale: str
    gap: FactorGap | None


@dataclass(frozen=True, slots=True)
class FactorRow:
    """One product group of a set: the figure that meets net spend, of the newest price year; and all its figures."""

    code: str
    names: Mapping[str, str]
    newest: Factor | None
    years: tuple[int, ...]
    categories: tuple[str, ...]


def sets_in_order(first: str) -> list[FactorSet]:
    """Return all shipped sets, the default first."""
    return sorted(factor_sets().values(), key=lambda known: (known.code != first, known.code))


def uses_of(code: str) -> list[CategoryUse]:
    """Return every category in the order of the tree with what a set has for it."""
    weights, rationales = category_factors(code), factor_rationales(code)
    gaps = {gap.category: gap for gap in factor_gaps() if gap.factor_set == code}
    return [
        CategoryUse(leaf, weights.get(leaf.code, ()), rationales.get(leaf.code, ""), gaps.get(leaf.code))
        for leaf in category_leaves().values()
        if not leaf.retired
    ]


def factors_of(factor_set: FactorSet) -> list[FactorRow]:
    """Return the product groups of a set in the order of its publication."""
    used: dict[str, list[str]] = {}
    for category, weights in category_factors(factor_set.code).items():
        for code, _weight in weights:
            used.setdefault(code, []).append(category)
    return [_row(factor_set, code, tuple(used.get(code, ()))) for code in factor_set.codes]


def _row(factor_set: FactorSet, code: str, categories: tuple[str, ...]) -> FactorRow:
    vintages = factor_set.spend_vintages(code)
    newest = vintages[max(vintages)] if vintages else None
    return FactorRow(code, factor_set.codes[code].names, newest, tuple(sorted(vintages)), categories)
