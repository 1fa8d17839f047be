"""Turns postings as SAF-T and SIE 5 write them into ledger lines: amounts, dates, suppliers, balance, names.

1. Amounts are debit less credit, with a decimal point; a decimal comma with one or two digits is read and told.
2. A posting without account, amount or date, or with one that cannot be read, is a problem with its voucher and line.
3. A posting has its own supplier, else that of its voucher, if exactly one supplier stands in it. Its invoice is its
   own, else that of the supplier's posting, where the voucher has one.
4. A voucher must sum to zero; one of which a posting could not be read is not checked.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

import polars as pl

from emissions.importers.amounts import amount_text
from emissions.importers.ledger_lines import AMOUNT, Batch, as_lines
from emissions.importers.problem_log import ProblemLog, short
from foundation.problems import Problem, Severity

# One row per posting as it stands in the file; `place` numbers the vouchers from the first of the file.
POSTING: Final[Mapping[str, pl.DataType]] = MappingProxyType(
    {
        "place": pl.Int64(),
        **dict.fromkeys(
            (
                "voucher", "record", "account", "debit", "credit", "posted", "text", "supplier", "voucher_supplier",
                "reference", "document", "unit", "function", "project", "agreement",
            ),
            pl.String(),
        ),
    }
)  # fmt: skip
_PLAIN: Final = r"^[+-]?(?:[0-9]{1,14}(?:\.[0-9]*)?|\.[0-9]+)$"
_COMMA: Final = r"^[+-]?[0-9]{1,14},[0-9]{1,2}$"
_LONG: Final = r"^[+-]?[0-9]{15,}(?:[.,][0-9]*)?$"
_ACCOUNT: Final = r"^[0-9A-Za-zÆØÅÄÖæøåäö][^\t\r\n\x1f]{0,39}$"
_FINER: Final = r"\.[0-9]{4}[0-9]*[1-9]"
_EARLIEST, _LATEST = date(1950, 1, 1), date(2100, 12, 31)
_NOTHING: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the head of a file says about what its postings only name by number.

    `accounts` maps an account of the file to its name, `carried` to the number that lines carry where it is another;
    `suppliers` maps a supplier's number in the file to public number and name, each None where the file says nothing.
    """

    currency: str | None = None
    accounts: Mapping[str, str] = field(default_factory=dict)
    carried: Mapping[str, str] = field(default_factory=dict)
    suppliers: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    functions: Mapping[str, str] = field(default_factory=dict)
    period: tuple[date, date] | None = None


@dataclass(slots=True)
class Totals:
    """What has been read so far: vouchers, postings, money by side, accounts with their first voucher, stray dates."""

    vouchers: int = 0
    postings: int = 0
    debit: Decimal = _NOTHING
    credit: Decimal = _NOTHING
    outside: int = 0
    used: Counter[str] = field(default_factory=Counter)
    first_used: dict[str, str] = field(default_factory=dict)
    sums: dict[str, Decimal] = field(default_factory=dict)


class Postings:
    """One reading of the postings of a file; hands out batches of lines."""

    def __init__(self, facts: Facts, log: ProblemLog) -> None:
        self._facts = facts
        self._log = log
        self.totals = Totals()
        self._open = pl.DataFrame(schema={"place": pl.Int64, "voucher": pl.String, "amount": AMOUNT})
        self._broken: set[int] = set()

    def batch(self, postings: pl.DataFrame, vouchers: int, *, goes_on: bool = False) -> Batch:
        """Return the lines of postings (POSTING) of whole vouchers; `goes_on` says that the last one continues.

        `vouchers` counts those that ended, also such without postings.
        """
        self.totals.vouchers += vouchers
        rows = postings.with_row_index("row", offset=self.totals.postings + 1).with_columns(
            pl.col("row").cast(pl.Int64)
        )
        self.totals.postings += rows.height
        rows = self._dated(self._with_amounts(self._with_accounts(rows)))
        unbalanced = self._unbalanced(rows, postings["place"][-1] if goes_on else None)
        self._remember(rows)
        lines = as_lines(self._named(_with_suppliers(rows, self._facts.suppliers)))
        return Batch(lines, self._log.take(), vouchers, unbalanced)

    def report(self) -> None:
        """Report at the end what shows only there: accounts without a name, and dates outside the period."""
        unknown = [account for account in self.totals.first_used if account not in self._facts.accounts]
        if unknown and not self._facts.accounts:
            self._log.add(Problem("no_account_is_named", "file", None, Severity.NOTICE, {"count": len(unknown)}))
            unknown = []
        for account in unknown:
            voucher = self.totals.first_used[account]
            values = {"account": account, "voucher": voucher, "count": self.totals.used[account]}
            place = f"voucher {voucher}"
            self._log.add(Problem("account_is_not_named", place, None, Severity.WARNING, values))
        if self.totals.outside and self._facts.period:
            first, last = self._facts.period
            values = {"count": self.totals.outside, "from": first, "to": last}
            self._log.add(Problem("dates_are_outside_period", "file", None, Severity.WARNING, values))

    def _with_accounts(self, rows: pl.DataFrame) -> pl.DataFrame:
        account = rows["account"]
        rows = self._keep(rows, account.is_not_null(), "posting_has_no_account", "")
        return self._keep(rows, rows["account"].str.contains(_ACCOUNT), "posting_account_is_no_account", "account")

    def _with_amounts(self, rows: pl.DataFrame) -> pl.DataFrame:
        for side in ("debit", "credit"):
            rows = self._with_points(rows, side)
        missing = rows["debit"].is_null() & rows["credit"].is_null()
        rows = self._keep(rows, ~missing, "posting_has_no_amount", "")
        for side in ("debit", "credit"):
            written = rows[side]
            long = written.str.contains(_LONG).fill_null(value=False)
            rows = self._keep(rows, ~long, "posting_amount_is_too_large", side)
            good = rows[side].is_null() | rows[side].str.contains(_PLAIN)
            rows = self._keep(rows, good.fill_null(value=True), "posting_amount_is_no_amount", side)
        rows = rows.with_columns(pl.col("debit", "credit").cast(AMOUNT, strict=False))
        self.totals.debit += _sum(rows["debit"])
        self.totals.credit += _sum(rows["credit"])
        return rows.with_columns(amount=(pl.col("debit").fill_null(0) - pl.col("credit").fill_null(0)).cast(AMOUNT))

    def _with_points(self, rows: pl.DataFrame, side: str) -> pl.DataFrame:
        """Read a decimal comma, and count what is rounded to four decimals."""
        written = rows[side]
        if written.null_count() == rows.height:
            return rows
        self._log.tally("amounts_rounded", "Amount", int(written.str.contains(_FINER).sum()))
        comma = written.str.contains(_COMMA).fill_null(value=False)
        if not comma.any():
            return rows
        self._log.tally("decimal_commas_are_read", "Amount", int(comma.sum()))
        pointed = pl.when(pl.lit(comma)).then(pl.col(side).str.replace(",", ".", literal=True)).otherwise(pl.col(side))
        return rows.with_columns(pointed.alias(side))

    def _dated(self, rows: pl.DataFrame) -> pl.DataFrame:
        rows = self._keep(rows, rows["posted"].is_not_null(), "posting_has_no_date", "")
        days = rows["posted"].str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
        good = days.is_between(_EARLIEST, _LATEST).fill_null(value=False)
        return self._keep(rows.with_columns(days.alias("posted_on")), good, "posting_date_is_no_date", "posted")

    def _keep(self, rows: pl.DataFrame, good: pl.Series, code: str, shown: str) -> pl.DataFrame:
        """Keep the good rows and report the others; their vouchers are not checked for balance."""
        if good.all():
            return rows
        good = good.fill_null(value=False)
        bad = rows.filter(~good)
        self._broken.update(bad["place"])
        room = self._log.room(code)
        for row in bad.head(room).iter_rows(named=True):
            voucher, record = row["voucher"] or "?", row["record"] or str(row["row"])
            values = {"voucher": voucher, "record": record, "value": short(row[shown] or "") if shown else ""}
            self._log.add(Problem(code, f"voucher {voucher}, line {record}", None, values=values))
        self._log.count(code, bad.height - room)
        return rows.filter(good)

    def _unbalanced(self, rows: pl.DataFrame, open_place: int | None) -> tuple[str, ...]:
        """Report the vouchers that end here and do not sum to zero; what an open one sums to so far is kept."""
        sums = pl.concat([self._open, rows.select(self._open.columns)])
        sums = sums.group_by("place", maintain_order=True).agg(pl.col("voucher").first(), pl.col("amount").sum())
        is_open = pl.col("place").eq_missing(open_place)
        self._open = sums.filter(is_open)
        found = []
        for place, voucher, amount in sums.filter(~is_open & (pl.col("amount") != 0)).iter_rows():
            if place not in self._broken:
                name = voucher or "?"
                found.append(name)
                values = {"voucher": name, "difference": amount_text(amount)}
                problem = Problem("voucher_does_not_balance", f"voucher {name}", None, Severity.WARNING, values)
                self._log.add(problem)
        self._broken &= {open_place} if open_place is not None else set()
        return tuple(found)

    def _remember(self, rows: pl.DataFrame) -> None:
        totals = self.totals
        by_account = rows.group_by("account", maintain_order=True).agg(
            pl.len(), pl.col("voucher").first(), pl.col("amount").sum()
        )
        for account, count, voucher, amount in by_account.iter_rows():
            totals.used[account] += count
            totals.first_used.setdefault(account, voucher or "?")
            totals.sums[account] = totals.sums.get(account, _NOTHING) + amount
        if self._facts.period:
            self.totals.outside += int((~rows["posted_on"].is_between(*self._facts.period)).sum())

    def _named(self, rows: pl.DataFrame) -> pl.DataFrame:
        facts = self._facts
        return rows.with_columns(
            _mapped("account", facts.accounts).alias("account_name"),
            pl.coalesce(_mapped("account", facts.carried), "account").alias("account"),
            _mapped("unit", facts.units).alias("unit_name"),
            _mapped("function", facts.functions).alias("function_name"),
            pl.lit(facts.currency, dtype=pl.String).alias("currency"),
        )


def tidy(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows without blanks around their texts, null where nothing is left."""
    text = pl.col(pl.String).str.strip_chars()
    return rows.with_columns(pl.when(text.str.len_bytes() > 0).then(text))


def _sum(amounts: pl.Series) -> Decimal:
    total = amounts.sum()
    return total if isinstance(total, Decimal) else _NOTHING


def _mapped(column: str, names: Mapping[str, str]) -> pl.Expr:
    said = {number: name for number, name in names.items() if name}
    if not said:
        return pl.lit(None, dtype=pl.String)
    return pl.col(column).replace_strict(said, default=None, return_dtype=pl.String)


def _with_suppliers(rows: pl.DataFrame, suppliers: Mapping[str, tuple[str | None, str | None]]) -> pl.DataFrame:
    """Add supplier_number, supplier_name and invoice, as the rules above say."""
    named = rows.filter(pl.col("supplier").is_not_null())
    without = ~pl.col("place").is_in(named["place"].unique().implode())
    joined = rows.join(_sole_suppliers(named), on="place", how="left", maintain_order="left").with_columns(
        pl.coalesce("supplier", "sole", pl.when(without).then("voucher_supplier")).alias("supplier"),
        pl.when(pl.col("supplier").is_null()).then("sole_invoice").alias("sole_invoice"),
    )
    invoice = pl.coalesce("reference", "sole_invoice", "document")
    joined = joined.with_columns(pl.when(pl.col("supplier").is_not_null()).then(invoice).alias("invoice"))
    cards = [(number, *_card(number, suppliers)) for number in joined["supplier"].drop_nulls().unique()]
    known = pl.DataFrame(
        cards, schema=dict.fromkeys(("supplier", "supplier_number", "supplier_name"), pl.String), orient="row"
    )
    return joined.join(known, on="supplier", how="left", maintain_order="left")


def _sole_suppliers(named: pl.DataFrame) -> pl.DataFrame:
    """Return place, sole and sole_invoice of the vouchers in which one supplier stands; null for several invoices."""
    invoice = pl.coalesce("reference", "document").drop_nulls()
    by_voucher = named.group_by("place").agg(
        pl.col("supplier").n_unique().alias("suppliers"),
        pl.col("supplier").first().alias("sole"),
        invoice.n_unique().alias("invoices"),
        invoice.first().alias("invoice"),
    )
    return by_voucher.filter(pl.col("suppliers") == 1).select(
        "place", "sole", pl.when(pl.col("invoices") == 1).then("invoice").alias("sole_invoice")
    )


def _card(number: str, suppliers: Mapping[str, tuple[str | None, str | None]]) -> tuple[str, str | None]:
    """Return number and name of a supplier; without a public number the file's own number stands for it."""
    public, name = suppliers.get(number, (None, None))
    return public or number, name
