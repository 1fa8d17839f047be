"""The years of several organisations together at constant prices, with an interval that knows what they share.

Source: docs/methods/constant_prices.md and docs/methods/uncertainty.md. Members use the same factors, so their errors
go together: the interval is computed from the factors behind all of them, never from their own intervals. The change of
each member falls into price and real (Bennet 1920); both are summed in kilograms and divided by the common first year.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import pairwise

import polars as pl

from emissions.calculations.constant_prices import (
    CHANGE_PLACES,
    Change,
    Comparison,
    YearAtConstantPrices,
    compare_years,
)
from emissions.calculations.factor_choice import FactorChoice
from emissions.calculations.intensities import EXACT
from emissions.calculations.uncertainty import FactorPart, intervals_of


@dataclass(frozen=True, slots=True)
class Member:
    """One organisation's totals over the years (as of totals.rows_of) and the intensities of its country."""

    totals: pl.DataFrame
    choice: FactorChoice


def members_together(members: Sequence[Member], years: Sequence[int]) -> Comparison:
    """Return the comparison of the members' sums; every member must have all the years, and there must be a member."""
    each = [compare_years(member.totals, member.choice, years) for member in members]
    spreads = {code: spread for member in members for code, spread in member.choice.set_gsd2.items()}
    with localcontext(EXACT):
        parts = {year: _parts(each, place) for place, year in enumerate(years)}
        intervals = intervals_of({year: [part for _, part in found] for year, found in parts.items()}, spreads)
        undeflated = {year: _undeflated(each, place) for place, year in enumerate(years)}
        ended = {year: _index_year(each, place) for place, year in enumerate(years)}
        together = tuple(
            YearAtConstantPrices(year, intervals[year], undeflated[year], ended[year], parts[year]) for year in years
        )
        changes = tuple(_change(each, place, together) for place in range(len(years) - 1))
    return Comparison(together, changes, tuple(money for comparison in each for money in comparison.left_out))


def _parts(each: Sequence[Comparison], place: int) -> tuple[tuple[str, FactorPart], ...]:
    return tuple(part for comparison in each for part in comparison.years[place].parts)


def _index_year(each: Sequence[Comparison], place: int) -> int | None:
    found = (comparison.years[place].index_year for comparison in each)
    return max((year for year in found if year is not None), default=None)


def _undeflated(each: Sequence[Comparison], place: int) -> Decimal:
    return sum((comparison.years[place].undeflated_kg for comparison in each), Decimal(0))


def _change(each: Sequence[Comparison], place: int, together: Sequence[YearAtConstantPrices]) -> Change:
    before, after = list(pairwise(together))[place]
    kilograms: Mapping[str, Decimal] = {
        name: sum(
            (
                (getattr(comparison.changes[place], name) or Decimal(0)) * comparison.years[place].undeflated_kg
                for comparison in each
            ),
            Decimal(0),
        )
        for name in ("price", "real")
    }
    price, real = (_share(kilograms[name], before.undeflated_kg) for name in ("price", "real"))
    difference = after.emissions.mean_kg - before.emissions.mean_kg
    total = None if price is None or real is None else price + real
    return Change(before.year, after.year, total, price, real, _share(difference, before.emissions.mean_kg))


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    return (part / whole).quantize(CHANGE_PLACES) if whole else None
