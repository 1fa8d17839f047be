"""The years of several organisations together at constant prices, with an interval that knows what they share.

Source: docs/methods/constant_prices.md and docs/methods/uncertainty.md. Members use the same factors, so their errors
go together: the interval is computed from the factors behind all of them, never from their own intervals. The change of
each member falls into price and real (Bennet 1920); both are summed in kilograms and divided by the common first year.
"""

from collections.abc import Iterable, Mapping, Sequence
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
from emissions.calculations.intensities import EXACT, Intensity
from emissions.calculations.results import IN_TOTAL
from emissions.calculations.spend_based import parts_of
from emissions.calculations.totals import Total, rows_of
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
    parts: dict[int, list[FactorPart]] = {year: [] for year in years}
    with localcontext(EXACT):
        for member in members:
            for year, part in _parts(member, years):
                parts[year].append(part)
        intervals = intervals_of(parts, spreads)
        undeflated = {year: _undeflated(each, place) for place, year in enumerate(years)}
        together = tuple(YearAtConstantPrices(year, intervals[year], undeflated[year]) for year in years)
        changes = tuple(_change(each, place, together) for place in range(len(years) - 1))
    return Comparison(together, changes, tuple(money for comparison in each for money in comparison.left_out))


def _parts(member: Member, years: Sequence[int]) -> Iterable[tuple[int, FactorPart]]:
    """Yield the kilograms by factor of everything that has an intensity in every year."""
    for row in rows_of(member.totals):
        if row.treatment in IN_TOTAL and row.year in years:
            found = [member.choice.find(row.category, year, row.currency) for year in years]
            intensities = [entry for entry in found if isinstance(entry, Intensity)]
            if len(intensities) == len(years):
                yield from _by_factor(row, intensities[list(years).index(row.year)])


def _by_factor(row: Total, intensity: Intensity) -> Iterable[tuple[int, FactorPart]]:
    return ((row.year, part) for part in parts_of(row.amount, intensity))


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
