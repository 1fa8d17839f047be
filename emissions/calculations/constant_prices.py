"""Compare years: deflated spend, one factor vintage, one price index for all of them; what was price and what was real.

Source: docs/methods/constant_prices.md. Per category, currency and factor: q is kg CO2e of deflated spend (real), p the
price level of the year over that of the factor, q·p what undeflated spend would have given. The change of Σ q·p falls
into price Σ Δp·(q₀+q₁)/2 and real Σ Δq·(p₀+p₁)/2 (Bennet 1920), which sum to it exactly.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from itertools import pairwise

import polars as pl

from emissions.calculations.factor_choice import FactorChoice
from emissions.calculations.gaps import Gap
from emissions.calculations.intensities import EXACT, Intensity
from emissions.calculations.price_levels import ONE
from emissions.calculations.results import COUNTED, GapMoney, Treatment
from emissions.calculations.spend_based import parts_of
from emissions.calculations.totals import Total, rows_of
from emissions.calculations.uncertainty import FactorPart, Interval, intervals_of

CHANGE_PLACES = Decimal("0.000001")
Key = tuple[str, str, str]  # category, currency, factor code


@dataclass(frozen=True, slots=True)
class YearAtConstantPrices:
    """One year of the comparison: emissions of deflated spend, and what undeflated spend would have given.

    `index_year` is the last year of a price index that was used although it ended before this year; None where every
    index reaches the year. `parts` are the emissions by category and factor, for those who sum them otherwise.
    """

    year: int
    emissions: Interval
    undeflated_kg: Decimal
    index_year: int | None
    parts: tuple[tuple[str, FactorPart], ...] = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Change:
    """From one year to the next, as shares of the first: total = price + real, of undeflated spend.

    `constant_prices` is the change of the emissions themselves, as a trend shows it. None where the first year is zero.
    """

    from_year: int
    to_year: int
    total: Decimal | None
    price: Decimal | None
    real: Decimal | None
    constant_prices: Decimal | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The years in order, the change from each to the next, and the money left out because some year has no figure."""

    years: tuple[YearAtConstantPrices, ...]
    changes: tuple[Change, ...]
    left_out: tuple[GapMoney, ...]


@dataclass(slots=True)
class _Year:
    quantity: dict[Key, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    level: dict[Key, Decimal] = field(default_factory=dict)
    parts: list[tuple[str, FactorPart]] = field(default_factory=list)
    ended_indices: set[int] = field(default_factory=set)

    def factor_parts(self) -> Iterable[FactorPart]:
        return (part for _, part in self.parts)

    def undeflated(self) -> Decimal:
        return sum((quantity * self.level[key] for key, quantity in self.quantity.items()), Decimal(0))


def compare_years(totals: pl.DataFrame, choice: FactorChoice, years: Sequence[int]) -> Comparison:
    """Return the comparison of purchases and capital goods over years; the columns of `totals` stand at totals.rows_of.

    `choice` comes from choose_factors with a vintage and one deflator, for all these years. A category and currency
    without an intensity in some year is left out of all of them, with its money. Raises ValueError if the choice mixes
    vintages or price indices, since its years could not be compared.
    """
    with localcontext(EXACT):
        rows = [row for row in rows_of(totals) if row.treatment in COUNTED and row.year in years]
        pairs = dict.fromkeys((_category(row), row.currency) for row in rows)
        found = {pair: [choice.find(pair[0], year, pair[1]) for year in years] for pair in pairs}
        usable = {pair: _one_vintage(entries) for pair, entries in found.items() if _all_intensities(entries)}
        by_year = {year: _Year() for year in years}
        for pair, entries in usable.items():
            _set_levels(pair, entries, by_year)
        left_out: list[GapMoney] = []
        for row in rows:
            pair = (_category(row), row.currency)
            if pair in usable:
                _add(row, usable[pair][years.index(row.year)], by_year[row.year])
            else:
                gap = next(entry for entry in found[pair] if isinstance(entry, Gap))
                left_out.append(GapMoney(gap, Treatment(row.treatment), row.amount))
        intervals = intervals_of({year: values.factor_parts() for year, values in by_year.items()}, choice.set_gsd2)
        return Comparison(
            tuple(
                YearAtConstantPrices(
                    year,
                    intervals[year],
                    values.undeflated(),
                    max(values.ended_indices, default=None),
                    tuple(values.parts),
                )
                for year, values in by_year.items()
            ),
            tuple(_change(first, second, by_year, intervals) for first, second in pairwise(years)),
            _summed(left_out),
        )


def _category(row: Total) -> str | None:
    return None if row.treatment == Treatment.UNCLASSIFIED else row.category


def _all_intensities(entries: Iterable[Intensity | Gap]) -> bool:
    return all(isinstance(entry, Intensity) for entry in entries)


def _one_vintage(entries: Iterable[Intensity | Gap]) -> list[Intensity]:
    intensities = [entry for entry in entries if isinstance(entry, Intensity)]
    factors = {tuple(component.factor for component in intensity.components) for intensity in intensities}
    series = {
        (component.factor.code, component.price.source, component.price.series)
        for intensity in intensities
        for component in intensity.components
        if component.price
    }
    if len(factors) > 1 or len({code for code, _, _ in series}) < len(series):
        raise ValueError(f"The years of {intensities[0].category} stand on different factors or price indices.")
    return intensities


def _set_levels(pair: tuple[str | None, str], entries: Iterable[Intensity], by_year: Mapping[int, _Year]) -> None:
    for intensity in entries:
        for component in intensity.components:
            key = (str(pair[0]), pair[1], component.factor.code)
            by_year[intensity.year].level[key] = ONE / component.price.ratio if component.price else ONE
            if component.price and component.price.from_year < intensity.year:
                by_year[intensity.year].ended_indices.add(component.price.from_year)


def _add(row: Total, intensity: Intensity, values: _Year) -> None:
    for part in parts_of(row.amount, intensity):
        values.parts.append((intensity.category, part))
        values.quantity[intensity.category, row.currency, part.code] += part.kg


def _change(first: int, second: int, by_year: Mapping[int, _Year], intervals: Mapping[int, Interval]) -> Change:
    before, after = by_year[first], by_year[second]
    price, real, two = Decimal(0), Decimal(0), Decimal(2)
    for key in before.quantity.keys() | after.quantity.keys():
        q0, q1 = before.quantity.get(key, Decimal(0)), after.quantity.get(key, Decimal(0))
        p0, p1 = before.level[key], after.level[key]
        price += (p1 - p0) * (q0 + q1) / two
        real += (q1 - q0) * (p0 + p1) / two
    base, kg = before.undeflated(), intervals[first].mean_kg
    difference = intervals[second].mean_kg - kg
    parts = _share(price, base), _share(real, base)
    total = None if parts[0] is None or parts[1] is None else parts[0] + parts[1]
    return Change(first, second, total, *parts, _share(difference, kg))


def _share(part: Decimal, whole: Decimal) -> Decimal | None:
    return (part / whole).quantize(CHANGE_PLACES) if whole else None


def _summed(money: Iterable[GapMoney]) -> tuple[GapMoney, ...]:
    sums: dict[tuple[str | None, str, Treatment], GapMoney] = {}
    for item in money:
        key = (item.gap.category, item.gap.currency, item.treatment)
        before = sums[key].amount if key in sums else Decimal(0)
        sums[key] = GapMoney(item.gap, item.treatment, before + item.amount)
    return tuple(sums.values())
