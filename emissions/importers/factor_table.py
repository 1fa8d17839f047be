"""Reads the table in a file of emission factors, Excel or CSV, as texts; a person says what its columns mean."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, pairwise

from foundation.problems import Problem
from requirements_bank.importers.bank_contents import BankFileError
from requirements_bank.importers.packed import Limits
from requirements_bank.importers.spreadsheet import TOO_LARGE, read_sheets

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 60
LIMITS = Limits(parts=200, unpacked=60 << 20)
_MOST_LETTERS = 500
_HEAD_ROWS = 40
_MOST_READ = MOST_ROWS + _HEAD_ROWS
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_FEWEST_TITLES = 2

Row = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class FactorTable:
    """The titles of the columns, and the rows below them that hold anything with their numbers in the file.

    `sheet` is the name of the sheet in a workbook; empty for CSV.
    """

    titles: tuple[str, ...]
    rows: tuple[Row, ...]
    sheet: str = ""


def read_factor_table(data: bytes) -> FactorTable | Problem:
    """Return the table of a file; a problem where there is none. Of a workbook's sheets the one with most figures."""
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        return Problem("file_empty", "file")
    sheets = _workbook(data) if data.startswith(b"PK") else _delimited(data)
    if isinstance(sheets, Problem):
        return sheets
    name, cells = max(sheets, key=lambda sheet: sum(map(_has_figure, sheet[1])), default=("", []))
    if len(cells) > _MOST_READ:
        return Problem("too_many_rows", "file", values={"most": MOST_ROWS})
    return _table(name, cells)


def _table(name: str, cells: Sequence[tuple[str, ...]]) -> FactorTable | Problem:
    head = _head(cells)
    if head is None:
        return Problem("no_titles", "file")
    rows = [(number, row) for number, row in enumerate(cells[head + 1 :], start=head + 2) if any(row)]
    if not rows:
        return Problem("no_rows", "file")
    if len(rows) > MOST_ROWS:
        return Problem("too_many_rows", "file", values={"most": MOST_ROWS})
    width = max(len(cells[head]), *(len(row) for _number, row in rows))
    if width > MOST_COLUMNS:
        return Problem("too_many_columns", "file", values={"most": MOST_COLUMNS, "found": width})
    titles = (*cells[head], *[""] * (width - len(cells[head])))
    return FactorTable(titles, tuple((number, (*row, *[""] * (width - len(row)))) for number, row in rows), name)


def _head(cells: Sequence[tuple[str, ...]]) -> int | None:
    """Return the place of the titles: the first row of words only that stands right above a row with a figure."""
    filled = [number for number, row in enumerate(cells[:_HEAD_ROWS]) if any(row)]
    for number, below in pairwise(filled):
        titles = [cell for cell in cells[number] if cell]
        if len(titles) >= _FEWEST_TITLES and not any(map(is_figure, titles)) and _has_figure(cells[below]):
            return number
    wide = (number for number in filled if sum(map(bool, cells[number])) >= _FEWEST_TITLES)
    return next(wide, None)


def is_figure(text: str) -> bool:
    """Return whether a cell is a number as people write it."""
    plain = text.replace(" ", "").replace("\u00a0", "").replace("\u202f", "").lstrip("+-−")
    return bool(plain) and plain[0].isdigit() and all(sign.isdigit() or sign in ".,eE+-" for sign in plain)


def _has_figure(row: Sequence[str]) -> bool:
    return any(map(is_figure, row))


def _workbook(data: bytes) -> list[tuple[str, list[tuple[str, ...]]]] | Problem:
    try:
        sheets = list(read_sheets(data, LIMITS, most_rows=_MOST_READ + 1))
    except BankFileError as refused:
        code = "workbook_is_too_large" if refused.problem.code in TOO_LARGE else "not_readable"
        return Problem(code, "file", values={"why": refused.problem.code})
    return [(name, [tuple(_text(cell) for cell in row) for row in cells]) for name, cells in sheets]


def _delimited(data: bytes) -> list[tuple[str, list[tuple[str, ...]]]] | Problem:
    text = _decoded(data)
    if text is None:
        return Problem("not_readable", "file", values={"why": "binary"})
    lines = [line for line in text.splitlines()[:_HEAD_ROWS] if line.strip()]
    mark = max(";\t,|", key=lambda sign: (sum(min(line.count(sign), MOST_COLUMNS) for line in lines), sign == ";"))
    if mark == "," and ";" in text and sum(line.count(";") for line in lines) >= len(lines):
        mark = ";"  # the commas are decimal marks
    try:
        rows = islice(csv.reader(io.StringIO(text, newline=""), delimiter=mark), _MOST_READ + 1)
        return [("", [tuple(_text(cell) for cell in row) for row in rows])]
    except csv.Error:
        return Problem("not_readable", "file", values={"why": "csv"})


def _decoded(data: bytes) -> str | None:
    if data.startswith(_WIDE_MARKS):
        text = data.decode("utf-16", errors="replace")
        return None if "\x00" in text else text
    if b"\x00" in data:
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _text(cell: object) -> str:
    """Return a cell as text; a number of a workbook in plain digits, exactly as its shortest form says."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return format(Decimal(repr(cell)), "f")
    return str(cell).strip()[:_MOST_LETTERS]
