"""Reads the sheets of a fix list that came back as texts; others tell what they mean."""

from dataclasses import dataclass
from typing import Final

from foundation.problems import Problem
from requirements_bank.importers.bank_contents import BankFileError
from requirements_bank.importers.packed import Limits
from requirements_bank.importers.spreadsheet import TOO_LARGE, read_sheets

MOST_BYTES: Final = 10 * 1024 * 1024
MOST_ROWS: Final = 20_000
LIMITS: Final = Limits(parts=200, unpacked=100 << 20)
_MOST_LETTERS: Final = 1_000


@dataclass(frozen=True, slots=True)
class SheetCells:
    """One sheet: its name, the titles in its first row, and the rows below that hold anything, by number."""

    name: str
    titles: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_fix_list(data: bytes) -> list[SheetCells] | Problem:
    """Return the sheets that hold anything; a problem where the file is no workbook or is too large."""
    if not data:
        return Problem("file_empty", "file")
    if not data.startswith(b"PK"):
        return Problem("not_readable", "file")
    try:
        found = [_sheet(name, cells) for name, cells in read_sheets(data, LIMITS, most_rows=MOST_ROWS + 1)]
    except BankFileError as refused:
        return Problem("workbook_is_too_large" if refused.problem.code in TOO_LARGE else "not_readable", "file")
    if sum(len(sheet.rows) for sheet in found) > MOST_ROWS:
        return Problem("too_many_rows", "file", values={"most": MOST_ROWS})
    return [sheet for sheet in found if sheet.titles]


def _sheet(name: str, cells: list[list[object]]) -> SheetCells:
    texts = [tuple(_text(cell) for cell in row) for row in cells]
    titles = texts[0] if texts else ()
    rows = tuple((number, row) for number, row in enumerate(texts[1:], start=2) if any(row))
    return SheetCells(name, titles, rows)


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()[:_MOST_LETTERS]
