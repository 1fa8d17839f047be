"""Sums of emissions with their intervals, for many ledgers at once: total, energy, and each breakdown.

Source: docs/methods/spend_based.md for what belongs to which sum, docs/methods/uncertainty.md for the intervals.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import polars as pl

from emissions.calculations.choice_tables import ChoiceTables
from emissions.calculations.results import IN_TOTAL, Treatment
from emissions.calculations.uncertainty import Interval, IntervalArrays, PartArrays, exact_intervals, intervals

TOTAL, ENERGY = "total", "energy"
SUM = ["book", "breakdown", "key"]
BREAKDOWNS = ("category", "ghg_category", "treatment")


class Sums(NamedTuple):
    """The sums of one ledger: interval by breakdown and key, the largest first; total and energy have the key ""."""

    by_breakdown: Mapping[str, Mapping[str, Interval]]

    def breakdown(self, name: str) -> dict[str, Interval]:
        """Return one breakdown, empty where nothing belongs to it."""
        return dict(self.by_breakdown.get(name, {}))


def sums_of(rows: pl.DataFrame, tables: ChoiceTables) -> dict[int, Sums]:
    """Return the sums by book. `rows` has the fields of Total, the cell of its intensity and kg (null in a gap)."""
    contributions = _contributions(rows.filter(pl.col("kg").is_not_null()))
    sums = contributions.group_by(SUM).agg(pl.col("kg").sum()).sort("kg", "key", descending=[True, False])
    numbered = sums.with_row_index("sum")
    parts = contributions.join(numbered.select(*SUM, "sum"), on=SUM).join(tables.components, on="cell")
    found = exact_intervals(numbered["kg"].to_list(), _intervals(parts, numbered.height, tables))
    by_book: dict[int, dict[str, dict[str, Interval]]] = defaultdict(lambda: defaultdict(dict))
    for (book, breakdown, key), interval in zip(numbered.select(SUM).iter_rows(), found, strict=True):
        by_book[book][breakdown][key] = interval
    return {book: Sums(by_breakdown) for book, by_breakdown in by_book.items()}


def _contributions(rows: pl.DataFrame) -> pl.DataFrame:
    """Return every row once for each sum that it belongs to."""
    is_energy = pl.col("treatment") == Treatment.ENERGY
    counted = rows.filter(pl.col("treatment").is_in([treatment.value for treatment in IN_TOTAL]))
    energy = rows.filter(is_energy)
    nothing = pl.lit("")
    return pl.concat(
        [
            _contribution(counted, TOTAL, nothing),
            *(_contribution(counted, name, pl.col(name).cast(pl.String)) for name in BREAKDOWNS),
            _contribution(energy, ENERGY, nothing),
            _contribution(energy, "energy_category", pl.col("category")),
        ]
    )


def _contribution(rows: pl.DataFrame, breakdown: str, key: pl.Expr) -> pl.DataFrame:
    return rows.select("book", pl.lit(breakdown).alias("breakdown"), key.alias("key"), "cell", "amount", "kg")


def _intervals(parts: pl.DataFrame, count: int, tables: ChoiceTables) -> IntervalArrays:
    kg = (parts["amount"].cast(pl.Float64) * parts["kg_per_unit"]).to_numpy()
    sums, factors, sets = (parts[name].to_numpy().astype(np.intp) for name in ("sum", "factor", "factor_set"))
    return intervals(PartArrays(sums, factors, sets, parts["sigma"].to_numpy(), kg), count, tables.set_sigma)
