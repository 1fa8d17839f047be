"""What two ledgers of one period agree on and where they differ, in sums: the reconciliation of a join.

Source: docs/methods/two_ledgers.md. The general ledger is looked at on the accounts and in the months that the supplier
ledger has, since the rest (wages, what is paid without an invoice) is not in it by nature.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from emissions.calculations.ledger_join import LedgerJoin, Way, plain_code


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Sums of a join.

    `currencies`: currency, lines, turnover, found_lines, found_turnover of the supplier ledger; turnover sums sizes,
    so that credit notes do not hide what they take back. `ways`: way, lines of the general ledger. `outcomes`: how many
    found postings of the general ledger learned who was paid (told), said the same (same), said another supplier
    (other), or are paid to nobody that is named (nobody). `accounts`: account, currency, general, supplier, found and
    difference (general less supplier), the largest difference first.
    """

    currencies: pl.DataFrame
    ways: pl.DataFrame
    outcomes: dict[str, int]
    accounts: pl.DataFrame

    def as_json(self) -> dict[str, Any]:
        """Return the sums as JSON: amounts are texts."""
        return {
            "currencies": _rows(self.currencies),
            "ways": _rows(self.ways),
            "outcomes": self.outcomes,
            "accounts": _rows(self.accounts),
        }


def reconciliation(general: pl.DataFrame, supplier: pl.DataFrame, join: LedgerJoin) -> Reconciliation:
    """Return the sums of the join of two frames of postings: POSTING_SCHEMA and `party` (null where unknown)."""
    found = supplier.join(join.found, on="line", how="semi")
    return Reconciliation(
        currencies=_by_currency(supplier, found),
        ways=_by_way(join),
        outcomes=_outcomes(general, supplier, join),
        accounts=_by_account(general, supplier, found),
    )


def missing_sums(supplier: pl.DataFrame, join: LedgerJoin) -> list[dict[str, Any]]:
    """Return currency, lines and amount of what the supplier ledger has alone, as JSON; the amounts are exact."""
    alone = supplier.join(join.found, on="line", how="anti")
    sums = alone.group_by("currency").agg(lines=pl.len(), amount=pl.col("amount").sum()).sort("currency")
    return [{**row, "amount": str(row["amount"])} for row in sums.iter_rows(named=True)]


def _by_currency(supplier: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    size = pl.col("amount").abs().sum()
    whole = supplier.group_by("currency").agg(lines=pl.len(), turnover=size)
    part = found.group_by("currency").agg(found_lines=pl.len(), found_turnover=size)
    joined = whole.join(part, on="currency", how="left").sort("turnover", "currency", descending=[True, False])
    return joined.with_columns(pl.col("found_lines").fill_null(0), pl.col("found_turnover").fill_null(Decimal(0)))


def _by_way(join: LedgerJoin) -> pl.DataFrame:
    order = pl.Enum([way.value for way in Way])
    sums = join.told.group_by("way").agg(lines=pl.len())
    return sums.sort(pl.col("way").cast(order)).select("way", "lines")


def _outcomes(general: pl.DataFrame, supplier: pl.DataFrame, join: LedgerJoin) -> dict[str, int]:
    said = join.told.join(general.select("line", knew="party"), on="line").join(
        supplier.select(by="line", told="party"), on="by"
    )
    knew, told = pl.col("knew"), pl.col("told")
    counts = said.select(
        told=(knew.is_null() & told.is_not_null()).sum(),
        same=(knew == told).sum(),
        other=(knew != told).sum(),
        nobody=told.is_null().sum(),
    )
    return counts.row(0, named=True)


def _by_account(general: pl.DataFrame, supplier: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    in_months = general.join(supplier.select("month").unique(), on="month", how="semi")
    on = ["_account", "currency"]
    sums = _summed(supplier, "supplier")
    for name, postings in (("general", in_months), ("found", found)):
        sums = sums.join(_summed(postings, name).drop("account"), on=on, how="left")
    filled = sums.with_columns(pl.col("general", "found").fill_null(Decimal(0)))
    told = filled.with_columns(difference=pl.col("general") - pl.col("supplier"))
    ordered = told.sort(pl.col("difference").abs(), "account", "currency", descending=[True, False, False])
    return ordered.select("account", "currency", "general", "supplier", "found", "difference")


def _summed(postings: pl.DataFrame, name: str) -> pl.DataFrame:
    coded = postings.with_columns(_account=plain_code("account"))
    return coded.group_by("_account", "currency").agg(pl.col("amount").sum().alias(name), pl.col("account").min())


def _rows(frame: pl.DataFrame) -> list[dict[str, Any]]:
    return [
        {name: f"{value:.2f}" if isinstance(value, Decimal) else value for name, value in row.items()}
        for row in frame.iter_rows(named=True)
    ]
