"""Which column of a sheet or a CSV file holds the wordings: the one with most words, or the one that was chosen."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from requirements_bank.importers.spreadsheet import Cells, read_sheets

_WORDS_OF_A_WORDING = 4
_FEWEST_ROWS_ALIKE = 0.8
_SHOWN_TITLE = 60


@dataclass(frozen=True, slots=True)
class Column:
    """A column with texts: its key ("Ark1!C"), its title, its cells with their rows, and how many words they have."""

    key: str
    title: str
    cells: tuple[tuple[int, str], ...]

    @property
    def words(self) -> int:
        """How many words stand in cells that are long enough for a wording."""
        counts = [len(text.split()) for _row, text in self.cells]
        return sum(count for count in counts if count >= _WORDS_OF_A_WORDING)


def columns_of_workbook(data: bytes) -> list[Column]:
    """Return the columns of all sheets that could hold wordings."""
    return [column for title, rows in read_sheets(data) for column in _columns(title, rows)]


def columns_of_csv(text: str) -> list[Column]:
    """Return the columns of a CSV file; none where the text is no table."""
    lines = [line for line in text.splitlines() if line.strip()]
    for delimiter in (";", "\t", ","):
        rows = _rows(text, delimiter)
        widths = Counter(len(row) for row in rows if row)
        width, alike = widths.most_common(1)[0] if widths else (0, 0)
        if width > 1 and len(lines) > 1 and alike >= _FEWEST_ROWS_ALIKE * sum(widths.values()) and _has_head(rows):
            return list(_columns("", rows))
    return []


def _rows(text: str, delimiter: str) -> list[list[str]]:
    """Return the rows of a text as a table; none where a quotation mark never ends."""
    try:
        return list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error:
        return []


def chosen_column(columns: Sequence[Column], wanted: str) -> Column:
    """Return the wanted column, else the one with most words."""
    return next((column for column in columns if column.key == wanted), max(columns, key=lambda column: column.words))


def _has_head(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names columns: a text with commas in it has sentences there."""
    return all(len(cell.split()) <= _WORDS_OF_A_WORDING for cell in rows[0])


def _columns(sheet: str, rows: Sequence[Cells] | Sequence[Sequence[str]]) -> Iterator[Column]:
    width = max((len(row) for row in rows), default=0)
    for place in range(width):
        cells = [
            (number, str(row[place]).strip())
            for number, row in enumerate(rows, start=1)
            if len(row) > place and row[place] not in (None, "")
        ]
        title = cells[0][1] if cells and len(cells[0][1].split()) < _WORDS_OF_A_WORDING else ""
        column = Column(
            _key(sheet, place), (title or _letters(place))[:_SHOWN_TITLE], tuple(cells[1 if title else 0 :])
        )
        if column.words:
            yield column


def _key(sheet: str, place: int) -> str:
    return f"{sheet[:31]}!{_letters(place)}" if sheet else _letters(place)


def _letters(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
