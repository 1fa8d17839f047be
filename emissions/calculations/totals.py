"""Summed spend as it comes out of a ledger: one amount per category, treatment, month and currency."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import numpy as np
import polars as pl

from emissions.calculations.results import AMOUNT, CAPITAL_GOODS_CATEGORY, PURCHASES_CATEGORY, Treatment

REQUIRED_COLUMNS = ("category", "treatment", "currency", "amount")
OPTIONAL_COLUMNS = {
    "year": pl.Int64(),
    "month": pl.Date(),
    "ghg_category": pl.Int64(),
    "reason": pl.String(),
}


class Total(NamedTuple):
    """One row of totals; `ghg_category` is the GHG Protocol Scope 3 category, `reason` that of an exclusion."""

    book: int
    category: str | None
    treatment: str
    year: int
    month: date | None
    currency: str
    ghg_category: int
    reason: str
    amount: Decimal


def combined(frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Return frames of totals as one, with the fields of Total; `book` is the place of a row's frame in the sequence.

    Columns: category (Str, null or empty where unclassified), treatment (Str, see Treatment), currency (Str), amount
    (Decimal, at most four decimals), and year (Int) or month (Date, first of the month) or both; optionally
    ghg_category (Int) and reason (Str). What is bought as a fixed asset gets category 2, whatever is stated; without a
    statement a purchase is category 1. Raises ValueError for a missing column, a null amount, an unknown treatment or
    a row without year and month: totals come from our own queries.
    """
    for frame in frames:
        columns = set(frame.columns)
        missing = [column for column in REQUIRED_COLUMNS if column not in columns]
        if missing or columns.isdisjoint(("year", "month")):
            raise ValueError(f"Totals lack the columns {', '.join(missing) or 'year or month'}.")
    rows = pl.concat(frames, how="diagonal_relaxed")
    absent = [pl.lit(None, kind).alias(name) for name, kind in OPTIONAL_COLUMNS.items() if name not in rows.columns]
    capital = pl.col("treatment") == Treatment.CAPITAL_GOOD
    stated = pl.col("ghg_category").cast(pl.Int64).fill_null(PURCHASES_CATEGORY)
    rows = rows.with_columns(absent).select(
        pl.Series("book", np.repeat(np.arange(len(frames)), [frame.height for frame in frames]), dtype=pl.Int64),
        pl.col("category").cast(pl.String).replace({"": None}),
        pl.col("treatment").cast(pl.String),
        pl.coalesce(pl.col("year").cast(pl.Int64), pl.col("month").dt.year().cast(pl.Int64)),
        pl.col("month"),
        pl.col("currency"),
        pl.when(capital).then(CAPITAL_GOODS_CATEGORY).otherwise(stated).cast(pl.Int64).alias("ghg_category"),
        pl.col("reason").fill_null(""),
        pl.col("amount").cast(AMOUNT),
    )
    return _checked(rows)


def _checked(rows: pl.DataFrame) -> pl.DataFrame:
    if rows["amount"].null_count():
        raise ValueError("Totals hold an amount that is null.")
    if rows["year"].null_count():
        raise ValueError("Totals hold a row without year and month.")
    if unknown := set(rows["treatment"].unique()) - set(Treatment):
        raise ValueError(f"Totals hold unknown treatments: {', '.join(sorted(map(repr, unknown)))}.")
    return rows


def rows_of(totals: pl.DataFrame) -> Iterator[Total]:
    """Yield the rows of one frame of totals; its columns stand at `combined`."""
    return (Total(*row) for row in combined([totals]).iter_rows())
