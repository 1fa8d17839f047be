"""The cells of an Excel file, as texts and numbers; what could fill the machine is refused before anything opens it."""

import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from foundation.problems import Problem
from requirements_bank.importers.bank_contents import BankFileError
from requirements_bank.importers.packed import LIMITS, Limits
from requirements_bank.importers.spreadsheet_check import check_workbook

MOST_COLUMNS, MOST_SHEETS = 300, 40

Cells = list[Any]

TOO_LARGE = frozenset({"file_too_large", "sheet_with_gaps", "too_many_cells"})
"""Codes of refusals of a workbook that could be read if there were less in it."""


def read_sheets(
    data: bytes, limits: Limits = LIMITS, *, most_rows: int | None = None
) -> Iterator[tuple[str, list[Cells]]]:
    """Yield each sheet's name and rows, trailing empty cells left out; raises BankFileError where it is none.

    No more than `most_rows` of each are read, where given.
    """
    check_workbook(data, limits)
    try:
        yield from _sheets(_opened(data), most_rows)
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise BankFileError(Problem("workbook_is_damaged", "")) from error


def _opened(data: bytes) -> CalamineWorkbook:
    """Open a file as xlsx and nothing else: under a name that ends otherwise, the library would try all it knows."""
    with tempfile.TemporaryDirectory() as folder:
        named = Path(folder) / "book.xlsx"
        named.write_bytes(data)
        return CalamineWorkbook.from_path(named)


def _sheets(book: CalamineWorkbook, most_rows: int | None) -> Iterator[tuple[str, list[Cells]]]:
    names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    for name in names[:MOST_SHEETS]:
        yield (
            name,
            [_row(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=most_rows)],
        )


def _row(row: Sequence[object]) -> Cells:
    """Return the cells of a row as far as there are any; an empty row costs nothing more."""
    last = next((at for at in range(min(len(row), MOST_COLUMNS), 0, -1) if row[at - 1] != ""), 0)
    return [_cell(value) for value in row[:last]]


def _cell(value: object) -> Any:  # noqa: ANN401 - text, number or nothing
    if isinstance(value, str):
        return value.replace("\x00", "").strip("\ufeff") or None  # “_x0000_” in a workbook; PostgreSQL keeps none
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else value if isinstance(value, int | float) else None
