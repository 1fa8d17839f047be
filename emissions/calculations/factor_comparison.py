"""Factor sets side by side: kg CO2e per unit of one currency and price year, category by category, each set alone.

Source: docs/methods/factor_set_comparison.md. A set that has nothing for a category has nothing: no other helps out,
and what is missing is a gap with its reason, never a zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from emissions.calculations.factor_choice import CategoryFactors, choose_factors
from emissions.calculations.factor_set import FactorSet
from emissions.calculations.gaps import Gap
from emissions.calculations.intensities import Intensity
from emissions.calculations.price_levels import PriceData
from foundation.money import PriceBasis

RATIO_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Compared:
    """What one set says of a category: an intensity, or why there is none; `ratio` is to the first set's figure."""

    found: Intensity | Gap
    ratio: Decimal | None

    @property
    def kg(self) -> Decimal | None:
        """Kg CO2e per unit of money; None where the set has nothing."""
        return self.found.kg_per_unit if isinstance(self.found, Intensity) else None

    @property
    def price_bases(self) -> tuple[PriceBasis, ...]:
        """Whose prices the factors behind it are in."""
        if isinstance(self.found, Gap):
            return ()
        return tuple(dict.fromkeys(component.factor.price_basis for component in self.found.components))


@dataclass(frozen=True, slots=True)
class SetComparison:
    """The sets in order, and by category what each of them says; `gwp_differs` where they count unlike each other."""

    factor_sets: tuple[FactorSet, ...]
    currency: str
    year: int
    rows: Mapping[str, tuple[Compared, ...]]

    @property
    def gwp_differs(self) -> bool:
        """Whether the sets count with different warming potentials."""
        return len({known.gwp_set for known in self.factor_sets}) > 1


def compare_sets(
    factor_sets: Sequence[FactorSet],
    mappings: Mapping[str, Iterable[CategoryFactors]],
    *,
    categories: Sequence[str],
    currency: str,
    year: int,
    country: str,
    prices: PriceData,
) -> SetComparison:
    """Return for each category what one unit of money of `year` in `currency`, spent in `country`, is in every set."""
    choices = [
        choose_factors(
            {known.code: mappings.get(known.code, ())},
            factor_sets=[known],
            years=[year],
            currencies=[currency],
            country=country,
            prices=prices,
        )
        for known in factor_sets
    ]
    rows = {category: _row([choice.find(category, year, currency) for choice in choices]) for category in categories}
    return SetComparison(tuple(factor_sets), currency, year, rows)


def _row(found: Sequence[Intensity | Gap]) -> tuple[Compared, ...]:
    first = found[0].kg_per_unit if found and isinstance(found[0], Intensity) else None
    return tuple(
        Compared(
            one,
            (one.kg_per_unit / first).quantize(RATIO_PLACES) if first and isinstance(one, Intensity) else None,
        )
        for one in found
    )
