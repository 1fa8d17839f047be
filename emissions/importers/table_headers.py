"""Finds the row with the names of the columns in a table that nobody knows; a table may have none."""

from typing import Final

from emissions.importers.column_contents import is_amount, is_date
from emissions.importers.column_words import is_known
from emissions.importers.table_header import HEADER_LINES
from emissions.importers.table_samples import Cell, TableSample, any_cell, text_in

_FEWEST_NAMES: Final = 2
_YEAR_DIGITS: Final = 4
_MOSTLY: Final = 0.6


def header_row_of(sample: TableSample) -> int:
    """Return the number of the row that names the columns, by known names first; 0 where no row near the top does."""
    if sample.given:
        return 1
    best, found = 0.0, 0
    rows = [row for row in sample.rows if any_cell(row[1])]
    for place, (number, cells) in enumerate(rows[:HEADER_LINES]):
        score = _score(cells, sample.width) - place / 100
        if score > best and place + 1 < len(rows):
            best, found = score, number
    return found


def _score(cells: tuple[Cell, ...], width: int) -> float:
    """Return how much a row looks like names: known words, and as many names as the table has columns; else 0."""
    filled = [cell for cell in cells if cell is not None and cell != ""]
    if len(filled) < _FEWEST_NAMES or any(map(_is_data, filled)):
        return 0.0
    known = sum(is_known(text_in(cell)) for cell in filled)
    share = len(filled) / max(width, 1)
    return known + share if known or share > _MOSTLY else 0.0


def _is_data(cell: Cell) -> bool:
    """Return whether a cell is an amount or a date, which no column is called by; a year may well be a name."""
    text = text_in(cell)
    if text.isdigit() and len(text) == _YEAR_DIGITS:
        return False
    return is_date(cell, text) or is_amount(cell, text)
