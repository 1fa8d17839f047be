"""What a version of a factor set changes: its factors, the categories they stand for, and what was bought in them.

Source: docs/methods/own_factor_sets.md. Starts from the frozen sums by category, so that the cost grows with the
categories that are touched, and neither with lines nor with what stays as it was.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from emissions.calculations.factor_choice import CategoryFactors, FactorChoice
from emissions.calculations.factor_set import FactorSet
from emissions.calculations.intensities import Intensity


@dataclass(frozen=True, slots=True)
class FactorChange:
    """A figure that is another than before, in kg CO2e per unit of the set's currency; None where there is none."""

    code: str
    name: str
    price_year: int
    before: Decimal | None
    after: Decimal | None

    @property
    def change(self) -> Decimal | None:
        """The change as a share of what it was; None for a figure that is new or gone."""
        return self.after / self.before - 1 if self.before and self.after is not None else None


class SumBefore(NamedTuple):
    """What a footprint froze for one category: money by currency, and kg CO2e, None where no factor covered any."""

    footprint: int
    year: int
    category: str
    money: Mapping[str, Decimal]
    kg: Decimal | None


@dataclass(slots=True)
class Effect:
    """What the touched categories of one footprint come to, in kg CO2e, and which lose or get a figure."""

    before: Decimal = Decimal(0)
    after: Decimal = Decimal(0)
    lost: int = 0
    gained: int = 0

    @property
    def difference(self) -> Decimal:
        """What is added to the footprint's total, below zero where it falls."""
        return self.after - self.before


def factor_changes(before: FactorSet, after: FactorSet, language: str = "en") -> list[FactorChange]:
    """Return the figures that are new, gone or different, those that change most first, then new and gone ones."""
    old, new = _figures(before), _figures(after)
    found = [
        FactorChange(code, (after.codes.get(code) or before.codes[code]).name(language), year, was, now)
        for code, year in {**old, **new}
        if (was := old.get((code, year))) != (now := new.get((code, year)))
    ]
    return sorted(
        found, key=lambda each: (each.change is None, -abs(each.change or Decimal(0)), each.code, each.price_year)
    )


def touched_categories(
    before: FactorSet, after: FactorSet, mapped: tuple[Iterable[CategoryFactors], Iterable[CategoryFactors]]
) -> frozenset[str]:
    """Return the categories whose figure may be another: their factors, or what stands for them, changed.

    `mapped` is what stood and what stands for each category. All of them are touched where the figures are of another
    kind than before: currency, region, prices, warming potentials, or the years that they are meant for.
    """
    old, new = ({entry.category: entry.weights for entry in entries} for entries in mapped)
    if _kind(before) != _kind(after):
        return frozenset({*old, *new})
    changed = {change.code for change in factor_changes(before, after)}
    return frozenset(
        category
        for category in {*old, *new}
        if old.get(category) != new.get(category) or any(code in changed for code, _weight in new.get(category, ()))
    )


def effects(sums: Sequence[SumBefore], choice: FactorChoice) -> dict[int, Effect]:
    """Return by footprint what its sums come to with the intensities of `choice`, beside what they came to.

    Money without a figure adds nothing, before as after.
    """
    found: dict[int, Effect] = {}
    for each in sums:
        figures = {currency: choice.find(each.category, each.year, currency) for currency in each.money}
        known = [each.money[name] * one.kg_per_unit for name, one in figures.items() if isinstance(one, Intensity)]
        effect = found.setdefault(each.footprint, Effect())
        effect.before += each.kg or 0
        effect.after += sum(known, Decimal(0))
        effect.lost += each.kg is not None and not known
        effect.gained += each.kg is None and bool(known)
    return found


def _figures(factor_set: FactorSet) -> dict[tuple[str, int], Decimal]:
    return {(factor.code, factor.price_year): factor.kg_per_unit for factor in factor_set.factors}


def _kind(factor_set: FactorSet) -> tuple[object, ...]:
    spend = factor_set.currency, factor_set.region, factor_set.gwp_set, factor_set.valid_years
    return *spend, factor_set.price_bases
