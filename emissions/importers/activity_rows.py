"""Reads the rows of a sheet with figures of an activity as texts, from Excel or CSV; others tell what they mean."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from foundation.problems import Problem
from requirements_bank.importers.bank_contents import BankFileError
from requirements_bank.importers.packed import Limits
from requirements_bank.importers.spreadsheet import read_sheets

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 2_000
LIMITS = Limits(parts=200, unpacked=20 << 20)
_MOST_COLUMNS = 20
_MOST_LETTERS = 500
_MOST_HEAD = 20_000
_MOST_READ = 2 * MOST_ROWS  # with empty rows between; nobody waits for a file to be read that is refused anyway


@dataclass(frozen=True, slots=True)
class SheetRows:
    """The titles of the columns and the rows below them that hold anything, by their numbers in the sheet."""

    titles: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_activity_rows(data: bytes) -> SheetRows | Problem:
    """Return the rows of the first sheet that holds anything, or of a CSV file; a problem where it cannot be read."""
    cells = _workbook(data) if data.startswith(b"PK") else _delimited(data)
    if isinstance(cells, Problem):
        return cells
    if len(cells) > _MOST_READ:
        return Problem("too_many_rows", "file", values={"most": MOST_ROWS})
    texts = [tuple(_text(cell)[:_MOST_LETTERS] for cell in row[:_MOST_COLUMNS]) for row in cells]
    first = next((number for number, row in enumerate(texts) if any(row)), None)
    if first is None:
        return Problem("file_empty", "file")
    rows = tuple((number, row) for number, row in enumerate(texts[first + 1 :], start=first + 2) if any(row))
    if not rows:
        return Problem("no_rows", "file")
    if len(rows) > MOST_ROWS:
        return Problem("too_many_rows", "file", values={"most": MOST_ROWS})
    return SheetRows(texts[first], rows)


def _workbook(data: bytes) -> Sequence[Sequence[object]] | Problem:
    try:
        sheets = [cells for _name, cells in read_sheets(data, LIMITS, most_rows=_MOST_READ + 1)]
    except BankFileError as refused:
        return Problem("not_readable", "file", values={"why": refused.problem.code})
    return next((cells for cells in sheets if any(cells)), [])


def _delimited(data: bytes) -> Sequence[Sequence[object]] | Problem:
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
        return list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=mark), _MOST_READ + 1))
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
