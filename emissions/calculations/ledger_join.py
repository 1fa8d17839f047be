"""Find the postings of a supplier ledger again in the general ledger, so that these learn who was paid.

Source: docs/methods/two_ledgers.md. A posting of either ledger is found at most once, and what is found sums to the
same in both, account by account and year by year: systems number vouchers anew each year, and suppliers their invoices,
so that a number of one year says nothing of another. Ways, the surest first; what one has found is out of reach of the
next:
1. `voucher`: same voucher, account and amount; where one ledger writes the series and the other does not, the same
   number in the same month will do;
2. `invoice`: same invoice, account and amount;
3. `day`: same account, amount and day;
4. `split`: same voucher and account, where what is left of both sums to the same and one supplier alone stands in it;
5. `month`: same account and amount in a month, where each ledger has exactly one such posting.
Always the same currency and the same year, that of the month which the posting counts in.
In the first three, postings that are alike are paired in their order if the supplier ledger names one supplier for all
of them, or has as many of them as the general ledger; else nobody can say which is whose, and they stay unfound.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

METHOD_VERSION = "2"


class Way(StrEnum):
    """How a posting was found again."""

    VOUCHER = "voucher"
    INVOICE = "invoice"
    DAY = "day"
    SPLIT = "split"
    MONTH = "month"


POSTING_SCHEMA: Mapping[str, pl.DataType] = {
    "line": pl.Int64(),
    "voucher": pl.String(),
    "invoice": pl.String(),
    "account": pl.String(),
    "posted_on": pl.Date(),
    "month": pl.Date(),
    "currency": pl.String(),
    "amount": pl.Decimal(18, 4),
}
TOLD_SCHEMA: Mapping[str, pl.DataType] = {"line": pl.Int64(), "by": pl.Int64(), "way": pl.String()}
FOUND_SCHEMA: Mapping[str, pl.DataType] = {"line": pl.Int64(), "way": pl.String()}

_NOT_ALPHANUMERIC = r"[^0-9\p{L}]"
_PLACE = ("account", "currency", "year")
_ALWAYS = (*_PLACE, "cents")


@dataclass(frozen=True, slots=True)
class LedgerJoin:
    """What two ledgers have in common.

    `told` has each found posting of the general ledger (line), one of the supplier ledger that says who was paid (by),
    and the way; `found` each found posting of the supplier ledger and the way. Both are in order of line.
    """

    told: pl.DataFrame
    found: pl.DataFrame


def joined(general: pl.DataFrame, supplier: pl.DataFrame) -> LedgerJoin:
    """Return which postings of the two ledgers are the same.

    Both frames have the columns of POSTING_SCHEMA, `line` unique in each; `supplier` also has `party`, who was paid,
    null where nobody is named: such postings are found, too, for the sake of the reconciliation. Amounts are debit
    positive. The order of the rows is irrelevant.
    """
    left, right = _comparable(general), _comparable(supplier)
    told, found = [pl.DataFrame(schema=dict(TOLD_SCHEMA))], [pl.DataFrame(schema=dict(FOUND_SCHEMA))]
    for way, find in _WAYS:
        pairs, lines = find(left, right)
        told.append(_typed(pairs, way, TOLD_SCHEMA))
        found.append(_typed(lines, way, FOUND_SCHEMA))
        left = left.join(pairs, on="line", how="anti")
        right = right.join(lines, on="line", how="anti")
    return LedgerJoin(pl.concat(told).sort("line"), pl.concat(found).sort("line"))


def _typed(lines: pl.DataFrame, way: Way, schema: Mapping[str, pl.DataType]) -> pl.DataFrame:
    named = lines.with_columns(way=pl.lit(way.value))
    return named.select(pl.col(name).cast(kind) for name, kind in schema.items())


def plain_code(name: str) -> pl.Expr:
    """Return the column's codes as they are compared: letters and digits alone, in capitals."""
    return pl.col(name).str.replace_all(_NOT_ALPHANUMERIC, "").str.to_uppercase()


def _comparable(postings: pl.DataFrame) -> pl.DataFrame:
    """Return the postings in order, with codes as they are compared, amounts as `cents` in 1/10000.

    `year` is that of the month; `number` that of the voucher without its series, where one ledger may leave the series
    out. Numbers of vouchers and invoices lose their leading zeros, which one system pads with and another does not.
    """
    numbers = {name: plain_code(name).str.strip_chars_start("0") for name in ("voucher", "invoice")}
    plain = {**numbers, "account": plain_code("account")}
    given = {name: pl.when(text != "").then(text) for name, text in plain.items()}
    cents = (pl.col("amount") * 10_000).cast(pl.Int64)
    number = pl.col("voucher").str.extract(r"(\d+)\D*$").str.strip_chars_start("0").alias("number")
    return postings.with_columns(number, cents=cents, year=pl.col("month").dt.year(), **given).sort("line")


def _alike(*columns: str) -> "Finder":
    """Return what pairs postings that are alike in the columns, in their order, where it is clear who was paid."""
    on = [*columns, *_ALWAYS]

    def find(left: pl.DataFrame, right: pl.DataFrame) -> Found:
        left, right = left.drop_nulls(on), right.drop_nulls(on)
        clear = (
            right.group_by(on)
            .agg(of_supplier=pl.len(), parties=pl.col("party").n_unique())
            .join(left.group_by(on).agg(of_general=pl.len()), on=on)
            .filter((pl.col("parties") == 1) | (pl.col("of_supplier") == pl.col("of_general")))
        )
        numbered = pl.col("line").rank("ordinal").over(on)
        left, right = (side.join(clear, on=on, how="semi").with_columns(_nth=numbered) for side in (left, right))
        return _pairs(left, right, [*on, "_nth"])

    return find


def _split(*columns: str) -> "Finder":
    """Return what finds all that is alike in the columns, where the sums agree and one supplier alone stands in it."""
    on = [*columns, *_PLACE]

    def find(left: pl.DataFrame, right: pl.DataFrame) -> Found:
        left, right = left.drop_nulls(on), right.drop_nulls(on)
        parties = pl.col("party").n_unique().alias("parties")
        whole = (
            right.group_by(on)
            .agg(pl.col("cents").sum(), parties, by=pl.col("line").min())
            .join(left.group_by(on).agg(pl.col("cents").sum()), on=[*on, "cents"])
            .filter(pl.col("parties") == 1)
        )
        told = left.join(whole.select(*on, "by"), on=on).select("line", "by")
        return told, right.join(whole, on=on, how="semi").select("line")

    return find


def _alone(left: pl.DataFrame, right: pl.DataFrame) -> "Found":
    """Pair postings that are the only ones of their account and amount in a month, in each ledger."""
    on = ["month", *_ALWAYS]
    left, right = (side.drop_nulls(on).filter(pl.len().over(on) == 1) for side in (left, right))
    return _pairs(left, right, on)


def _pairs(left: pl.DataFrame, right: pl.DataFrame, on: list[str]) -> "Found":
    told = left.join(right.select(*on, by="line"), on=on).select("line", "by")
    return told, told.select(line="by")


Found = tuple[pl.DataFrame, pl.DataFrame]
Finder = Callable[[pl.DataFrame, pl.DataFrame], Found]
_NUMBER = ("number", "month")
_WAYS: Sequence[tuple[Way, Finder]] = (
    (Way.VOUCHER, _alike("voucher")),
    (Way.VOUCHER, _alike(*_NUMBER)),
    (Way.INVOICE, _alike("invoice")),
    (Way.DAY, _alike("posted_on")),
    (Way.SPLIT, _split("voucher")),
    (Way.SPLIT, _split(*_NUMBER)),
    (Way.MONTH, _alone),
)
