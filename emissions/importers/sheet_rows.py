"""Reads the rows of a small sheet that people fill in as texts, from Excel or CSV; others tell what they mean."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from foundation.problems import Problem
from requirements_bank.importers.bank_contents import BankFileError
from requirements_bank.importers.packed import Limits
from requirements_bank.importers.spreadsheet import TOO_LARGE, read_sheets

LIMITS = Limits(parts=200, unpacked=20 << 20)
_MOST_COLUMNS = 20
_MOST_LETTERS = 500
_MOST_HEAD = 20_000
_EMPTY_BETWEEN = 2  # rows read for each that may hold anything; a file with more is refused anyway


@dataclass(frozen=True, slots=True)
class SheetRows:
    """The titles of the columns and the rows below them that hold anything, by their numbers in the sheet."""

    titles: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_sheet_rows(data: bytes, most_rows: int) -> SheetRows | Problem:
    """Return the rows of the first sheet that holds anything, or of a CSV file.

    A problem where it cannot be read, or where more than `most_rows` hold anything.
    """
    most_read = _EMPTY_BETWEEN * most_rows
    cells = _workbook(data, most_read) if data.startswith(b"PK") else _delimited(data, most_read)
    if isinstance(cells, Problem):
        return cells
    if len(cells) > most_read:
        return Problem("too_many_rows", "file", values={"most": most_rows})
    texts = [tuple(_text(cell)[:_MOST_LETTERS] for cell in row[:_MOST_COLUMNS]) for row in cells]
    first = next((number for number, row in enumerate(texts) if any(row)), None)
    if first is None:
        return Problem("file_empty", "file")
    rows = tuple((number, row) for number, row in enumerate(texts[first + 1 :], start=first + 2) if any(row))
    if not rows:
        return Problem("no_rows", "file")
    if len(rows) > most_rows:
        return Problem("too_many_rows", "file", values={"most": most_rows})
    return SheetRows(texts[first], rows)


def _workbook(data: bytes, most_read: int) -> Sequence[Sequence[object]] | Problem:
    try:
        sheets = [cells for _name, cells in read_sheets(data, LIMITS, most_rows=most_read + 1)]
    except BankFileError as refused:
        code = "workbook_is_too_large" if refused.problem.code in TOO_LARGE else "not_readable"
        return Problem(code, "file", values={"why": refused.problem.code})
    return next((cells for cells in sheets if any(cells)), [])


def _delimited(data: bytes, most_read: int) -> Sequence[Sequence[object]] | Problem:
    if b"\x00" in data:
        return Problem("not_readable", "file", values={"why": "binary"})
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    head = next(iter(text.lstrip()[:_MOST_HEAD].splitlines()), "")
    if not head:
        return Problem("file_empty", "file")
    mark = max(";,\t", key=head.count)
    try:
        return list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=mark), most_read + 1))
    except csv.Error:
        return Problem("not_readable", "file", values={"why": "csv"})


def _text(cell: object) -> str:
    """Return a cell as somebody would have typed it; a broken number has four decimals, so it is read in one way."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.4f}"
    return str(cell).strip()
