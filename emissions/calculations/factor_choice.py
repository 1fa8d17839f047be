"""Choose the factor, its year, the price index and the rate for every category, year and currency.

Source: docs/methods/factor_choice.md. Rules:
1. Only purchaser prices meet net spend; those without product taxes come first. Basic prices are never used for it.
2. The factor of the spend's own year is used as it is. Otherwise the nearest price year is taken (the newer of two
   equally near), the spend is deflated to it, and the figure is flagged. A fixed vintage takes the place of that year.
3. A factor that is "not for" a use never serves a category with that trait.
4. The sets are tried in order; a later one is flagged, and serves only with the same warming potentials as the first.
5. Whatever is missing – mapping, factor, index, rate – makes a gap with its reason.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cached_property
from typing import NamedTuple

from emissions.calculations.choice_tables import ChoiceTables, tables_of
from emissions.calculations.factor_pricing import Market, Pricer, Refusal
from emissions.calculations.factor_set import FactorSet
from emissions.calculations.gaps import Gap, GapReason
from emissions.calculations.intensities import EXACT, INTENSITY_PLACES, Component, Flag, Intensity
from emissions.calculations.price_levels import PriceData
from emissions.calculations.stored_intensities import StoredFigures, stored_figures

Cell = tuple[str, int, str]  # category, year, currency


@dataclass(frozen=True, slots=True)
class CategoryFactors:
    """The factors of one set that stand for a purchase category: (code, weight) with weights that sum to one."""

    category: str
    weights: tuple[tuple[str, Decimal], ...]
    traits: frozenset[str] = frozenset()


@dataclass(frozen=True)
class FactorChoice:
    """An intensity or a gap for every category, year and currency, and the sets in the order they were tried."""

    intensities: Mapping[Cell, Intensity]
    gaps: Mapping[Cell, Gap]
    factor_sets: tuple[FactorSet, ...]
    prices: PriceData

    @property
    def set_gsd2(self) -> dict[str, Decimal]:
        """The spread that all factors of a set share, by set code."""
        return {factor_set.code: factor_set.quality.set_gsd2 for factor_set in self.factor_sets}

    @cached_property
    def tables(self) -> ChoiceTables:
        """The choice as tables, made when they are first needed."""
        return tables_of(self.intensities.values(), self.gaps.values(), self.factor_sets)

    @cached_property
    def stored(self) -> dict[tuple[int, str], StoredFigures]:
        """The choice by year and currency as footprints pin it, made when it is first needed."""
        return stored_figures([*self.intensities.values(), *self.gaps.values()])

    def find(self, category: str | None, year: int, currency: str) -> Intensity | Gap:
        """Return the intensity or the gap; a category or year that was not asked for is a gap too."""
        if category is None:
            return Gap(None, year, currency, GapReason.UNCLASSIFIED)
        cell = (category, year, currency)
        unmapped = {"factor_set": self.factor_sets[0].code if self.factor_sets else ""}
        return (
            self.intensities.get(cell)
            or self.gaps.get(cell)
            or Gap(category, year, currency, GapReason.NO_FACTOR_MAPPED, unmapped)
        )


def choose_factors(
    mappings: Mapping[str, Iterable[CategoryFactors]],
    *,
    factor_sets: Sequence[FactorSet],
    years: Iterable[int],
    currencies: Iterable[str],
    country: str,
    prices: PriceData,
    vintage: int | None = None,
    one_deflator: bool = False,
) -> FactorChoice:
    """Return an intensity or a gap for every mapped category, year and currency.

    `mappings` holds the categories' factors by set code; `factor_sets` are in order of preference; `country` is where
    the buyer is (ISO 3166, two letters). `vintage` uses the factors nearest to that year for all years, and
    `one_deflator` takes one set, and only price indices that cover every year, for all years of a category: both serve
    comparisons (constant_prices.py).
    """
    years, currencies, sets = tuple(years), tuple(currencies), tuple(factor_sets)
    by_set = {code: {entry.category: entry for entry in entries} for code, entries in mappings.items()}
    pricer = Pricer(Market(country, prices, vintage, frozenset(years if one_deflator else ())))
    found: dict[Cell, Intensity | Refusal] = {}
    with localcontext(EXACT):
        for category in dict.fromkeys(category for entries in by_set.values() for category in entries):
            offers = [_offer(number, sets, by_set, category) for number in range(len(sets))]
            if one_deflator:
                for currency in currencies:
                    found |= _one_set([(category, year, currency) for year in years], offers, pricer)
            else:
                cells = ((category, year, currency) for year in years for currency in currencies)
                found |= {cell: _choose(offers, cell, pricer) for cell in cells}
    return FactorChoice(
        {cell: entry for cell, entry in found.items() if isinstance(entry, Intensity)},
        {cell: Gap(*cell, *entry) for cell, entry in found.items() if isinstance(entry, Refusal)},
        sets,
        prices,
    )


class _Offer(NamedTuple):
    """A set with the factors that may stand for a category; `is_first` where no other set is preferred."""

    factor_set: FactorSet
    weights: tuple[tuple[str, Decimal], ...]
    is_first: bool


def _one_set(
    cells: Sequence[Cell], offers: Sequence[_Offer | Refusal], pricer: Pricer
) -> dict[Cell, Intensity | Refusal]:
    """Return what the first offer has that has all cells: years on different sets could not be compared.

    Where none has all, what the first has stands, with the refusals that tell why its years cannot be compared.
    """
    told: dict[Cell, Intensity | Refusal] = {}
    for offer in offers:
        if isinstance(offer, _Offer):
            entries = {cell: _intensity(offer, *cell, pricer) for cell in cells}
            if all(isinstance(entry, Intensity) for entry in entries.values()):
                return entries
            told = told or entries
    return told or {cell: _choose(offers, cell, pricer) for cell in cells}


def _choose(offers: Iterable[_Offer | Refusal], cell: Cell, pricer: Pricer) -> Intensity | Refusal:
    """Return the first offer's intensity, or the most telling refusal."""
    refusals: list[Refusal] = []
    for offer in offers:
        found = offer if isinstance(offer, Refusal) else _intensity(offer, *cell, pricer)
        if isinstance(found, Intensity):
            return found
        refusals.append(found)
    telling = (refusal for refusal in refusals if refusal.reason is not GapReason.NO_FACTOR_MAPPED)
    return next(telling, refusals[0] if refusals else Refusal(GapReason.NO_FACTOR_MAPPED, {"factor_set": ""}))


def _intensity(offer: _Offer, category: str, year: int, currency: str, pricer: Pricer) -> Intensity | Refusal:
    factor_set, components, total = offer.factor_set, [], Decimal(0)
    flags: frozenset[Flag] = frozenset() if offer.is_first else frozenset({Flag.OTHER_FACTOR_SET})
    for code, weight in offer.weights:
        priced = pricer.price(factor_set, code, year, currency)
        if isinstance(priced, Refusal):
            return priced
        factor, steps = priced
        kg = (weight * factor.kg_per_unit * steps.ratio).quantize(INTENSITY_PLACES)
        names = factor_set.codes[code].names
        components.append(Component(factor, names, weight, steps.price, steps.exchange, steps.gsd2, kg))
        total += kg
        flags |= steps.flags
    sources = factor_set.code, factor_set.version, factor_set.gwp_set
    return Intensity(category, year, currency, total, *sources, tuple(components), tuple(sorted(flags)))


def _offer(
    number: int, sets: Sequence[FactorSet], by_set: Mapping[str, Mapping[str, CategoryFactors]], category: str
) -> _Offer | Refusal:
    """Return what a set offers for the category, or why it has nothing whatever the year and currency."""
    factor_set, first = sets[number], sets[0]
    entry = by_set.get(factor_set.code, {}).get(category)
    if entry is None or not entry.weights:
        return Refusal(GapReason.NO_FACTOR_MAPPED, {"factor_set": factor_set.code})
    if factor_set.gwp_set != first.gwp_set:
        values = {"factor_set": factor_set.code, "gwp_set": factor_set.gwp_set, "expected": first.gwp_set}
        return Refusal(GapReason.OTHER_WARMING_POTENTIALS, values)
    if (total := sum(weight for _, weight in entry.weights)) != 1:
        return Refusal(GapReason.WEIGHTS_NOT_ONE, {"factor_set": factor_set.code, "total": total})
    barred = (_barred(factor_set, code, entry.traits) for code, _ in entry.weights)
    return next((refusal for refusal in barred if refusal), _Offer(factor_set, entry.weights, is_first=number == 0))


def _barred(factor_set: FactorSet, code: str, traits: frozenset[str]) -> Refusal | None:
    if code not in factor_set.codes:
        return Refusal(GapReason.UNKNOWN_FACTOR, {"factor_set": factor_set.code, "code": code})
    if uses := factor_set.codes[code].not_for & traits:
        values = {"factor_set": factor_set.code, "code": code, "use": ", ".join(sorted(uses))}
        return Refusal(GapReason.NOT_FOR_THIS_USE, values)
    return None
