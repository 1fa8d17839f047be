"""A bank as an Excel file made for a person: a row per requirement, further sheets keyed by its code.

The first row says in the reader's language what a column holds; the second, hidden, holds the codes by which the file
is read again. Texts are written as texts, so that none becomes a formula.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from foundation.errors import DomainError
from requirements_bank.calculations.bank_sheets import REQUIREMENTS, Table, tables_of
from requirements_bank.reports.bank_columns import CODED, SHEETS, column_title

LONGEST_CELL = 32_767
_LONG = ("wording", "motive", "proof", "follow_up", "note", "what", "text")
_WIDE, _MIDDLE, _NARROW = 60, 24, 13
_LISTED_ROWS = 2_000


class TooLongForExcelError(DomainError):
    """A text does not fit into a cell."""


def workbook_of(about: Mapping[str, Any], contents: Sequence[Mapping[str, Any]]) -> bytes:
    """Return the bank as an Excel file in the reader's language."""
    buffer = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    looks = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#E9F1EC"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    for table in tables_of(contents):
        _write_table(book.add_worksheet(_name(table.name)), table, looks)
    _write_about(book.add_worksheet(_name("bank")), about, looks)
    _write_words(book.add_worksheet(_name("words")), looks)
    book.close()
    return buffer.getvalue()


def _write_table(page: Any, table: Table, looks: Mapping[str, Any]) -> None:  # noqa: ANN401 - xlsxwriter is untyped
    for place, column in enumerate(table.columns):
        page.set_column(place, place, _width(column), looks["text"])
        page.write_string(0, place, column_title(column), looks["head"])
        page.write_string(1, place, column if place else f"{table.name}:{column}")
        _offer(page, table.name, column, place)
    page.set_row(1, None, None, {"hidden": True})
    page.freeze_panes(2, 1)
    if table.rows:
        page.autofilter(0, 0, len(table.rows) + 1, len(table.columns) - 1)
    for number, row in enumerate(table.rows, start=2):
        for place, column in enumerate(table.columns):
            _write_cell(page, number, place, row.get(column), looks["text"])


def _offer(page: Any, table: str, column: str, place: int) -> None:  # noqa: ANN401 - as above
    """Let the cells of a coded column be chosen from a list; columns with several codes are typed."""
    words = CODED.get(column if table == REQUIREMENTS else f"{table}.{column}")
    if words and column not in ("themes", "evidence"):
        source = [str(code) for code in words]
        page.data_validation(
            2, place, _LISTED_ROWS, place, {"validate": "list", "source": source, "error_type": "warning"}
        )


def _write_cell(page: Any, row: int, place: int, value: Any, look: Any) -> None:  # noqa: ANN401 - as above
    if value is None or value == "":
        return
    if isinstance(value, Decimal | int | float) and not isinstance(value, bool):
        page.write_number(row, place, value, look)
        return
    text = str(value)
    if len(text) > LONGEST_CELL:
        raise TooLongForExcelError(_("A text is too long for a cell of Excel. Download the bank as YAML instead."))
    page.write_string(row, place, text, look)


def _write_about(page: Any, about: Mapping[str, Any], looks: Mapping[str, Any]) -> None:  # noqa: ANN401 - as above
    page.set_column(0, 0, None, None, {"hidden": True})
    page.set_column(1, 1, _MIDDLE)
    page.set_column(2, 2, _WIDE, looks["text"])
    for place, code in enumerate(("bank:field", "", "value")):
        page.write_string(0, place, code)
    page.set_row(0, None, None, {"hidden": True})
    for row, (name, value) in enumerate(about.items(), start=1):
        page.write_string(row, 0, name)
        page.write_string(row, 1, column_title(name), looks["head"])
        page.write_string(row, 2, ", ".join(value) if isinstance(value, list | tuple) else str(value), looks["text"])


def _write_words(page: Any, looks: Mapping[str, Any]) -> None:  # noqa: ANN401 - as above
    page.set_column(0, 2, _MIDDLE)
    for place, title in enumerate((_("Column"), _("Code in the cells"), _("What it means"))):
        page.write_string(0, place, title, looks["head"])
    page.freeze_panes(1, 0)
    rows = [
        (column_title(column), str(code), str(word)) for column, words in CODED.items() for code, word in words.items()
    ]
    for number, row in enumerate(rows, start=1):
        for place, text in enumerate(row):
            page.write_string(number, place, text)


def _width(column: str) -> int:
    first, *_rest = column.split(".")
    if any(part in _LONG for part in column.split(".")):
        return _WIDE
    return _MIDDLE if "." in column or first in ("topic", "reference", "title", "url", "publisher") else _NARROW


def _name(sheet: str) -> str:
    return str(SHEETS[sheet])[:31]
