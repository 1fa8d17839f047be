"""Tables out as Excel and CSV: money with all its digits, kg to the gram.

CSV opens in the spreadsheet of whoever reads the page: UTF-8 with a byte order mark, in Norwegian and Swedish with
semicolons and decimal commas, in English with commas and decimal points. Texts from ledgers never become formulas.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any, Literal

import xlsxwriter
from xlsxwriter.utility import xl_range_abs

Kind = Literal["text", "number", "money", "kg", "integer", "date"]
# where a cell begins, in whichever way the reader's program cuts the text, up to a sign that starts a formula
_FORMULA_START = re.compile(r"((?:^|[;,\t\r\n])[\s\ufeff]*)(?=[=+\-@＝＋－＠])")
_DECIMAL_COMMA = frozenset({"nb", "sv"})
_KG_DECIMALS = 3
_BLOCK = 1000
_LISTS = "Lists"
_LONGEST_LIST = 250  # letters of a list that Excel keeps with the cells
_ROWS_OFFERED = 1000
_LONGEST_NAME = 31
_FORMATS = {"number": "General", "money": "#,##0.00", "kg": "#,##0.000", "integer": "#,##0", "date": "yyyy-mm-dd"}
_WIDTHS = {"text": 34, "number": 16, "money": 16, "kg": 16, "integer": 10, "date": 12}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title and what stands in it; a missing value is an empty cell.

    `choices` are the words that a workbook offers in its cells; something else is written after a question.
    """

    title: str
    kind: Kind = "text"
    choices: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table with its name."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]


def csv_of(sheet: Sheet, language: str) -> Iterator[str]:
    """Yield a CSV file in blocks of lines, written as spreadsheets in that language expect it."""
    mark = "," if language in _DECIMAL_COMMA else "."
    block = StringIO()
    writer = csv.writer(block, delimiter=";" if mark == "," else ",", lineterminator="\r\n")
    block.write("\ufeff")
    writer.writerow([_as_text(str(column.title), mark) for column in sheet.columns])
    for number, row in enumerate(sheet.rows, start=1):
        writer.writerow([_as_text(value, mark) for value in _cells(row, sheet.columns)])
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
    pages = [book.add_worksheet(_sheet_name(sheet.title)) for sheet in sheets]
    offered = _offered(book, sheets)
    for page, sheet in zip(pages, sheets, strict=True):
        _write(page, sheet, formats, head)
        _offer(page, sheet, offered)
    book.close()
    return buffer.getvalue()


def _write(page: Any, sheet: Sheet, formats: dict[str, Any], head: Any) -> None:  # noqa: ANN401 - xlsxwriter is untyped
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, _WIDTHS[column.kind])
        page.write_string(0, place, column.title, head)
    page.freeze_panes(1, 0)
    for number, row in enumerate(sheet.rows, start=1):
        for place, (value, column) in enumerate(zip(_cells(row, sheet.columns), sheet.columns, strict=True)):
            _write_cell(page, number, place, value, formats.get(column.kind))


def _offered(book: Any, sheets: Sequence[Sheet]) -> dict[tuple[str, ...], str | list[str]]:  # noqa: ANN401 - as below
    """Return where the words of each list stand: with the cells while they are few, else in the row of a hidden sheet.

    In one row, so that whoever reads the file back finds titles there and nothing below them.
    """
    lists = {tuple(column.choices): list(column.choices) for sheet in sheets for column in sheet.columns}
    found: dict[tuple[str, ...], str | list[str]] = {key: words for key, words in lists.items() if words}
    long = [key for key in found if len(",".join(key)) > _LONGEST_LIST]
    if not long:
        return found
    page, first = book.add_worksheet(_LISTS), 0
    page.hide()
    for key in long:
        for place, word in enumerate(key, start=first):
            page.write_string(0, place, word)
        found[key] = f"={_LISTS}!{xl_range_abs(0, first, 0, first + len(key) - 1)}"
        first += len(key)
    return found


def _offer(page: Any, sheet: Sheet, offered: dict[tuple[str, ...], str | list[str]]) -> None:  # noqa: ANN401 - as below
    for place, column in enumerate(sheet.columns):
        if column.choices:
            told = {"validate": "list", "source": offered[tuple(column.choices)], "error_type": "warning"}
            page.data_validation(1, place, _ROWS_OFFERED, place, told)


def _write_cell(page: Any, row: int, place: int, value: Any, look: Any) -> None:  # noqa: ANN401 - as above
    if value is None or value == "":
        return
    if isinstance(value, Decimal | int | float):
        page.write_number(row, place, value, look)
    elif isinstance(value, date):
        page.write_datetime(row, place, value, look)
    else:
        page.write_string(row, place, str(value))


def _cells(row: Sequence[Any], columns: Sequence[Column]) -> Iterator[Any]:
    for value, column in zip(row, columns, strict=True):
        yield round(value, _KG_DECIMALS) if column.kind == "kg" and isinstance(value, Decimal) else value


def _as_text(value: Any, mark: str) -> str:  # noqa: ANN401 - any cell
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f").replace(".", mark)
    if isinstance(value, date):
        return value.isoformat()
    return _FORMULA_START.sub(r"\1'", value) if isinstance(value, str) else str(value)


def _sheet_name(title: str) -> str:
    """Return a name that Excel takes: at most 31 characters, without brackets, colons, stars and slashes.

    A longer one ends after a whole word, unless that takes half of it.
    """
    plain = "".join(" " if character in "[]:*?/\\" else character for character in title)
    whole, _space, _rest = plain[: _LONGEST_NAME + 1].rpartition(" ")
    name = whole if len(plain) > _LONGEST_NAME and len(whole) * 2 > _LONGEST_NAME else plain
    return name[:_LONGEST_NAME].strip("' ") or "1"
