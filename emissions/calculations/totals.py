"""Summed spend as it comes out of a ledger: one amount per category, treatment, month and currency."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import polars as pl

from emissions.calculations.results import CAPITAL_GOODS_CATEGORY, PURCHASES_CATEGORY, Treatment

REQUIRED_COLUMNS = ("category", "treatment", "currency", "amount")


class Total(NamedTuple):
    """One row of totals; `ghg_category` is the GHG Protocol Scope 3 category, `reason` that of an exclusion."""

    category: str | None
    treatment: Treatment
    year: int
    month: date | None
    currency: str
    ghg_category: int
    reason: str
    amount: Decimal


def rows_of(totals: pl.DataFrame) -> Iterator[Total]:
    """Yield the rows of a frame of totals.

    Columns: category (Str, null or empty where unclassified), treatment (Str, see Treatment), currency (Str), amount
    (Decimal, at most four decimals), and year (Int) or month (Date, first of the month) or both; optionally
    ghg_category (Int) and reason (Str). Raises ValueError for a missing column, an amount that is null or a row without
    year and month: totals come from our own queries.
    """
    missing = [column for column in REQUIRED_COLUMNS if column not in totals.columns]
    if missing or not {"year", "month"} & set(totals.columns):
        raise ValueError(f"Totals lack the columns {', '.join(missing) or 'year or month'}.")
    if totals["amount"].null_count():
        raise ValueError("Totals hold an amount that is null.")
    for row in totals.iter_rows(named=True):
        month, treatment = row.get("month"), Treatment(row["treatment"])
        if (year := row.get("year") or (month and month.year)) is None:
            raise ValueError("Totals hold a row without year and month.")
        yield Total(
            category=row["category"] or None,
            treatment=treatment,
            year=year,
            month=month,
            currency=row["currency"],
            ghg_category=_ghg_category(treatment, row.get("ghg_category")),
            reason=row.get("reason") or "",
            amount=row["amount"],
        )


def _ghg_category(treatment: Treatment, stated: int | None) -> int:
    """Return category 2 for what is bought as a fixed asset, whatever it is; else what is stated, else category 1."""
    return CAPITAL_GOODS_CATEGORY if treatment is Treatment.CAPITAL_GOOD else (stated or PURCHASES_CATEGORY)
