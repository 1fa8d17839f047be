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
from dataclasses import dataclass, field
from decimal import Decimal, localcontext

from emissions.calculations.factor_pricing import Market, PricedFactor, Refusal, price_factor
from emissions.calculations.factor_set import FactorSet
from emissions.calculations.gaps import Gap, GapReason
from emissions.calculations.intensities import EXACT, INTENSITY_PLACES, Component, Flag, Intensity
from emissions.calculations.price_levels import PriceData

Cell = tuple[str, int, str]  # category, year, currency


@dataclass(frozen=True, slots=True)
class CategoryFactors:
    """The factors of one set that stand for a purchase category: (code, weight) with weights that sum to one."""

    category: str
    weights: tuple[tuple[str, Decimal], ...]
    traits: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
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
    `one_deflator` takes only price indices that cover every year: both serve comparisons (constant_prices.py).
    """
    years, currencies = tuple(years), tuple(currencies)
    by_set = {code: {entry.category: entry for entry in entries} for code, entries in mappings.items()}
    market = Market(country, prices, vintage, frozenset(years if one_deflator else ()))
    chooser = _Chooser(tuple(factor_sets), by_set, market)
    categories = dict.fromkeys(category for entries in by_set.values() for category in entries)
    intensities: dict[Cell, Intensity] = {}
    gaps: dict[Cell, Gap] = {}
    with localcontext(EXACT):
        for cell in (
            (category, year, currency) for category in categories for year in years for currency in currencies
        ):
            found = chooser.choose(*cell)
            if isinstance(found, Intensity):
                intensities[cell] = found
            else:
                gaps[cell] = Gap(*cell, found.reason, found.values)
    return FactorChoice(intensities, gaps, tuple(factor_sets), prices)


@dataclass(slots=True)
class _Chooser:
    """One run; remembers what it has priced, since categories share factors."""

    factor_sets: tuple[FactorSet, ...]
    mappings: Mapping[str, Mapping[str, CategoryFactors]]
    market: Market
    priced: dict[tuple[str, str, int, str], PricedFactor | Refusal] = field(default_factory=dict)

    def choose(self, category: str, year: int, currency: str) -> Intensity | Refusal:
        """Return the first set's intensity, or the most telling refusal."""
        refusals: list[Refusal] = []
        for factor_set in self.factor_sets:
            found = self._from_set(factor_set, category, year, currency)
            if isinstance(found, Intensity):
                return found
            refusals.append(found)
        telling = [refusal for refusal in refusals if refusal.reason is not GapReason.NO_FACTOR_MAPPED]
        return (telling or refusals or [Refusal(GapReason.NO_FACTOR_MAPPED, {"factor_set": ""})])[0]

    def _from_set(self, factor_set: FactorSet, category: str, year: int, currency: str) -> Intensity | Refusal:
        entry = self.mappings.get(factor_set.code, {}).get(category)
        if (refusal := self._refuse(factor_set, entry)) or entry is None:
            return refusal or Refusal(GapReason.NO_FACTOR_MAPPED, {"factor_set": factor_set.code})
        components: list[Component] = []
        flags: set[Flag] = set() if factor_set is self.factor_sets[0] else {Flag.OTHER_FACTOR_SET}
        for code, weight in entry.weights:
            priced = self._price(factor_set, code, year, currency)
            if isinstance(priced, Refusal):
                return priced
            kg = (weight * priced.numerator / priced.denominator).quantize(INTENSITY_PLACES)
            names = factor_set.codes[code].names
            components.append(Component(priced.factor, names, weight, priced.price, priced.exchange, priced.gsd2, kg))
            flags |= priced.flags
        total = sum((component.kg_per_unit for component in components), Decimal(0))
        found, sources = tuple(components), (factor_set.code, factor_set.version, factor_set.gwp_set)
        return Intensity(category, year, currency, total, *sources, found, tuple(sorted(flags)))

    def _refuse(self, factor_set: FactorSet, entry: CategoryFactors | None) -> Refusal | None:
        """Return why this set does not serve the category whatever the year and currency, or None."""
        first = self.factor_sets[0]
        if entry is None or not entry.weights:
            return Refusal(GapReason.NO_FACTOR_MAPPED, {"factor_set": factor_set.code})
        if factor_set.gwp_set != first.gwp_set:
            values = {"factor_set": factor_set.code, "gwp_set": factor_set.gwp_set, "expected": first.gwp_set}
            return Refusal(GapReason.OTHER_WARMING_POTENTIALS, values)
        if (total := sum(weight for _, weight in entry.weights)) != 1:
            return Refusal(GapReason.WEIGHTS_NOT_ONE, {"factor_set": factor_set.code, "total": total})
        for code, _ in entry.weights:
            if code not in factor_set.codes:
                return Refusal(GapReason.UNKNOWN_FACTOR, {"factor_set": factor_set.code, "code": code})
            if uses := factor_set.codes[code].not_for & entry.traits:
                values = {"factor_set": factor_set.code, "code": code, "use": ", ".join(sorted(uses))}
                return Refusal(GapReason.NOT_FOR_THIS_USE, values)
        return None

    def _price(self, factor_set: FactorSet, code: str, year: int, currency: str) -> PricedFactor | Refusal:
        key = (factor_set.code, code, year, currency)
        if key not in self.priced:
            self.priced[key] = price_factor(factor_set, code, year, currency, self.market)
        return self.priced[key]
