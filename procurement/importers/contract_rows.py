"""The rows of a file of contracts: a workbook with a sheet of contracts and one of obligations, or a text of contracts.

Texts may be UTF-8 or Windows-1252, with semicolons, commas or tabs between the cells.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO

from foundation.problems import Problem
from requirements_bank.importers.bank_contents import BankFileError
from requirements_bank.importers.packed import Limits
from requirements_bank.importers.spreadsheet import read_sheets

MOST_BYTES = 5 * 1024 * 1024
LIMITS = Limits(parts=200, unpacked=20 << 20)
MOST_ROWS = 1000
MOST_LETTERS = 10_000
WORKBOOK = b"PK"
WORKBOOK_NAMES = (".xlsx", ".xlsm", ".xls")
MARKS = ";,\t"

Rows = tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The titles of the columns and the rows below them that hold anything, by their numbers in the sheet.

    `sheet` is the name of the sheet in a workbook; a text has none.
    """

    titles: tuple[str, ...] = ()
    rows: Rows = ()
    sheet: str = ""


def read_tables(data: bytes) -> tuple[Table, ...] | Problem:
    """Return the tables of a file in their order; a problem where it cannot be read or holds too much."""
    if not data:
        return Problem("file_empty", "file")
    try:
        found = _workbook(data) if data.startswith(WORKBOOK) else [("", _text_rows(data))]
    except BankFileError as refused:
        return Problem("not_readable", "file", values={"why": refused.problem.code})
    except (csv.Error, UnicodeDecodeError):
        return Problem("not_readable", "file", values={"why": "text"})
    tables = tuple(table for sheet, cells in found if (table := _table(sheet, cells)).titles)
    if not any(table.rows for table in tables):
        return Problem("no_rows", "file")
    if sum(len(table.rows) for table in tables) > MOST_ROWS:
        return Problem("too_many_rows", "file", values={"most": MOST_ROWS})
    return tables


def _workbook(data: bytes) -> list[tuple[str, list[list[str]]]]:
    return [(name, [[_text(cell) for cell in row] for row in cells]) for name, cells in read_sheets(data, LIMITS)]


def _text_rows(data: bytes) -> list[list[str]]:
    """Return the cells of a text; bytes that no text holds are refused."""
    if b"\x00" in data:
        raise csv.Error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    head = next((line for line in text.splitlines() if line.strip()), "")
    mark = max(MARKS, key=head.count)
    return [[cell.strip() for cell in row] for row in csv.reader(StringIO(text), delimiter=mark)]


def _table(sheet: str, cells: list[list[str]]) -> Table:
    first = next((number for number, row in enumerate(cells) if any(row)), None)
    if first is None:
        return Table()
    return Table(tuple(cells[first]), tuple(_filled(cells[first + 1 :], first + 2)), sheet)


def _filled(rows: Iterable[list[str]], first: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, row in enumerate(rows, start=first):
        if any(row):
            yield number, tuple(cell[:MOST_LETTERS] for cell in row)


def _text(cell: object) -> str:
    """Return a cell as somebody would have typed it; a number with a point."""
    if cell is None:
        return ""
    return format(cell, ".15g") if isinstance(cell, float) else str(cell).strip()
