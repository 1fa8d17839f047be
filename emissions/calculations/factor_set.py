"""Factor sets: published emission factors with their source, their quality and what they fit.

Fields and rules: docs/methods/factor_set_format.md. A factor is known by source, version, code, region, price year,
year of the emissions, price basis, variant and warming potentials; a published row never changes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from emissions.calculations.data_folders import Source
from foundation.money import PriceBasis

# Net spend meets purchaser-price factors only, those without product taxes first (docs/methods/factor_choice.md).
NET_SPEND_BASES = (PriceBasis.PURCHASER_EX_TAXES, PriceBasis.PURCHASER)


@dataclass(frozen=True, slots=True)
class Factor:
    """One published figure: kg CO2e per unit of money, of one price year, basis and variant.

    `gsd2` is its own spread where the source gives one, and `row` its place in the file that it was read from.
    """

    code: str
    price_year: int
    ghg_year: int
    price_basis: PriceBasis
    variant: str
    unit: str
    kg_per_unit: Decimal
    gsd2: Decimal | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class FactorCode:
    """A product group of a set: its names by language, and the uses it must not serve ("fuel", "medicine")."""

    code: str
    names: Mapping[str, str]
    not_for: frozenset[str] = frozenset()

    def name(self, language: str) -> str:
        """Return the name in a language, in English where the set has no other."""
        return self.names.get(language) or self.names["en"]


@dataclass(frozen=True, slots=True)
class Quality:
    """How sure a set's factors are: GSD² of the factor itself, GSD² shared by the whole set, pedigree scores 1–5."""

    basic_gsd2: Decimal
    basic_source: str
    set_gsd2: Decimal
    set_source: str
    reliability: int
    completeness: int
    technology: int
    similar_regions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FactorSet:
    """A published set of emission factors with its source, and what it fits in plain words by language.

    `helps_out` is whether it may serve where a set that was preferred has nothing; others serve when chosen alone.
    `valid_years` are the first and the last year of spend that it is meant for; None where it says nothing.
    """

    source: Source
    region: str
    currency: str
    gwp_set: str
    lca_model: str
    biogenic_co2: str
    spend_variant: str
    fits: Mapping[str, str]
    does_not_fit: Mapping[str, str]
    variants: Mapping[str, Mapping[str, str]]
    quality: Quality
    codes: Mapping[str, FactorCode]
    factors: tuple[Factor, ...]
    helps_out: bool = False
    valid_years: tuple[int | None, int | None] = (None, None)
    _by_key: Mapping[tuple[str, int, str, str], Factor] = field(init=False, repr=False, compare=False)
    _spend: Mapping[str, Mapping[int, Factor]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        keys = {(factor.code, factor.price_year, factor.price_basis, factor.variant): factor for factor in self.factors}
        object.__setattr__(self, "_by_key", keys)
        object.__setattr__(self, "_spend", _spend_vintages(self.factors, self.spend_variant))

    @property
    def code(self) -> str:
        """The set's code, unique in the catalogue."""
        return self.source.code

    @property
    def version(self) -> str:
        """The publisher's version."""
        return self.source.version

    @property
    def years(self) -> tuple[int, int]:
        """First and last price year in the set."""
        years = [factor.price_year for factor in self.factors]
        return min(years), max(years)

    @property
    def price_bases(self) -> tuple[PriceBasis, ...]:
        """The price bases that occur in the set."""
        return tuple(basis for basis in PriceBasis if any(factor.price_basis is basis for factor in self.factors))

    def factor(self, code: str, year: int, basis: PriceBasis, variant: str | None = None) -> Factor | None:
        """Return one figure, of the variant that serves spend unless another is named; None where none is published."""
        return self._by_key.get((code, year, basis, variant or self.spend_variant))

    def spend_vintages(self, code: str) -> Mapping[int, Factor]:
        """Return the figures that may serve net spend, by price year; empty for an unknown code or basic prices."""
        return self._spend.get(code, {})

    def serves(self, year: int) -> bool:
        """Return whether the set is meant for spend of a year."""
        first, last = self.valid_years
        return (first is None or first <= year) and (last is None or year <= last)

    def identity(self, factor: Factor) -> str:
        """Return the factor's identity as results pin it."""
        years, kind = f"{factor.price_year}/{factor.ghg_year}", f"{factor.price_basis}:{factor.variant}"
        return f"{self.source.reference}:{factor.code}:{self.region}:{years}:{kind}:{self.gwp_set}"


def _spend_vintages(factors: Iterable[Factor], variant: str) -> Mapping[str, Mapping[int, Factor]]:
    vintages: dict[str, dict[int, Factor]] = {}
    for basis in reversed(NET_SPEND_BASES):  # the preferred basis comes last and stays
        for factor in factors:
            if factor.price_basis is basis and factor.variant == variant:
                vintages.setdefault(factor.code, {})[factor.price_year] = factor
    return vintages
