"""The sums of one ledger with their intervals: kept as columns, made values where somebody looks at them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from emissions.calculations.uncertainty import Interval

TOTAL, ENERGY = "total", "energy"
CATEGORY, GHG_CATEGORY, TREATMENT, ENERGY_CATEGORY = "category", "ghg_category", "treatment", "energy_category"
INTERVAL_SCHEMA: Mapping[str, pl.DataType] = {
    "kg": pl.Decimal(38, 16),
    "low_kg": pl.Decimal(38, 6),
    "high_kg": pl.Decimal(38, 6),
    "gsd2": pl.Decimal(38, 3),
}
SUM_SCHEMA: Mapping[str, pl.DataType] = {"breakdown": pl.String(), "key": pl.String(), **INTERVAL_SCHEMA}


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """`frame` has SUM_SCHEMA, the largest sums first; total and energy have the key ""."""

    frame: pl.DataFrame
    _looked_at: dict[str, dict[str, Interval]] = field(default_factory=dict, repr=False)

    def __eq__(self, other: object) -> bool:
        """Equal are the same sums in the same order."""
        return isinstance(other, Sums) and self.frame.equals(other.frame)

    def __hash__(self) -> int:
        """Sums of equal height may be equal."""
        return hash(self.frame.height)

    def breakdown(self, name: str) -> Mapping[str, Interval]:
        """Return the intervals of one breakdown by key, empty where nothing belongs to it."""
        if name not in self._looked_at:
            rows = self.frame.filter(pl.col("breakdown") == name).select("key", *INTERVAL_SCHEMA)
            self._looked_at[name] = {key: Interval(*values) for key, *values in rows.iter_rows()}
        return self._looked_at[name]


NO_SUMS = Sums(pl.DataFrame(schema=SUM_SCHEMA))
