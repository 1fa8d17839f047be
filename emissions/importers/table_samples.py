"""The first rows of a table, as they stand in its file.

A sample is bounded, whatever the file holds: rows, columns, letters of a cell. `file_samples.py` takes them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from emissions.importers.column_mapping import MOST_COLUMNS
from emissions.importers.file_kinds import TEXT
from emissions.importers.table_header import HEADER_LINES, width_of_rows

Cell = str | Decimal | date | None
SampledRow = tuple[int, tuple[Cell, ...]]

MOST_ROWS: Final = 200
LONGEST_CELL: Final = 300
_MOST_CELLS: Final = 4_000


@dataclass(frozen=True, slots=True)
class TableSample:
    """The first rows of one table, each with its number in the file; titles and header are among them.

    `kind` is that of the file, `sheet` the name of the sheet, `delimiter` what parts the fields of a text. `width` is
    the number of columns in the file, which may be more than are sampled. `given` are the names of columns that the
    file holds apart from its rows; then there is no header row, and `header_row` is 1 wherever one is asked for.
    """

    kind: str
    rows: tuple[SampledRow, ...]
    width: int
    sheet: str = ""
    delimiter: str = ""
    given: tuple[str, ...] = ()

    def names_in(self, header_row: int) -> tuple[str, ...]:
        """Return the names that stand in a row; empty ones for a table without a header, or where no such row is."""
        if self.given:
            return self.given
        cells = next((cells for number, cells in self.rows if number == header_row), ())
        names = tuple(" ".join(text_in(cell).split()) for cell in cells)
        width = min(self._width_below(header_row, names), MOST_COLUMNS)
        return (*names, *[""] * (width - len(names)))[:width]

    def _width_below(self, header_row: int, names: Sequence[str]) -> int:
        if self.kind != TEXT:
            return self.width
        below = [tuple(map(text_in, cells)) for number, cells in self.rows if number > header_row]
        if header_row == 0:
            return Counter(map(len, below)).most_common(1)[0][0] if below else 0
        return width_of_rows(below, names)

    def below(self, header_row: int) -> list[SampledRow]:
        """Return the rows below a header that hold anything."""
        first = 0 if self.given else header_row
        return [(number, cells) for number, cells in self.rows if number > first and any_cell(cells)]

    def as_json(self) -> dict[str, object]:
        """Return the sample as it is stored with the job that looked at the file."""
        rows = [[number, [_cell_json(cell) for cell in cells]] for number, cells in self.rows]
        return {
            "kind": self.kind, "sheet": self.sheet, "delimiter": self.delimiter, "width": self.width,
            "given": list(self.given), "rows": rows,
        }  # fmt: skip


def sample_from_json(stored: dict[str, Any]) -> TableSample:
    """Return a sample as it was before it was stored."""
    rows = tuple((number, tuple(map(_cell_from_json, cells))) for number, cells in stored["rows"])
    given = tuple(stored.get("given", ()))
    return TableSample(stored["kind"], rows, stored["width"], stored["sheet"], stored["delimiter"], given)


def with_rows(sample: TableSample, rows: Iterable[SampledRow]) -> TableSample:
    """Return the sample with other rows, such as those in which nobody can be recognised."""
    return replace(sample, rows=tuple(rows))


def any_cell(cells: Iterable[Cell]) -> bool:
    """Return whether any cell holds something."""
    return any(cell is not None and cell != "" for cell in cells)


def text_in(cell: Cell) -> str:
    """Return a cell as somebody sees it: whole numbers without decimals, dates as ISO dates."""
    if isinstance(cell, Decimal):
        return str(int(cell)) if cell == cell.to_integral_value() else format(cell.normalize(), "f")
    return cell.isoformat() if isinstance(cell, date) else cell or ""


def rows_of(width: int) -> int:
    """Return how many rows a sample of so many columns may have."""
    return max(min(MOST_ROWS, _MOST_CELLS // max(min(width, MOST_COLUMNS), 1)), HEADER_LINES + 10)


def _cell_json(cell: Cell) -> object:
    if isinstance(cell, Decimal):
        return {"n": str(cell)}
    return {"d": cell.isoformat()} if isinstance(cell, date) else cell


def _cell_from_json(cell: object) -> Cell:
    if isinstance(cell, dict):
        return Decimal(cell["n"]) if "n" in cell else date.fromisoformat(cell["d"])
    return None if cell is None else str(cell)
