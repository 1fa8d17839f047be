"""Brings the rows of a mapped table into the form of postings, batch by batch.

1. An account in a row of its own is carried down to the postings below it; across batches, too.
2. Totals and balances go: no account, date, voucher, invoice or supplier, and nothing else or a word for a total.
3. Rows of other years than the one that is read go.
4. Debit and credit become one amount, signs are turned, amounts are read by the decimal mark that was said.
5. Accounts get the zeros in front that a spreadsheet took away, where that was said.
6. Dates are read in the order that was said; year and month become a month; periods beyond December are December.
"""

from collections.abc import Mapping
from typing import Final

import polars as pl

from emissions.importers.amounts import AmountColumn
from emissions.importers.column_mapping import ColumnMapping, has_dates
from emissions.importers.column_pairs import HEADING
from emissions.importers.ledger_lines import AMOUNT
from emissions.importers.lost_zeros import arts
from emissions.importers.problem_log import ProblemLog
from emissions.importers.raw_table import ROW, date_of, number_of, text_of
from emissions.importers.row_checks import TOTAL, cell_of, with_typed

_MONEY: Final[tuple[str, ...]] = ("amount", "debit", "credit")
_OF_A_POSTING: Final = ("posted_on", "voucher", "invoice", "supplier_name", "supplier_number", "supplier_own_number")
_OPEN_MONTH: Final = r"^(\d{4})[-/]?(00|1[3-6])$"
_HEADING: Final = f"^(?:{HEADING.pattern})$"
# polars reads one digit where %d and %m stand, and two-digit years up to 68 as of this century
_ORDERS: Final = {
    "day_first": ("%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%y", "%d/%m/%y", "%d-%m-%y"),
    "month_first": ("%m/%d/%Y", "%m-%d-%Y", "%m.%d.%Y", "%m/%d/%y", "%m-%d-%y", "%m.%d.%y"),
}
_TIME: Final = r"[ T]\d\d:\d\d(:\d\d(\.\d+)?)?$"
_LAST: Final = 12


def cells_of(frame: pl.DataFrame, at: Mapping[str, int]) -> pl.DataFrame:
    """Return a raw frame with meanings for positions, typed cells as `row_checks` calls them; the others stay."""
    names = {}
    for meaning, place in at.items():
        names[text_of(place)] = meaning
        names[number_of(place)] = names[date_of(place)] = cell_of(meaning)
    return frame.rename(names, strict=False)


def _negative(amounts: pl.Series) -> pl.Series:
    return pl.select(-amounts).to_series()


class MappedRows:
    """One reading of a mapped table from its first row to its last."""

    def __init__(self, mapping: ColumnMapping, year: int | None, log: ProblemLog) -> None:
        self._mapping = mapping
        self._year = year
        self._log = log
        self._said = set(mapping.columns.values())
        self._amounts: dict[str, AmountColumn] = {
            meaning: AmountColumn(mapping.label_of(meaning) or "", log, mapping.decimal_mark)
            for meaning in _MONEY
            if meaning in self._said
        }
        self._account: str | None = None
        self._account_name: str | None = None

    def postings(self, cells: pl.DataFrame) -> pl.DataFrame:
        """Return the postings among the rows of a frame."""
        rows = self._under_accounts(cells) if self._mapping.account_above else self._without_totals(cells)
        if "year" in self._said and not has_dates(self._mapping):
            rows = self._of_the_year(rows)
        return self._with_dates(self._with_amounts(self._with_zeros(rows)))

    def _with_zeros(self, rows: pl.DataFrame) -> pl.DataFrame:
        if not self._mapping.account_zeros:
            return rows
        short = rows["account"].is_in(list(arts()))
        self._log.tally("accounts_get_zeros", self._mapping.label_of("account"), int(short.sum()))
        return rows.with_columns(pl.col("account").replace(dict(arts())))

    def _has(self, rows: pl.DataFrame, meaning: str) -> pl.Expr:
        typed = cell_of(meaning)
        filled = pl.col(meaning).is_not_null()
        return filled | pl.col(typed).is_not_null() if typed in rows.columns else filled

    def _any(self, rows: pl.DataFrame, meanings: tuple[str, ...]) -> pl.Expr:
        return pl.any_horizontal([pl.lit(value=False), *(self._has(rows, m) for m in meanings if m in self._said)])

    def _without_totals(self, rows: pl.DataFrame) -> pl.DataFrame:
        texts = [
            meaning for meaning in self._said if meaning not in (*_MONEY, "posted_on", "year", "month", "currency")
        ]
        no_account = pl.col("account").is_null() | pl.col("account").str.contains(TOTAL)
        named = pl.any_horizontal(pl.col(texts).str.contains(TOTAL).fill_null(value=False))
        bare = pl.all_horizontal(pl.col(texts).is_null())
        total = no_account & ~self._is_posting(rows) & (named | bare)
        kept = rows.filter(~total)
        self._log.tally("totals_are_left_out", None, rows.height - kept.height)
        return kept

    def _is_posting(self, rows: pl.DataFrame) -> pl.Expr:
        """Return whether a row says when, by which voucher or from whom; a word for a total says nothing of it."""
        told = [
            self._has(rows, meaning) & ~pl.col(meaning).str.contains(TOTAL).fill_null(value=False)
            for meaning in _OF_A_POSTING
            if meaning in self._said
        ]
        return pl.any_horizontal([pl.lit(value=False), *told])

    def _under_accounts(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return the postings with the account of the row above them, and without the rows that are none."""
        money = self._any(rows, _MONEY)
        posting = self._any(rows, ("posted_on",)) if "posted_on" in self._said else money & ~self._is_total(rows)
        heading = ~self._any(rows, (*_MONEY, "posted_on")) & pl.col("account").str.contains(_HEADING)
        parts = pl.col("account").str.extract_groups(_HEADING).struct
        name = pl.coalesce(parts.field("2"), *self._names_beside(rows))
        marked = rows.with_columns(
            is_heading=heading.fill_null(value=False),
            is_posting=posting & money,
            own=pl.col("account"),
        ).with_columns(
            account=pl.when("is_heading").then(parts.field("1")).forward_fill(),
            account_name=pl.when("is_heading").then(name.fill_null("")).forward_fill(),
        )
        return self._carried(marked)

    def _names_beside(self, rows: pl.DataFrame) -> list[pl.Expr]:
        """Return where the name of an account may stand in its row: its column, else the first text beside it."""
        if "account_name" in self._said:
            return [pl.col("account_name")]
        others = [name for name in rows.columns if name not in (ROW, "account") and rows[name].dtype == pl.String]
        words: list[pl.Expr] = [pl.when(pl.col(name).str.contains(r"\p{L}{2}")).then(pl.col(name)) for name in others]
        return words or [pl.lit(None, dtype=pl.String)]

    def _is_total(self, rows: pl.DataFrame) -> pl.Expr:
        texts = [name for name in rows.columns if rows[name].dtype == pl.String]
        return pl.any_horizontal(pl.col(texts).str.contains(TOTAL).fill_null(value=False))

    def _carried(self, marked: pl.DataFrame) -> pl.DataFrame:
        """Return the postings, with what the batch before left standing, and report those above the first account."""
        headings = marked.filter("is_heading")
        rows = marked.with_columns(
            account=pl.col("account").fill_null(pl.lit(self._account, dtype=pl.String)),
            account_name=pl.col("account_name").fill_null(pl.lit(self._account_name, dtype=pl.String)),
        )
        if headings.height:
            self._account, self._account_name = headings["account"][-1], headings["account_name"][-1]
        self._log.tally("accounts_are_carried_down", None, headings.height)
        postings = rows.filter(pl.col("is_posting") & ~pl.col("is_heading"))
        self._log.tally("totals_are_left_out", None, rows.height - postings.height - headings.height)
        orphans = postings.filter(pl.col("account").is_null())
        self._log.add_rows("row_is_above_accounts", orphans[ROW], self._mapping.label_of("account") or "")
        voucher = {} if "voucher" in self._said else {"voucher": pl.col("own")}
        name = pl.when(pl.col("account_name") != "").then("account_name")
        return postings.filter(pl.col("account").is_not_null()).with_columns(account_name=name, **voucher)

    def _of_the_year(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return the rows of the year that is read; one that says no year could belong to any and is reported."""
        years = rows["year"].str.to_integer(strict=False)
        unreadable = years.is_null()
        label = self._mapping.label_of("year") or ""
        values = rows["year"].fill_null("").filter(unreadable)
        self._log.add_rows("year_is_not_readable", rows[ROW].filter(unreadable), label, values)
        return rows.filter((years == self._year).fill_null(value=False))

    def _with_amounts(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return the rows with their amount; untouched where it stands as it is read anyway.

        A row whose amount cannot be read is reported and left out.
        """
        sources = tuple(meaning for meaning in _MONEY if meaning in self._said)
        if "amount" not in sources or not has_dates(self._mapping):
            rows = self._without_empty(rows, sources)
        if sources == ("amount",) and self._mapping.sign == "costs_plus" and self._mapping.decimal_mark is None:
            return rows
        read: dict[str, pl.Series] = {source: self._read(rows, source) for source in sources}
        wrong = pl.Series([False], dtype=pl.Boolean).new_from_index(0, rows.height)
        for source, values in read.items():
            wrong |= rows[source].is_not_null() & values.is_null()
        nothing = pl.lit(None, dtype=pl.String)
        return rows.with_columns(self._signed(read).alias(cell_of("amount")), amount=nothing).filter(~wrong)

    def _read(self, rows: pl.DataFrame, meaning: str) -> pl.Series:
        return with_typed(rows, meaning, self._amounts[meaning].read(rows[meaning], rows[ROW])).cast(AMOUNT)

    def _signed(self, read: Mapping[str, pl.Series]) -> pl.Series:
        """Return costs as positive amounts."""
        sign = self._mapping.sign
        if "amount" in read:
            return (_negative(read["amount"]) if sign == "costs_minus" else read["amount"]).cast(AMOUNT)
        debit, credit = read["debit"].fill_null(0), read["credit"].fill_null(0)
        amount = debit + credit if sign == "credit_minus" else debit - credit
        return (_negative(amount) if sign == "costs_minus" else amount).cast(AMOUNT)

    def _without_empty(self, rows: pl.DataFrame, meanings: tuple[str, ...]) -> pl.DataFrame:
        kept = rows.filter(self._any(rows, meanings))
        field = " / ".join(filter(None, map(self._mapping.label_of, meanings)))
        self._log.tally("rows_without_amount", field, rows.height - kept.height)
        return kept

    def _with_dates(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return the rows with the date of each, or its month, as the machinery reads it."""
        if not has_dates(self._mapping):
            return rows
        if "posted_on" not in self._said:
            year = pl.col("year") if "year" in self._said else pl.lit(str(self._year))
            rows = rows.with_columns(posted_on=pl.concat_str(year, pl.lit("-"), pl.col("month").str.zfill(2)))
        elif order := self._mapping.date_order:
            rows = self._in_order(rows, _ORDERS[order])
        return self._with_closing_periods(rows)

    def _in_order(self, rows: pl.DataFrame, formats: tuple[str, ...]) -> pl.DataFrame:
        """Return the rows with dates read in the order that was said; texts that are none of those stay."""
        plain = pl.col("posted_on").str.replace(_TIME, "")
        short = plain.str.contains(r"[./-]\d\d$")
        read = pl.coalesce(
            pl.when(short if form.endswith("y") else ~short).then(plain.str.to_date(form, strict=False))
            for form in formats
        )
        typed = cell_of("posted_on")
        known = pl.coalesce(typed, read) if typed in rows.columns else read
        rows = rows.with_columns(known.alias(typed))
        return rows.with_columns(posted_on=pl.when(pl.col(typed).is_null()).then("posted_on"))

    def _with_closing_periods(self, rows: pl.DataFrame) -> pl.DataFrame:
        odd = rows["posted_on"].str.contains(_OPEN_MONTH).fill_null(value=False)
        label = self._mapping.label_of("posted_on") or self._mapping.label_of("month") or ""
        self._log.tally("closing_periods_are_december", label, int(odd.sum()))
        if not odd.any():
            return rows
        parts = pl.col("posted_on").str.extract_groups(_OPEN_MONTH).struct
        month = pl.when(parts.field("2") == "00").then(pl.lit("-01")).otherwise(pl.lit(f"-{_LAST}"))
        return rows.with_columns(posted_on=pl.when(odd).then(parts.field("1") + month).otherwise("posted_on"))
