"""Reads the rows of a sheet with bids as texts, each with its number; what they mean is for others to tell."""

from collections.abc import Iterator
from dataclasses import dataclass

from foundation.problems import Problem
from requirements_bank.importers.bank_contents import BankFileError
from requirements_bank.importers.packed import Limits
from requirements_bank.importers.spreadsheet import read_sheets

MOST_BYTES = 5 * 1024 * 1024
LIMITS = Limits(parts=200, unpacked=20 << 20)
MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class SheetRows:
    """The titles of the columns and the rows below them that hold anything, by their numbers in the sheet."""

    titles: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_bid_rows(data: bytes) -> SheetRows | Problem:
    """Return the first sheet of a workbook that holds anything; a problem where it cannot be read."""
    if not data:
        return Problem("file_empty", "file")
    try:
        sheets = [cells for _name, cells in read_sheets(data, LIMITS)]
    except BankFileError as refused:
        return Problem("not_readable", "file", values={"why": refused.problem.code})
    cells = next((rows for rows in sheets if any(rows)), None)
    if cells is None:
        return Problem("sheet_empty", "file")
    first = next(number for number, row in enumerate(cells) if row)
    rows = tuple(_filled(cells[first + 1 :], first + 2))
    if not rows:
        return Problem("no_rows", "file")
    if len(rows) > MOST_ROWS:
        return Problem("too_many_rows", "file", values={"most": MOST_ROWS})
    return SheetRows(tuple(_text(cell) for cell in cells[first]), rows)


def _filled(rows: list[list[object]], first: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, row in enumerate(rows, start=first):
        texts = tuple(_text(cell) for cell in row)
        if any(texts):
            yield number, texts


def _text(cell: object) -> str:
    """Return a cell as somebody would have typed it; a number with a point."""
    if cell is None:
        return ""
    return format(cell, ".15g") if isinstance(cell, float) else str(cell).strip()
