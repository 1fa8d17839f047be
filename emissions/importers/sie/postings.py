"""Turns the voucher lines of a SIE file into ledger lines, batch by batch, and checks that each voucher balances.

1. Only #TRANS counts. #RTRANS is followed by a #TRANS with the same content, and #BTRANS was struck out.
2. A posting without a date of its own has that of its voucher; its text, too, may be the voucher's.
3. A posting must stand between the braces of a voucher. A voucher whose braces are not closed is a problem.
4. A voucher of which a line could not be read is not checked for balance.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

import polars as pl

from emissions.importers.amounts import amount_text, understand
from emissions.importers.ledger_lines import AMOUNT, BATCH_LINES, Batch, as_lines
from emissions.importers.problem_log import ProblemLog, short
from emissions.importers.sie.header import COST_CENTRE, INVOICE, PROJECT, SUPPLIER, SieHeader
from emissions.importers.sie.records import POSTINGS, objects_of, record, voucher_fields, voucher_name
from emissions.importers.sie.vouchers import Voucher, VoucherBook
from foundation.problems import Problem, Severity

# The plain ways to write the two lines that make up nearly the whole file; other ways are cut by `record`.
_TRANS: Final = re.compile(
    r'[ \t]*#TRANS[ \t]+"?([^\s"{}\\]+)"?[ \t]*\{([^{}\\]*)\}[ \t]*"?(-?[0-9]+(?:\.[0-9]{1,4})?)"?'
    r'(?:[ \t]+"?([0-9]{8})?"?(?:[ \t]+("[^"\\]*"|[^\s"\\{}]+)(?:[ \t][^\\{}]*)?)?)?[ \t\r]*'
)
_VER: Final = re.compile(
    r'[ \t]*#VER[ \t]+"?([^\s"{}\\]+)"?[ \t]+"?([^\s"{}\\]+)"?[ \t]+"?([0-9]{8})"?'
    r'(?:[ \t]+(?:"([^"\\]*)"|([^\s"\\{}]+))(?:[ \t][^\\{}]*)?)?[ \t\r]*'
)
_BLANKS: Final = " \t\r\x1a\ufeff"
_OUTSIDE: Final = -1
_TORN: Final = frozenset({"#", "#V", "#VE"})  # what is left of a #VER where a file was cut short
_FULL: Final = BATCH_LINES // 2

Row = tuple[int | str | None, ...]
_ROWS: Final = {
    "row": pl.Int64, "place": pl.Int64, "account": pl.String, "objects": pl.String, "amount": pl.String,
    "posted": pl.String, "text": pl.String,
}  # fmt: skip
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
        self._rows: list[Row] = []
        self._line = 0
        self._inside = _OUTSIDE
        self._awaiting = False
        self._started = 0
        self.used: Counter[str] = Counter()
        self.first_used: dict[str, int] = {}
        self.sums: dict[str, Decimal] = {}
        self.outside_year = 0

    def read(self, blocks: Iterable[bytes]) -> Iterator[Batch]:
        """Yield the lines of UTF-8 blocks; the last batch follows when all vouchers are closed."""
        for block in blocks:
            lines = block.decode("utf-8", "replace").removesuffix("\n").split("\n")
            for start in range(0, len(lines), _FULL):
                self._take(lines[start : start + _FULL])
                if len(self._rows) >= _FULL:
                    yield self._batch()
        self._end()
        yield self._batch(final=True)

    def _take(self, lines: list[str]) -> None:
        posting, keep = _TRANS.fullmatch, self._rows.append
        for number, line in enumerate(lines, self._line + 1):
            if found := posting(line):
                keep((number, self._inside, *found.groups()))
            else:
                self._take_other(line.strip(_BLANKS), number)
        self._line += len(lines)

    def _take_other(self, text: str, line: int) -> None:
        if text == "{":
            self._inside = self._book.last if self._awaiting else self._inside
            self._awaiting = False
        elif text == "}":
            self._inside, self._awaiting = _OUTSIDE, False
        elif found := _VER.fullmatch(text):
            series, number, posted, quoted, word = found.groups()
            self._open_voucher(Voucher(f"{series} {number}", line, posted, quoted or word or None))
        elif text.startswith("#"):
            self._take_record(text, line)
        elif text:
            self._unreadable(text, line)

    def _take_record(self, text: str, line: int) -> None:
        label = text.split(maxsplit=1)[0].upper()
        if label == "#VER":
            self._take_odd_voucher(text, line)
        elif label == "#TRANS":
            self._take_odd_posting(text, line)
        elif label in _TORN:
            self._unreadable(text, line, Severity.ERROR)
        elif label in POSTINGS:
            self._log.tally("corrections_are_not_counted", label, 1)

    def _take_odd_voucher(self, text: str, line: int) -> None:
        opens = text.endswith("{")
        series, number, posted, words = voucher_fields(record(text.removesuffix("{")).fields)
        self._open_voucher(Voucher(voucher_name(series, number, line), line, posted or None, words or None))
        if opens:
            self._inside, self._awaiting = self._book.last, False

    def _open_voucher(self, voucher: Voucher) -> None:
        self._leave_open_voucher()
        self._book.open(voucher)
        self._started += 1
        self._awaiting = True

    def _leave_open_voucher(self) -> None:
        """Report a voucher that ends without its closing brace, or never opened one."""
        if self._inside != _OUTSIDE or self._awaiting:
            voucher = self._book.get(self._book.last)
            values = {"voucher": voucher.name, "row": voucher.line}
            self._log.add(Problem("voucher_is_not_closed", f"voucher {voucher.name}", "#VER", values=values))
            self._book.broken.add(self._book.last)
        self._inside, self._awaiting = _OUTSIDE, False

    def _end(self) -> None:
        if self._inside == _OUTSIDE and not self._awaiting:
            return
        voucher = self._book.get(self._book.last)
        values = {"voucher": voucher.name, "row": self._line}
        self._log.add(Problem("file_is_truncated", f"line {self._line}", "#VER", values=values))
        self._book.broken.add(self._book.last)
        self._inside, self._awaiting = _OUTSIDE, False

    def _unreadable(self, text: str, line: int, outside: Severity = Severity.WARNING) -> None:
        """Report a line that is no record; outside vouchers it can cost nothing, inside it may be a torn posting."""
        severity = outside if self._inside == _OUTSIDE else Severity.ERROR
        values = {"row": line, "value": short(text)}
        self._log.add(Problem("line_is_not_readable", f"line {line}", None, severity, values))
        self._break()

    def _break(self) -> None:
        if self._inside != _OUTSIDE:
            self._book.broken.add(self._inside)

    def _take_odd_posting(self, text: str, line: int) -> None:
        """Read a #TRANS line that is not written in the plain way, or say what is wrong with it."""
        found = record(text)
        amount, problem = _amount_of(found.field(1))
        if not found.field(0) or "{" in found.fields:
            problem = "line_is_not_readable"
        if problem:
            self._log.add(
                Problem(problem, f"line {line}", "#TRANS", values=_shown(line, found.field(1), text, problem))
            )
            self._break()
            return
        if "," in found.field(1):
            self._log.tally("amounts_with_comma", "#TRANS", 1)
        objects = found.objects or ""
        words = f'"{found.field(3)}"' if found.field(3) else None
        self._rows.append((line, self._inside, found.field(0), objects, amount, found.field(2) or None, words))

    def _batch(self, *, final: bool = False) -> Batch:
        """Return the lines read so far and close the vouchers that are complete."""
        columns = zip(*self._rows, strict=True) if self._rows else [()] * len(_ROWS)
        frame = pl.DataFrame(
            [pl.Series(name, values, dtype=_ROWS[name]) for name, values in zip(_ROWS, columns, strict=True)]
        )
        self._rows = []
        lines = self._lines(frame)
        unbalanced = self._book.close(keep_last=not final and (self._inside != _OUTSIDE or self._awaiting))
        for voucher, difference in unbalanced:
            values = {"voucher": voucher.name, "row": voucher.line, "difference": amount_text(difference)}
            place = f"voucher {voucher.name}"
            self._log.add(Problem("voucher_is_unbalanced", place, "#VER", Severity.WARNING, values))
        started, self._started = self._started, 0
        return Batch(lines, self._log.take(), started, tuple(voucher.name for voucher, _ in unbalanced))

    def _lines(self, frame: pl.DataFrame) -> pl.DataFrame:
        frame = self._inside_vouchers(frame)
        frame = frame.with_columns(
            pl.col("amount").cast(AMOUNT, strict=False),
            pl.col("text").str.strip_prefix('"').str.strip_suffix('"').str.strip_chars(),
        ).with_columns(self._book.columns(frame["place"]))
        self._book.add_sums(frame)
        frame = self._dated(self._with_amounts(frame))
        self._remember(frame)
        text = pl.when(pl.col("text") != "").then(pl.col("text"))
        lines = frame.with_columns(pl.coalesce(text, "voucher_text").alias("text"), *self._account_columns())
        return as_lines(self._with_objects(lines))

    def _inside_vouchers(self, frame: pl.DataFrame) -> pl.DataFrame:
        outside = frame["place"] == _OUTSIDE
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


def _amount_of(text: str) -> tuple[str, str | None]:
    """Return the amount with a decimal point, or the code of what is wrong; a point is SIE's decimal mark."""
    if not text:
        return "", "amount_is_missing"
    amount = understand(text)
    if amount.problem:
        return "", amount.problem
    if amount.is_ambiguous and "," in text:
        return "", "amount_is_ambiguous"
    return amount.by_point or "", None


def _shown(line: int, amount: str, text: str, problem: str) -> dict[str, object]:
    value = short(text) if problem == "line_is_not_readable" else short(amount)
    return {"row": line, "field": "#TRANS", "value": value}
