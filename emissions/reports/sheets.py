"""Tables out as Excel and CSV, with all digits: what a page shows rounded stands here as it was computed.

CSV is UTF-8 with a byte order mark, commas and decimal points, as machines read it; Excel files carry numbers and dates
as such and are the ones to open in a spreadsheet. Texts from ledgers never become formulas.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any, Literal

import xlsxwriter

Kind = Literal["text", "number", "money", "kg", "integer", "date"]
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_BLOCK = 1000
_FORMATS = {"number": "General", "money": "#,##0.00", "kg": "#,##0.000", "integer": "#,##0", "date": "yyyy-mm-dd"}
_WIDTHS = {"text": 34, "number": 16, "money": 16, "kg": 16, "integer": 10, "date": 12}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title and what stands in it; a missing value is an empty cell."""

    title: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table with its name."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]


def csv_of(sheet: Sheet) -> Iterator[str]:
    """Yield a CSV file in blocks of lines."""
    block = StringIO()
    writer = csv.writer(block, lineterminator="\r\n")
    block.write("\ufeff")
    writer.writerow([column.title for column in sheet.columns])
    for number, row in enumerate(sheet.rows, start=1):
        writer.writerow([_as_text(value, column.kind) for value, column in zip(row, sheet.columns, strict=True)])
        if number % _BLOCK == 0:
            yield block.getvalue()
            block.seek(0)
            block.truncate()
    yield block.getvalue()


def workbook_of(sheets: Sequence[Sheet]) -> bytes:
    """Return an Excel file with a sheet each; rows beyond what Excel holds are refused by the caller."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    formats = {kind: book.add_format({"num_format": pattern}) for kind, pattern in _FORMATS.items()}
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for sheet in sheets:
        _write(book.add_worksheet(_sheet_name(sheet.title)), sheet, formats, head)
    book.close()
    return buffer.getvalue()


def _write(page: Any, sheet: Sheet, formats: dict[str, Any], head: Any) -> None:  # noqa: ANN401 - xlsxwriter is untyped
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, _WIDTHS[column.kind])
        page.write_string(0, place, column.title, head)
    page.freeze_panes(1, 0)
    for number, row in enumerate(sheet.rows, start=1):
        for place, (value, column) in enumerate(zip(row, sheet.columns, strict=True)):
            _write_cell(page, number, place, value, formats.get(column.kind))


def _write_cell(page: Any, row: int, place: int, value: Any, look: Any) -> None:  # noqa: ANN401 - as above
    if value is None or value == "":
        return
    if isinstance(value, Decimal | int | float):
        page.write_number(row, place, value, look)
    elif isinstance(value, date):
        page.write_datetime(row, place, value, look)
    else:
        page.write_string(row, place, str(value))


def _as_text(value: Any, kind: Kind) -> str:  # noqa: ANN401 - any cell
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return f"'{text}" if kind == "text" and text.startswith(FORMULA_STARTS) else text


def _sheet_name(title: str) -> str:
    """Return a name that Excel takes: at most 31 characters, without brackets, colons, stars and slashes."""
    return "".join(" " if character in "[]:*?/\\" else character for character in title)[:31].strip("' ") or "1"
