"""Years side by side at constant prices: deflated spend, one factor vintage, one price index for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import polars as pl

from emissions.calculations.constant_prices import Comparison, compare_years
from emissions.calculations.factor_choice import FactorChoice, choose_factors
from emissions.queries.own_sets import PREFIX, OwnKey, own_keys
from emissions.queries.published import (
    DEFAULT_FACTOR_SET,
    KEPT_CHOICES,
    choice_for,
    ghg_categories,
    mappings_with,
    preferred_sets,
    price_data,
)
from emissions.queries.spend import year_totals
from organisations.models import Organisation
from organisations.reference.categories import category_of


@dataclass(frozen=True, slots=True)
class AreaTrend:
    """One area of the category tree: kg CO2e at constant prices, year by year in the comparison's order."""

    area: str
    kg: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class YearsCompared:
    """A comparison with its areas; `vintage` is the year whose factors serve all years."""

    comparison: Comparison
    areas: tuple[AreaTrend, ...]
    vintage: int
    factor_set: str


def totals_of(organisation_ids: Sequence[int]) -> pl.DataFrame:
    """Return the sums of every year with accounts: those of year_totals and ghg_category."""
    return year_totals(organisation_ids).with_columns(
        ghg_category=pl.col("category").replace_strict(ghg_categories(), default=None, return_dtype=pl.Int64)
    )


def usable_choice(organisation: Organisation, factor_set: str) -> tuple[str, tuple[OwnKey, ...]]:
    """Return the set to compare years with and, where it is one of the organisation's own, the own sets with it.

    The usual set stands in for one that the organisation may not use, or may use no more.
    """
    if not factor_set.startswith(PREFIX):
        return factor_set, ()
    own = own_keys([organisation], factor_set).get(organisation.pk)
    return (factor_set, own) if own else (DEFAULT_FACTOR_SET, ())


def comparable_years(organisation: Organisation, totals: pl.DataFrame, factor_set: str) -> list[int]:
    """Return the organisation's years, in order, that any factor reaches: the others have no figure to compare."""
    mine = totals.filter(pl.col("organisation") == organisation.pk)
    currencies = tuple(sorted(set(mine["currency"])))
    chosen, own = usable_choice(organisation, factor_set)
    return [
        year
        for year in sorted(set(mine["year"]))
        if choice_for(chosen, organisation.country, (year,), currencies, own).intensities
    ]


def years_compared(
    organisation: Organisation, totals: pl.DataFrame, years: Sequence[int], factor_set: str
) -> YearsCompared:
    """Return the organisation's years at constant prices; `totals` as of totals_of, `years` in order, at least one."""
    mine = totals.filter((pl.col("organisation") == organisation.pk) & pl.col("year").is_in(list(years)))
    currencies = tuple(sorted(set(mine["currency"])))
    chosen, own = usable_choice(organisation, factor_set)
    choice = constant_choice(chosen, organisation.country, tuple(years), currencies, own)
    comparison = compare_years(mine, choice, years)
    return YearsCompared(
        comparison=comparison,
        areas=_areas(comparison),
        vintage=_vintage(choice, years),
        factor_set=chosen,
    )


@lru_cache(maxsize=KEPT_CHOICES)
def constant_choice(
    factor_set: str, country: str, years: tuple[int, ...], currencies: tuple[str, ...], own: tuple[OwnKey, ...] = ()
) -> FactorChoice:
    """Return the intensities of all years with the factors nearest to the last one and one price index."""
    return choose_factors(
        mappings_with(own),
        factor_sets=preferred_sets(factor_set, own),
        years=years,
        currencies=currencies,
        country=country,
        prices=price_data(),
        vintage=max(years),
        one_deflator=True,
    )


def _areas(comparison: Comparison) -> tuple[AreaTrend, ...]:
    """Sum what is compared by area, the largest of the last year first."""
    sums: dict[str, list[Decimal]] = {}
    for place, year in enumerate(comparison.years):
        for category, part in year.parts:
            known = category_of(category)
            area = known.parent or category if known else category
            sums.setdefault(area, [Decimal(0)] * len(comparison.years))[place] += part.kg
    ordered = sorted(sums.items(), key=lambda item: (-item[1][-1], item[0]))
    return tuple(AreaTrend(area, tuple(kg)) for area, kg in ordered)


def _vintage(choice: FactorChoice, years: Sequence[int]) -> int:
    used = {
        component.factor.price_year
        for intensity in choice.intensities.values()
        if intensity.factor_set == choice.factor_sets[0].code
        for component in intensity.components
    }
    return max(used) if used else max(years)
