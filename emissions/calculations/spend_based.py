"""Spend-based emissions of a ledger: kg CO2e = spend × P_base / P_t ÷ FX_base × EF, summed first and multiplied after.

Source: docs/methods/spend_based.md. Rules:
1. Purchases and capital goods make the total; capital goods are GHG Protocol category 2, whole in the year of purchase.
2. Energy by spend is screening: it stands apart and is in no total.
3. Excluded money does not count. Money without a category or a factor counts, and is a gap, never a zero.
4. Credit notes are negative amounts with the same intensity.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, localcontext

import polars as pl

from emissions.calculations.basis import METHOD_VERSION
from emissions.calculations.factor_choice import FactorChoice
from emissions.calculations.gaps import Gap
from emissions.calculations.intensities import EXACT, Flag, Intensity
from emissions.calculations.money_coverage import coverage_of
from emissions.calculations.results import (
    CELL_SCHEMA,
    IN_TOTAL,
    Excluded,
    FlaggedMoney,
    FootprintResult,
    GapMoney,
    Treatment,
)
from emissions.calculations.totals import Total, rows_of
from emissions.calculations.uncertainty import FactorPart, Interval, intervals_of

TOTAL, ENERGY = ("total", None), ("energy", None)
Sum = tuple[str, str | int | None]  # which breakdown, and its key


@dataclass(slots=True)
class _Tally:
    """What is counted while the rows are gone through once."""

    cells: list[tuple[object, ...]] = field(default_factory=list)
    parts: dict[Sum, list[FactorPart]] = field(default_factory=lambda: defaultdict(list, {TOTAL: [], ENERGY: []}))
    gaps: dict[tuple[str | None, int, str, Treatment], GapMoney] = field(default_factory=dict)
    excluded: dict[tuple[str, str], Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    flagged: dict[tuple[Flag, str], Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    used: set[tuple[str, str]] = field(default_factory=set)
    covered: list[tuple[Total, bool]] = field(default_factory=list)


def footprint_of(totals: pl.DataFrame, choice: FactorChoice) -> FootprintResult:
    """Return the footprint of summed spend; the columns of `totals` stand at totals.rows_of.

    Rows may repeat a combination and come in any order. `choice` holds an intensity or a gap for the categories, years
    and currencies; what it was not asked for is a gap.
    """
    tally = _Tally()
    with localcontext(EXACT):
        for row in rows_of(totals):
            _count(row, choice, tally)
        coverage = coverage_of(tally.covered, choice.prices.rates)
        sums = intervals_of(tally.parts, choice.set_gsd2)
    return FootprintResult(
        method_version=METHOD_VERSION,
        total=sums[TOTAL],
        energy=sums[ENERGY],
        by_category=_breakdown(sums, "category"),
        by_ghg_category={int(key): interval for key, interval in _breakdown(sums, "ghg_category").items()},
        by_treatment=_breakdown(sums, "treatment"),
        energy_by_category=_breakdown(sums, "energy_category"),
        coverage=coverage,
        gaps=tuple(sorted(tally.gaps.values(), key=_gap_order)),
        excluded=tuple(Excluded(*key, amount) for key, amount in sorted(tally.excluded.items())),
        flagged=tuple(FlaggedMoney(*key, amount) for key, amount in sorted(tally.flagged.items())),
        factor_sets=tuple(f"{code}@{version}" for code, version in sorted(tally.used)),
        price_sources=choice.prices.references,
        gwp_set=choice.factor_sets[0].gwp_set if choice.factor_sets else None,
        cells=pl.DataFrame(tally.cells, schema=CELL_SCHEMA, orient="row"),
    )


def _count(row: Total, choice: FactorChoice, tally: _Tally) -> None:
    if row.treatment is Treatment.EXCLUDED:
        tally.excluded[row.reason, row.currency] += row.amount
        return
    category = None if row.treatment is Treatment.UNCLASSIFIED else row.category
    found = choice.find(category, row.year, row.currency)
    tally.covered.append((row, isinstance(found, Intensity)))
    if isinstance(found, Gap):
        _count_gap(row, found, tally)
        kg, reason = None, found.reason.value
    else:
        _count_intensity(row, found, tally)
        kg, reason = row.amount * found.kg_per_unit, None
    keys = (row.category, row.treatment.value, row.year, row.month, row.currency, row.ghg_category)
    tally.cells.append((*keys, row.amount, kg, reason))


def _count_gap(row: Total, gap: Gap, tally: _Tally) -> None:
    key = (gap.category, gap.year, gap.currency, row.treatment)
    before = tally.gaps[key].amount if key in tally.gaps else Decimal(0)
    tally.gaps[key] = GapMoney(gap, row.treatment, before + row.amount)


def _count_intensity(row: Total, intensity: Intensity, tally: _Tally) -> None:
    tally.used.add((intensity.factor_set, intensity.factor_set_version))
    for flag in intensity.flags:
        tally.flagged[flag, row.currency] += row.amount
    for part in parts_of(row.amount, intensity):
        for key in _sums_of(row):
            tally.parts[key].append(part)


def parts_of(amount: Decimal, intensity: Intensity) -> tuple[FactorPart, ...]:
    """Return the kg CO2e of an amount by factor, as the uncertainty needs them; they sum to amount × intensity."""
    return tuple(
        FactorPart(intensity.factor_set, component.factor.code, component.gsd2, amount * component.kg_per_unit)
        for component in intensity.components
    )


def _sums_of(row: Total) -> Iterable[Sum]:
    """Return the sums that a row belongs to (rules 1 and 2)."""
    if row.treatment not in IN_TOTAL:
        return ENERGY, ("energy_category", row.category)
    details: tuple[Sum, ...] = (("category", row.category), ("ghg_category", row.ghg_category))
    return TOTAL, *details, ("treatment", row.treatment.value)


def _breakdown(sums: Mapping[Sum, Interval], name: str) -> dict[str, Interval]:
    """Return one breakdown, the largest first and equal ones by name."""
    chosen = [(str(key), interval) for (breakdown, key), interval in sums.items() if breakdown == name]
    return dict(sorted(chosen, key=lambda item: (-item[1].mean_kg, item[0])))


def _gap_order(money: GapMoney) -> tuple[Decimal, str, int, str]:
    return -abs(money.amount), money.gap.category or "", money.gap.year, money.gap.currency
