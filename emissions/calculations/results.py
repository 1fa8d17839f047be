"""What a footprint says: totals with intervals, how much money stands behind them, and what is missing.

Source: docs/methods/coverage.md. Kilograms are exact decimals (amount × intensity, neither rounded again), so lines sum
to totals; whoever shows or stores them rounds once. A gap has money and a reason and no kilograms.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

import polars as pl

from emissions.calculations.gaps import Gap
from emissions.calculations.intensities import Flag
from emissions.calculations.sums import CATEGORY, ENERGY_CATEGORY, GHG_CATEGORY, TREATMENT, Sums
from emissions.calculations.uncertainty import Interval

AMOUNT = pl.Decimal(38, 4)
KG = pl.Decimal(38, 16)
CELL_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "category": pl.String,
    "treatment": pl.String,
    "year": pl.Int64,
    "month": pl.Date,
    "currency": pl.String,
    "ghg_category": pl.Int64,
    "amount": AMOUNT,
    "kg": KG,
    "gap": pl.String,
}


class Treatment(StrEnum):
    """What a posting is for a footprint."""

    PURCHASE = "purchase"
    CAPITAL_GOOD = "capital_good"
    ENERGY = "energy"
    EXCLUDED = "excluded"
    UNCLASSIFIED = "unclassified"


# Purchases and capital goods make the Scope 3 total of purchases; energy by spend is screening and stands apart.
IN_TOTAL = frozenset({Treatment.PURCHASE, Treatment.CAPITAL_GOOD})
# Money counted: coverage is a share of it. What has no category yet counts, and is a gap.
COUNTED = IN_TOTAL | {Treatment.UNCLASSIFIED}
CAPITAL_GOODS_CATEGORY = 2  # GHG Protocol Scope 3 category 2
PURCHASES_CATEGORY = 1


@dataclass(frozen=True, slots=True)
class GapMoney:
    """Money that counts, or energy, without a figure, with the reason."""

    gap: Gap
    treatment: Treatment
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Excluded:
    """Money that does not count, by the reason its rule gives."""

    reason: str
    currency: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class FlaggedMoney:
    """Money whose figure carries a flag, such as a factor of another year."""

    flag: Flag
    currency: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class CurrencyCoverage:
    """Money that counts in one currency, net and by size (docs/methods/coverage.md), each with what has a factor."""

    currency: str
    counted: Decimal
    with_factor: Decimal
    size: Decimal
    size_with_factor: Decimal


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the counted money has a factor. `share` is between 0 and 1, None where nothing counts.

    The share weighs every category, year and currency by the size of its net amount, so that a credit note cannot lift
    it; several currencies are brought to euro with the year's average, and a missing rate leaves the share None.
    """

    share: Decimal | None
    by_currency: tuple[CurrencyCoverage, ...]


@dataclass(frozen=True, slots=True)
class FootprintResult:
    """One footprint. `cells` has a row per input row that counts, with the columns of CELL_SCHEMA; kg is null in a gap.

    `total` and the breakdowns hold purchases and capital goods; `energy` and `energy_by_category` hold the screening of
    energy by spend, which is in no other figure.
    """

    method_version: str
    total: Interval
    energy: Interval
    sums: Sums
    coverage: Coverage
    gaps: tuple[GapMoney, ...]
    excluded: tuple[Excluded, ...]
    flagged: tuple[FlaggedMoney, ...]
    factor_sets: tuple[str, ...]
    price_sources: tuple[str, ...]
    gwp_set: str | None
    cells: pl.DataFrame = field(compare=False, repr=False)

    @property
    def total_kg(self) -> Decimal:
        """Exact kg CO2e of purchases and capital goods; what has no factor is not in it."""
        return self.total.mean_kg

    @property
    def by_category(self) -> Mapping[str, Interval]:
        """The intervals of purchase categories, the largest first."""
        return self.sums.breakdown(CATEGORY)

    @property
    def by_ghg_category(self) -> Mapping[int, Interval]:
        """The intervals of GHG Protocol Scope 3 categories."""
        return {int(key): interval for key, interval in self.sums.breakdown(GHG_CATEGORY).items()}

    @property
    def by_treatment(self) -> Mapping[str, Interval]:
        """The intervals of purchases and of capital goods."""
        return self.sums.breakdown(TREATMENT)

    @property
    def energy_by_category(self) -> Mapping[str, Interval]:
        """The intervals of energy by spend."""
        return self.sums.breakdown(ENERGY_CATEGORY)
