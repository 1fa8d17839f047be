"""The factor sets and price data that the project ships, read once for all tests, and small sets made for a test."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

import polars as pl
from hypothesis import settings

from emissions.calculations.data_folders import Licence, Source
from emissions.calculations.factor_choice import CategoryFactors, FactorChoice, choose_factors
from emissions.calculations.factor_set import Factor, FactorCode, FactorSet, Quality
from emissions.calculations.factor_set_format import load_factor_set
from emissions.calculations.price_data_format import load_price_data
from emissions.calculations.price_levels import PriceData
from foundation.money import PriceBasis

ROOT = Path(__file__).parents[3]
FACTOR_SETS = ROOT / "emissions" / "factor_sets"
PRICE_DATA = ROOT / "emissions" / "price_data"
ONE = Decimal(1)
untimed = settings(deadline=None, max_examples=50)  # for properties: speed is measured by the benchmarks, not by tests


@cache
def norway() -> FactorSet:
    return load_factor_set(FACTOR_SETS / "no-snac")


@cache
def united_states() -> FactorSet:
    return load_factor_set(FACTOR_SETS / "us-epa-1.3.0")


@cache
def norway_alone() -> FactorSet:
    """The Norwegian set that counts imports as if they were made in Norway."""
    return load_factor_set(FACTOR_SETS / "no-dta")


@cache
def united_states_before() -> FactorSet:
    """The US set of the version before."""
    return load_factor_set(FACTOR_SETS / "us-epa-1.2")


@cache
def prices() -> PriceData:
    return load_price_data(PRICE_DATA)


def a_source(code: str) -> Source:
    texts = {"en": code, "nb": code, "sv": code}
    return Source(
        code, "1", "A publisher", texts, Licence("CC0-1.0", "https://example.org", "A publisher"), "", "", None
    )


def a_set(  # what a test does not name is the same everywhere
    factors: Mapping[str, str],
    *,
    code: str = "example",
    currency: str = "USD",
    years: Iterable[int] = (2022,),
    region: str = "US",
    gwp_set: str = "AR5",
    basis: PriceBasis = PriceBasis.PURCHASER,
    basic_gsd2: str = "1.5",
    set_gsd2: str = "1.2",
    not_for: Mapping[str, frozenset[str]] | None = None,
) -> FactorSet:
    """A set with the given kg per unit of money by code, the same in each year."""
    rows = [
        Factor(name, year, year, basis, "all", f"kg/{currency}", Decimal(kg))
        for name, kg in factors.items()
        for year in years
    ]
    texts = {"en": "x", "nb": "x", "sv": "x"}
    return FactorSet(
        source=a_source(code),
        region=region,
        currency=currency,
        gwp_set=gwp_set,
        lca_model="made up",
        biogenic_co2="not included",
        spend_variant="all",
        fits=texts,
        does_not_fit=texts,
        variants={"all": texts},
        quality=Quality(Decimal(basic_gsd2), "made up", Decimal(set_gsd2), "made up", 1, 1, 1),
        codes={name: FactorCode(name, {"en": name}, (not_for or {}).get(name, frozenset())) for name in factors},
        factors=tuple(rows),
    )


def alone(category: str, code: str, *traits: str) -> CategoryFactors:
    """A category that one factor stands for."""
    return CategoryFactors(category, ((code, ONE),), frozenset(traits))


def each_alone(factor_set: FactorSet) -> dict[str, list[CategoryFactors]]:
    """A category for every code of a set, of the same name."""
    return {factor_set.code: [alone(code, code) for code in factor_set.codes]}


def choice_of(factor_set: FactorSet, *, year: int = 2022, currency: str = "USD", country: str = "US") -> FactorChoice:
    """The choice for one year and currency, where every code is a category."""
    return choose_factors(
        each_alone(factor_set),
        factor_sets=[factor_set],
        years=[year],
        currencies=[currency],
        country=country,
        prices=prices(),
    )


def totals(*rows: tuple[object, ...], year: int = 2022, currency: str = "USD") -> pl.DataFrame:
    """Rows of (category, amount) or (category, amount, treatment) as a frame of totals."""
    filled = [(*row, "purchase")[:3] for row in rows]
    return pl.DataFrame(
        {
            "category": [row[0] for row in filled],
            "treatment": [row[2] for row in filled],
            "year": [year] * len(filled),
            "currency": [currency] * len(filled),
            "amount": [Decimal(str(row[1])) for row in filled],
        },
        schema={
            "category": pl.String,
            "treatment": pl.String,
            "year": pl.Int64,
            "currency": pl.String,
            "amount": pl.Decimal(18, 4),
        },
    )
