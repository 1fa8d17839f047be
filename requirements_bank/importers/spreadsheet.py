"""The cells of an Excel file, as texts and numbers; small or crooked files cannot fill the memory of the machine."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from foundation.problems import Problem
from requirements_bank.importers.bank_contents import BankFileError
from requirements_bank.importers.packed import LIMITS, Limits, unpacked

MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 400_000, 300, 40
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")

Cells = list[Any]


def read_sheets(data: bytes, limits: Limits = LIMITS) -> Iterator[tuple[str, list[Cells]]]:
    """Yield each sheet's name and rows, trailing empty cells left out; raises BankFileError where it is none."""
    names = set()
    for name, content in unpacked(data, limits):
        names.add(name)
        if any(mark in content for mark in _DECLARATIONS):
            raise BankFileError(Problem("workbook_is_damaged", ""))
    if "xl/workbook.xml" not in names:
        raise BankFileError(Problem("not_a_workbook", ""))
    yield from _sheets(data)


def _sheets(data: bytes) -> Iterator[tuple[str, list[Cells]]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - a third of a second that only this should take
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415 - as above

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets[:MOST_SHEETS]:
            rows = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True)
            yield sheet.title, list(_rows(rows))
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError,
            SyntaxError, OSError) as error:  # fmt: skip
        raise BankFileError(Problem("workbook_is_damaged", "")) from error


def _rows(rows: Iterator[Sequence[Any]]) -> Iterator[Cells]:
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise BankFileError(Problem("file_too_large", ""))
        cells = [_cell(value) for value in row]
        while cells and cells[-1] in (None, ""):
            cells.pop()
        yield cells


def _cell(value: Any) -> Any:  # noqa: ANN401 - as openpyxl gives it
    from openpyxl.utils.escape import unescape  # noqa: PLC0415 - as above

    if isinstance(value, str):
        text: str = unescape(value) if "_x" in value else value
        return text.strip("\ufeff")
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else value if isinstance(value, int | float) else None
