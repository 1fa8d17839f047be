"""Reads the accounts that Norwegian municipalities send to Statistics Norway (KOSTRA): records of 48 characters.

Layout: Statistics Norway, file description "Regnskap" 2025. A record holds form (2), year (4), quarter (1), region
(6), organisation number (9), enterprise number (9), account class (1), function (4), art (3) and amount (9, whole
thousands).

1. Forms 0A, 0C, 0F, 0I, 0K, 0M and 0P are accounts by function and art; they are read. A line's account is the class
   digit followed by the art, as in an account table, and its function stands apart.
2. Enterprises, church councils and consolidated accounts write class 3 for running and 4 for investment accounts where
   the municipality writes 1 and 0. They are read as 1 and 0, since class 3 means investment in other ledgers.
3. Balance sheets (0B, 0D, 0G, 0J, 0L, 0N, 0Q) hold no purchases at all, and health trusts (0X, 0Y) follow another
   chart: both are refused.
4. A quarter holds what was booked from January to its end. One file is one report: two of them are refused, except for
   the districts of one city, which become units.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from emissions.importers.dates import end_of_month
from emissions.importers.ledger_lines import AMOUNT, Batch, LedgerHeader, LedgerReading, as_lines, no_lines, refused
from emissions.importers.problem_log import ProblemLog, short
from emissions.importers.text_encoding import TextEncoding, detect_encoding, endless_line, utf8_blocks
from foundation.problems import Problem, Severity

KOSTRA_REPORT: Final = "kostra"

_OWN_CLASSES: Final = {"0": "0", "1": "1"}
_OTHER_CLASSES: Final = {"4": "0", "3": "1"}
_CLASSES: Final = {
    "0A": _OWN_CLASSES, "0C": _OWN_CLASSES, "0F": _OTHER_CLASSES, "0I": _OTHER_CLASSES, "0K": _OTHER_CLASSES,
    "0M": _OTHER_CLASSES, "0P": _OTHER_CLASSES,
}  # fmt: skip
_BALANCES: Final = frozenset({"0B", "0D", "0G", "0J", "0L", "0N", "0Q"})
_CONSOLIDATED: Final = frozenset({"0M", "0P"})
_RECORD: Final = r"^0[A-Z]\d{4}[ 1-4]\d{6}[ \d]{18}[ \d][ \d]{4}[ \d]{3}.{9}$"
_AMOUNT: Final = r"^ *-?\d+$"
_HEAD_LENGTH: Final = 31
_YEAR, _QUARTER, _REGION, _NUMBER = slice(2, 6), slice(6, 7), slice(7, 13), slice(13, 22)
_LAST_QUARTER: Final = 4
_MUNICIPALITY: Final = 4


def open_kostra_report(path: Path) -> LedgerReading:
    """Return the reading of a KOSTRA report; one that holds no purchases, or several reports at once, is refused."""
    encoding = detect_encoding(path)
    if encoding.is_endless:
        return refused(endless_line(), LedgerHeader(encoding=encoding.name))
    heads = _heads(path, encoding)
    header = LedgerHeader(KOSTRA_REPORT, encoding.name, currency="NOK", granularity="year", chart="kostra")
    if not heads:
        return LedgerReading(header, (_no_record(path, encoding),))
    if len({_report_of(head) for head in heads}) > 1:
        shown = ", ".join(_said(head) for head in heads[:3])
        return LedgerReading(header, (Problem("several_reports", "file", values={"reports": shown}),))
    return _reading(path, encoding, heads[0])


def _reading(path: Path, encoding: TextEncoding, head: str) -> LedgerReading:
    form, year = head[:2], int(head[_YEAR])
    quarter = int(head[_QUARTER].strip() or 0)
    last = end_of_month(date(year, 3 * (quarter or _LAST_QUARTER), 1))
    header = LedgerHeader(
        f"{KOSTRA_REPORT}_{form.lower()}",
        encoding.name,
        organisation_number=head[_NUMBER].strip() or head[_REGION][:_MUNICIPALITY],
        currency="NOK",
        period_from=date(year, 1, 1),
        period_to=last,
        granularity="year",
        chart="kostra",
    )
    if form in _BALANCES:
        return LedgerReading(header, (Problem("report_is_a_balance", "file", values={"form": form}),))
    if form not in _CLASSES:
        return LedgerReading(header, (Problem("report_has_another_chart", "file", values={"form": form}),))
    problems = tuple(_remarks(form, quarter, header))
    return LedgerReading(header, problems, _Reader(path, encoding, form).batches)


def _remarks(form: str, quarter: int, header: LedgerHeader) -> Iterator[Problem]:
    values: dict[str, object] = {"form": form, "quarter": quarter, "to": header.period_to}
    if quarter == _LAST_QUARTER:
        yield Problem("quarter_is_preliminary", "file", None, Severity.NOTICE, values)
    elif quarter:
        yield Problem("quarter_is_part_of_year", "file", None, Severity.WARNING, values)
    if form in _CONSOLIDATED:
        yield Problem("report_is_consolidated", "file", None, Severity.WARNING, values)


def _heads(path: Path, encoding: TextEncoding) -> list[str]:
    """Return what the records say of the report they belong to, each way once, in the order of the file."""
    found: dict[str, None] = {}
    for _, records in _records(path, encoding):
        whole = records.filter(records.str.contains(_RECORD))
        found.update(dict.fromkeys(whole.str.slice(0, _HEAD_LENGTH).unique(maintain_order=True)))
    return list(found)


def _records(path: Path, encoding: TextEncoding) -> Iterator[tuple[int, pl.Series]]:
    """Yield the records of each block with the line number of the first; blanks behind the amount are taken off."""
    first = 1
    for block in utf8_blocks(path, encoding):
        lines = block.decode("utf-8", "replace").removesuffix("\n").split("\n")
        yield first, pl.Series(lines, dtype=pl.String).str.strip_chars_end()
        first += len(lines)


def _report_of(head: str) -> tuple[str, str, str]:
    """Return what makes records belong to one report: form, year and quarter; municipality; organisation."""
    return head[: _REGION.start], head[_REGION][:_MUNICIPALITY], head[_NUMBER]


def _no_record(path: Path, encoding: TextEncoding) -> Problem:
    """Return the problem of a file that looks like a report and has no record of the right length: its first line."""
    first = next((records[0] for _, records in _records(path, encoding)), "")
    return Problem("record_is_not_readable", "row 1", values={"row": 1, "value": short(first)})


def _said(head: str) -> str:
    parts = (head[:2], head[_YEAR], head[_QUARTER], head[_REGION], head[_NUMBER])
    return " ".join(part.strip() for part in parts if part.strip())


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns the records of one form into lines; a record that cannot be read is reported and left out."""

    path: Path
    encoding: TextEncoding
    form: str

    def batches(self) -> Iterator[Batch]:
        log = ProblemLog()
        for first, records in _records(self.path, self.encoding):
            rows = pl.int_range(first, first + len(records), eager=True, dtype=pl.Int64)
            yield Batch(self._lines(pl.DataFrame({"row": rows, "record": records}), log), log.take())
        yield Batch(no_lines(), log.close())

    def _lines(self, records: pl.DataFrame, log: ProblemLog) -> pl.DataFrame:
        records = records.filter(pl.col("record") != "")
        records = _good(records, pl.col("record").str.contains(_RECORD), "record", "record_is_not_readable", log)
        cut = records.select(
            "row",
            district=pl.col("record").str.slice(_REGION.start + _MUNICIPALITY, 2),
            account_class=pl.col("record").str.slice(31, 1),
            function=pl.col("record").str.slice(32, 4).str.strip_chars(),
            art=pl.col("record").str.slice(36, 3).str.strip_chars(),
            amount=pl.col("record").str.slice(39),
        )
        classes = _CLASSES[self.form]
        cut = _good(cut, pl.col("account_class").is_in(list(classes)), "account_class", "class_is_another", log)
        cut = _good(cut, pl.col("art").str.contains(r"^\d{3}$"), "art", "account_is_no_account", log)
        cut = _good(cut, pl.col("amount").str.contains(_AMOUNT), "amount", "amount_is_no_number", log)
        moved = cut["account_class"].replace(classes)
        log.tally("classes_are_translated", None, int((moved != cut["account_class"]).sum()))
        return as_lines(
            cut.select(
                "row",
                account=moved + cut["art"],
                amount=(pl.col("amount").str.strip_chars().cast(pl.Int64) * 1000).cast(AMOUNT),
                function=pl.when(pl.col("function") != "").then("function"),
                unit=pl.when(pl.col("district") != "00").then("district"),
                currency=pl.lit("NOK"),
            )
        )


_FIELDS: Final = {"record": "", "account_class": "kontoklasse", "art": "art", "amount": "beløp"}


def _good(frame: pl.DataFrame, is_good: pl.Expr, column: str, code: str, log: ProblemLog) -> pl.DataFrame:
    """Report the rows that are not good under the code, with what stands there, and return the others."""
    wrong = frame.filter(~is_good)
    log.add_rows(code, wrong["row"], _FIELDS[column], wrong[column].str.strip_chars())
    return frame.filter(is_good)
