"""Spend-based emissions of a ledger: kg CO2e = spend × P_base / P_t ÷ FX_base × EF, summed first and multiplied after.

Source: docs/methods/spend_based.md. Rules:
1. Purchases and capital goods make the total; capital goods are GHG Protocol category 2, whole in the year of purchase.
2. Energy by spend is screening: it stands apart and is in no total.
3. Excluded money does not count. Money without a category or a factor counts, and is a gap, never a zero.
4. Credit notes are negative amounts with the same intensity.
"""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

import polars as pl

from emissions.calculations.basis import METHOD_VERSION
from emissions.calculations.factor_choice import FactorChoice
from emissions.calculations.gaps import Gap, GapReason
from emissions.calculations.intensities import Flag, Intensity
from emissions.calculations.money_coverage import NOTHING, coverages_of
from emissions.calculations.results import (
    CELL_SCHEMA,
    KG,
    Excluded,
    FlaggedMoney,
    FootprintResult,
    GapMoney,
    Treatment,
)
from emissions.calculations.spend_sums import sums_by_book, sums_of, whole_sums
from emissions.calculations.sums import ENERGY, NO_SUMS, TOTAL
from emissions.calculations.totals import combined
from emissions.calculations.uncertainty import FactorPart, Interval

Ledger = tuple[pl.DataFrame, FactorChoice]
CELL = ["category", "year", "currency"]
ZERO = Interval(Decimal(0), None, None, None)


def footprint_of(totals: pl.DataFrame, choice: FactorChoice) -> FootprintResult:
    """Return the footprint of summed spend; the columns of `totals` stand at totals.combined.

    Rows may repeat a combination and come in any order. `choice` holds an intensity or a gap for the categories, years
    and currencies; what it was not asked for is a gap.
    """
    return footprints_of([(totals, choice)])[0]


def footprints_of(ledgers: Sequence[Ledger]) -> list[FootprintResult]:
    """Return the footprints of many ledgers, each as footprint_of gives it; those that share a choice go together."""
    places: dict[int, list[int]] = defaultdict(list)
    for place, (_, choice) in enumerate(ledgers):
        places[id(choice)].append(place)
    results: dict[int, FootprintResult] = {}
    for together in places.values():
        found = _footprints([ledgers[place][0] for place in together], ledgers[together[0]][1])
        results.update(zip(together, found, strict=True))
    return [results[place] for place in range(len(ledgers))]


def parts_of(amount: Decimal, intensity: Intensity) -> tuple[FactorPart, ...]:
    """Return the kg CO2e of an amount by factor, as the uncertainty needs them; they sum to amount × intensity."""
    return tuple(
        FactorPart(intensity.factor_set, component.factor.code, component.gsd2, amount * component.kg_per_unit)
        for component in intensity.components
    )


def _footprints(frames: Sequence[pl.DataFrame], choice: FactorChoice) -> list[FootprintResult]:
    rows = _with_intensities(combined(frames), choice)
    counted = rows.filter(pl.col("treatment") != Treatment.EXCLUDED)
    cells = counted.select(*CELL_SCHEMA).cast(CELL_SCHEMA)  # type: ignore[arg-type]  # a mapping of names to types
    sums, coverages = sums_of(counted, choice.tables), coverages_of(counted, choice.prices.rates)
    by_book, whole = sums_by_book(sums), whole_sums(sums)
    gaps, excluded, flagged = _gaps(counted, choice), _excluded(rows), _flagged(counted, choice)
    used, extent = _used(counted, choice), dict(counted.group_by("book").len().iter_rows())
    price_sources = choice.prices.references
    gwp_set = choice.factor_sets[0].gwp_set if choice.factor_sets else None
    results, start = [], 0
    for book in range(len(frames)):
        results.append(
            FootprintResult(
                method_version=METHOD_VERSION,
                total=whole.get((book, TOTAL), ZERO),
                energy=whole.get((book, ENERGY), ZERO),
                sums=by_book.get(book, NO_SUMS),
                coverage=coverages.get(book, NOTHING),
                gaps=tuple(gaps[book]),
                excluded=tuple(excluded[book]),
                flagged=tuple(flagged[book]),
                factor_sets=tuple(used[book]),
                price_sources=price_sources,
                gwp_set=gwp_set,
                cells=cells.slice(start, extent.get(book, 0)),
            )
        )
        start += extent.get(book, 0)
    return results


def _with_intensities(rows: pl.DataFrame, choice: FactorChoice) -> pl.DataFrame:
    """Add the cell of the intensity, kg and the reason of a gap; what counts and has no cell is a gap (rule 3)."""
    unclassified = (pl.col("treatment") == Treatment.UNCLASSIFIED) | pl.col("category").is_null()
    category = pl.when(~unclassified).then("category").alias("sought")
    cells = choice.tables.cells.rename({"category": "sought"})
    joined = rows.with_columns(category).join(cells, on=["sought", *CELL[1:]], how="left", maintain_order="left")
    counts = pl.col("treatment") != Treatment.EXCLUDED
    missing = (
        pl.when(unclassified)
        .then(pl.lit(GapReason.UNCLASSIFIED.value))
        .otherwise(pl.coalesce("gap", pl.lit(GapReason.NO_FACTOR_MAPPED.value)))
    )
    kg = pl.col("amount").cast(KG) * pl.col("kg_per_unit").cast(KG)
    return joined.with_columns(
        pl.when(counts).then("cell"),
        pl.when(counts).then(kg).alias("kg"),
        pl.when(counts & pl.col("cell").is_null()).then(missing).alias("gap"),
    )


def _gaps(rows: pl.DataFrame, choice: FactorChoice) -> dict[int, list[GapMoney]]:
    keys = ["book", "sought", "year", "currency", "treatment"]
    money = rows.filter(pl.col("gap").is_not_null()).group_by(keys).agg(pl.col("amount").sum())
    found: dict[int, list[GapMoney]] = defaultdict(list)
    for book, category, year, currency, treatment, amount in money.sort(keys).iter_rows():
        gap = choice.find(category, year, currency)
        if isinstance(gap, Gap):
            found[book].append(GapMoney(gap, Treatment(treatment), amount))
    for entries in found.values():
        entries.sort(key=lambda entry: -abs(entry.amount))
    return found


def _excluded(rows: pl.DataFrame) -> dict[int, list[Excluded]]:
    keys = ["book", "reason", "currency"]
    money = rows.filter(pl.col("treatment") == Treatment.EXCLUDED).group_by(keys).agg(pl.col("amount").sum())
    found: dict[int, list[Excluded]] = defaultdict(list)
    for book, *values in money.sort(keys).iter_rows():
        found[book].append(Excluded(*values))
    return found


def _flagged(rows: pl.DataFrame, choice: FactorChoice) -> dict[int, list[FlaggedMoney]]:
    keys = ["book", "flag", "currency"]
    money = rows.join(choice.tables.flags, on="cell").group_by(keys).agg(pl.col("amount").sum())
    found: dict[int, list[FlaggedMoney]] = defaultdict(list)
    for book, flag, currency, amount in money.sort(keys).iter_rows():
        found[book].append(FlaggedMoney(Flag(flag), currency, amount))
    return found


def _used(rows: pl.DataFrame, choice: FactorChoice) -> dict[int, list[str]]:
    sets = rows.join(choice.tables.components, on="cell").select("book", "factor_set").unique()
    found: dict[int, list[str]] = defaultdict(list)
    for book, number in sets.iter_rows():
        found[book].append(choice.factor_sets[number].source.reference)
    for references in found.values():
        references.sort()
    return found
