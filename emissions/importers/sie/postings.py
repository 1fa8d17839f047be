"""Turns the postings of a SIE file into ledger lines, batch by batch, and checks that each voucher balances.

A posting without a date of its own has that of its voucher; its text, too, may be the voucher's.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

import polars as pl

from emissions.importers.amounts import amount_text
from emissions.importers.ledger_lines import AMOUNT, BATCH_LINES, Batch, as_lines
from emissions.importers.problem_log import ProblemLog, short
from emissions.importers.sie.braces import OUTSIDE
from emissions.importers.sie.header import COST_CENTRE, INVOICE, PROJECT, SUPPLIER, SieHeader
from emissions.importers.sie.lines import lines_of
from emissions.importers.sie.records import objects_of
from emissions.importers.sie.vouchers import VoucherBook
from emissions.importers.sie.walk import VoucherWalk
from foundation.problems import Problem, Severity

_FULL: Final = BATCH_LINES // 2
_OBJECTS: Final = {
    "objects": pl.String, "unit": pl.String, "unit_name": pl.String, "project": pl.String,
    "supplier_number": pl.String, "supplier_name": pl.String, "invoice": pl.String,
}  # fmt: skip


class Postings:
    """One reading of the vouchers of a file, from the first line to the last."""

    def __init__(self, header: SieHeader, log: ProblemLog) -> None:
        self._header = header
        self._log = log
        self._book = VoucherBook()
        self._walk = VoucherWalk(log, self._book)
        self.used: Counter[str] = Counter()
        self.first_used: dict[str, int] = {}
        self.sums: dict[str, Decimal] = {}
        self.outside_year = 0

    def read(self, blocks: Iterable[bytes]) -> Iterator[Batch]:
        """Yield the lines of UTF-8 blocks; the last batch follows when all vouchers are closed."""
        for block in blocks:
            for lines in pl.DataFrame([lines_of(block)]).iter_slices(_FULL):
                self._walk.take(lines.to_series())
                if self._walk.height >= _FULL:
                    yield self._batch()
        self._walk.end()
        yield self._batch()

    def _batch(self) -> Batch:
        """Return the lines read so far and close the vouchers that are complete."""
        lines = self._lines(self._walk.gathered())
        unbalanced = self._book.close(keep_last=self._walk.is_in_voucher)
        for voucher, difference in unbalanced:
            values = {"voucher": voucher.name, "row": voucher.line, "difference": amount_text(difference)}
            place = f"voucher {voucher.name}"
            self._log.add(Problem("voucher_is_unbalanced", place, "#VER", Severity.WARNING, values))
        started, self._walk.started = self._walk.started, 0
        return Batch(lines, self._log.take(), started, tuple(voucher.name for voucher, _ in unbalanced))

    def _lines(self, frame: pl.DataFrame) -> pl.DataFrame:
        frame = self._inside_vouchers(frame)
        frame = frame.with_columns(
            pl.col("amount").cast(AMOUNT, strict=False),
            pl.col("text").str.strip_prefix('"').str.strip_suffix('"').str.strip_chars(),
        ).hstack(self._book.columns(frame["place"]))
        self._book.add_sums(frame)
        frame = self._dated(self._with_amounts(frame))
        self._remember(frame)
        text = pl.when(pl.col("text") != "").then(pl.col("text"))
        lines = frame.with_columns(pl.coalesce(text, "voucher_text").alias("text"), *self._account_columns())
        return as_lines(self._with_objects(lines))

    def _inside_vouchers(self, frame: pl.DataFrame) -> pl.DataFrame:
        outside = frame["place"] == OUTSIDE
        if not outside.any():
            return frame
        for line in frame["row"].filter(outside):
            self._log.add(Problem("posting_is_outside_voucher", f"line {line}", "#TRANS", values={"row": line}))
        return frame.filter(~outside)

    def _with_amounts(self, frame: pl.DataFrame) -> pl.DataFrame:
        return self._keep(frame, frame["amount"].is_not_null(), "amount_is_too_large", "")

    def _dated(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Give postings without a date that of their voucher; a posting without any cannot be placed in a month."""
        frame = frame.with_columns(pl.coalesce("posted", "voucher_posted").alias("posted"))
        dates = frame["posted"].str.replace_all("-", "", literal=True).str.to_date("%Y%m%d", strict=False)
        frame = frame.with_columns(dates.alias("posted_on"))
        readable = frame["posted"].is_null() | frame["posted_on"].is_not_null()
        frame = self._keep(frame, readable, "date_is_not_readable", "posted")
        return self._keep(frame, frame["posted_on"].is_not_null(), "date_is_missing", "")

    def _keep(self, frame: pl.DataFrame, good: pl.Series, code: str, shown: str) -> pl.DataFrame:
        """Keep the good lines and report the others; their vouchers are not checked for balance."""
        if good.all():
            return frame
        bad = frame.filter(~good)
        self._book.broken.update(bad["place"])
        for row in bad.iter_rows(named=True):
            values = {
                "row": row["row"],
                "field": "#TRANS",
                "voucher": row["voucher"],
                "value": short(row.get(shown) or ""),
            }
            self._log.add(Problem(code, f"line {row['row']}", "#TRANS", values=values))
        return frame.filter(good)

    def _remember(self, frame: pl.DataFrame) -> None:
        by_account = frame.group_by("account").agg(pl.len(), pl.col("row").min().alias("line"), pl.col("amount").sum())
        for account, count, line, amount in by_account.iter_rows():
            self.used[account] += count
            self.first_used.setdefault(account, line)
            self.sums[account] = self.sums.get(account, Decimal(0)) + amount
        start, end = self._header.year_from, self._header.year_to
        if start and end:
            self.outside_year += int((~frame["posted_on"].is_between(start, end)).sum())

    def _account_columns(self) -> tuple[pl.Expr, pl.Expr]:
        names = {account: name or None for account, name in self._header.accounts.items()}
        name = pl.col("account").replace_strict(names, default=None, return_dtype=pl.String) if names else pl.lit(None)
        return name.alias("account_name"), pl.lit(self._header.currency).alias("currency")

    def _with_objects(self, lines: pl.DataFrame) -> pl.DataFrame:
        """Add unit, project, supplier and invoice from the object lists; names come from #OBJEKT."""
        lists = lines["objects"].unique()
        rows = []
        for objects in lists:
            found = objects_of(objects)
            unit, supplier = found.get(COST_CENTRE), found.get(SUPPLIER)
            names = self._header.objects
            unit_name = names.get((COST_CENTRE, unit)) if unit else None
            supplier_name = names.get((SUPPLIER, supplier)) if supplier else None
            rows.append(
                (
                    objects,
                    unit,
                    unit_name or None,
                    found.get(PROJECT),
                    supplier,
                    supplier_name or None,
                    found.get(INVOICE),
                )
            )
        return lines.join(
            pl.DataFrame(rows, schema=_OBJECTS, orient="row"), on="objects", how="left", maintain_order="left"
        )
