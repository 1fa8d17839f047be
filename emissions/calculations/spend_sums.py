"""Sums of emissions with their intervals, for many ledgers at once: total, energy, and each breakdown.

Source: docs/methods/spend_based.md for what belongs to which sum, docs/methods/uncertainty.md for the intervals.
"""

import numpy as np
import polars as pl

from emissions.calculations.choice_tables import ChoiceTables
from emissions.calculations.results import IN_TOTAL, Treatment
from emissions.calculations.sums import (
    CATEGORY,
    ENERGY,
    ENERGY_CATEGORY,
    GHG_CATEGORY,
    INTERVAL_SCHEMA,
    SUM_SCHEMA,
    TOTAL,
    TREATMENT,
    Sums,
)
from emissions.calculations.uncertainty import Interval, IntervalArrays, PartArrays, intervals, rounded_bounds

SUM = ["book", "breakdown", "key"]
BREAKDOWNS = (CATEGORY, GHG_CATEGORY, TREATMENT)


def sums_of(rows: pl.DataFrame, tables: ChoiceTables) -> pl.DataFrame:
    """Return every sum with `book` and SUM_SCHEMA, in order of book and size; the largest first.

    `rows` has the fields of Total, the cell of its intensity and kg (null in a gap).
    """
    contributions = _contributions(rows)
    sums = (
        contributions.group_by(SUM).agg(pl.col("kg").sum()).sort("book", "kg", "key", descending=[False, True, False])
    )
    numbered = sums.with_row_index("sum")
    parts = contributions.join(numbered.select(*SUM, "sum"), on=SUM).join(tables.components, on="cell")
    bounds = rounded_bounds(_intervals(parts, numbered.height, tables))
    known = pl.when(pl.col("kg") != 0)
    return sums.hstack(bounds).select(*SUM, "kg", *(known.then(name).alias(name) for name in bounds.columns))


def sums_by_book(sums: pl.DataFrame) -> dict[int, Sums]:
    """Return the sums of each ledger; those that have none are left out."""
    found, start = {}, 0
    of_book = sums.select(*SUM_SCHEMA)
    for book, count in sums["book"].rle().struct.unnest().select("value", "len").iter_rows():
        found[book] = Sums(of_book.slice(start, count))
        start += count
    return found


def whole_sums(sums: pl.DataFrame) -> dict[tuple[int, str], Interval]:
    """Return total and energy of each book that has them."""
    whole = sums.filter(pl.col("breakdown").is_in([TOTAL, ENERGY])).select("book", "breakdown", *INTERVAL_SCHEMA)
    return {(book, name): Interval(*values) for book, name, *values in whole.iter_rows()}


def _contributions(rows: pl.DataFrame) -> pl.DataFrame:
    """Return every row with kg once for each sum that it belongs to."""
    known = rows.lazy().filter(pl.col("kg").is_not_null())
    counted = known.filter(pl.col("treatment").is_in([treatment.value for treatment in IN_TOTAL]))
    energy = known.filter(pl.col("treatment") == Treatment.ENERGY)
    nothing = pl.lit("")
    return pl.concat(
        [
            _contribution(counted, TOTAL, nothing),
            *(_contribution(counted, name, pl.col(name).cast(pl.String)) for name in BREAKDOWNS),
            _contribution(energy, ENERGY, nothing),
            _contribution(energy, ENERGY_CATEGORY, pl.col("category")),
        ]
    ).collect()


def _contribution(rows: pl.LazyFrame, breakdown: str, key: pl.Expr) -> pl.LazyFrame:
    return rows.select("book", pl.lit(breakdown).alias("breakdown"), key.alias("key"), "cell", "amount", "kg")


def _intervals(parts: pl.DataFrame, count: int, tables: ChoiceTables) -> IntervalArrays:
    kg = (parts["amount"].cast(pl.Float64) * parts["kg_per_unit"]).to_numpy()
    sums, factors, sets = (parts[name].to_numpy().astype(np.intp) for name in ("sum", "factor", "factor_set"))
    return intervals(PartArrays(sums, factors, sets, parts["sigma"].to_numpy(), kg), count, tables.set_sigma)
