"""A fix list in the hands of the finance office: cells filled in, and everything that stands in it."""

from collections.abc import Mapping
from io import BytesIO

from openpyxl import load_workbook


def filled(data: bytes, sheet: str, where: Mapping[str, str], said: Mapping[str, str]) -> bytes:
    """The file with cells filled in, in the first row of a sheet that says what `where` asks for."""
    book = load_workbook(BytesIO(data))
    page = book[sheet]
    titles = [str(cell.value) for cell in page[1]]
    for number, cells in enumerate(page.iter_rows(min_row=2, values_only=True), start=2):
        row = dict(zip(titles, cells, strict=True))
        if all(row[title] == value for title, value in where.items()):
            for title, value in said.items():
                page.cell(number, titles.index(title) + 1).value = value
            written = BytesIO()
            book.save(written)
            return written.getvalue()
    message = f"No row of {sheet} says {where}."
    raise AssertionError(message)


def cells_of(data: bytes) -> list[str]:
    """Everything that stands in any cell, also of hidden sheets."""
    book = load_workbook(BytesIO(data))
    rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    return [str(cell) for row in rows for cell in row if cell is not None]
