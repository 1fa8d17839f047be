"""The first rows of every table in a file, as they stand there: to see what its columns are before anyone has said it.

A sample is bounded, whatever the file holds: rows, columns, letters of a cell, tables. It is read from the beginning of
the file alone; only a workbook has to be opened whole.
"""

import csv
import io
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import polars as pl

from emissions.importers.column_mapping import MOST_COLUMNS
from emissions.importers.column_words import is_known
from emissions.importers.file_kinds import JSON, PARQUET, TEXT, WORKBOOK
from emissions.importers.json_table import open_json_table
from emissions.importers.ledger_lines import AMOUNT
from emissions.importers.parquet_table import open_parquet_table
from emissions.importers.problem_log import ProblemLog
from emissions.importers.raw_table import ROW, RawTable, Wanted, date_of, number_of, text_of, without_blank_rows
from emissions.importers.table_header import DELIMITERS, HEADER_LINES, split_line, width_of_rows
from emissions.importers.text_encoding import TextEncoding, detect_encoding, utf8_blocks
from emissions.importers.workbook import WorkbookError, as_text, open_sheets
from foundation.problems import Problem

Cell = str | Decimal | date | None
SampledRow = tuple[int, tuple[Cell, ...]]

MOST_ROWS: Final = 200
MOST_TABLES: Final = 8
_MOST_CELLS: Final = 4_000
_LONGEST_CELL: Final = 300
_HEAD_BYTES: Final = 256 * 1024
_LONGEST_RECORD: Final = 50
_LARGEST: Final = Decimal(10) ** 14
_PLACES: Final = Decimal("0.0001")
_FIELDS_OF_A_TABLE: Final = 2
_FEWEST_ROWS: Final = 2
_MOSTLY: Final = 0.8


# Kinds of files that hold the names of their columns apart from the rows, and how each is opened.
NAMED: Final[Mapping[str, Callable[[Path], RawTable | Problem]]] = MappingProxyType(
    {
        JSON: lambda source: open_json_table(source, detect_encoding(source)),
        PARQUET: open_parquet_table,
    }
)


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


def samples_of(source: Path, kind: str) -> tuple[TableSample, ...]:
    """Return a sample of each table in a file; none for a file that holds no table or cannot be opened."""
    if kind == WORKBOOK:
        return _of_workbook(source)
    if kind in NAMED:
        table = NAMED[kind](source)
        return () if isinstance(table, Problem) else (_of_named(kind, table),)
    return _of_text(source) if kind == TEXT else ()


def _of_named(kind: str, table: RawTable) -> TableSample:
    """Return the first rows of a table that names its columns by itself."""
    names = tuple(" ".join(name.split()) for name in table.names[:MOST_COLUMNS])
    places = tuple(range(len(names)))
    frame = next(table.frames(Wanted(places, places, places), ProblemLog()), pl.DataFrame()).head(_rows_of(len(names)))
    rows = [
        (row[ROW], tuple(_first(row, (number_of(place), date_of(place), text_of(place))) for place in places))
        for row in frame.iter_rows(named=True)
    ]
    return TableSample(kind, tuple(rows), len(table.names), given=names)


def _first(row: dict[str, Any], names: Sequence[str]) -> Cell:
    """Return what stands in the first of some columns that are there and filled."""
    found: Cell = next((row[name] for name in names if row.get(name) is not None), None)
    return found[:_LONGEST_CELL] if isinstance(found, str) else found


def any_cell(cells: Iterable[Cell]) -> bool:
    """Return whether any cell holds something."""
    return any(cell is not None and cell != "" for cell in cells)


def text_in(cell: Cell) -> str:
    """Return a cell as somebody sees it: whole numbers without decimals, dates as ISO dates."""
    if isinstance(cell, Decimal):
        return str(int(cell)) if cell == cell.to_integral_value() else format(cell.normalize(), "f")
    return cell.isoformat() if isinstance(cell, date) else cell or ""


def _of_workbook(source: Path) -> tuple[TableSample, ...]:
    samples = []
    try:
        for sheet in open_sheets(source):
            width = sheet.width
            rows = []
            for number, cells in enumerate(sheet.iter_rows(), start=1):
                rows.append((number, tuple(_typed(cell) for cell in cells[:MOST_COLUMNS])))
                if number >= _rows_of(width):
                    break
            if any(any_cell(cells) for _number, cells in rows):
                samples.append(TableSample(WORKBOOK, tuple(rows), width, sheet.name))
            if len(samples) == MOST_TABLES:
                break
    except WorkbookError:
        return ()
    return tuple(samples)


def _typed(cell: object) -> Cell:
    """Return a spreadsheet cell as number, date or trimmed text."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        number = Decimal(repr(cell)) if cell == cell and abs(cell) < float(_LARGEST) else None  # noqa: PLR0124 - not a number
        return as_text(cell)[:_LONGEST_CELL] if number is None else _rounded(number)
    return as_text(cell).strip()[:_LONGEST_CELL] or None


def _rounded(number: Decimal) -> Decimal:
    rounded = number.quantize(_PLACES)
    return number if number == rounded else rounded


def _rows_of(width: int) -> int:
    return max(min(MOST_ROWS, _MOST_CELLS // max(min(width, MOST_COLUMNS), 1)), HEADER_LINES + 10)


def _of_text(source: Path) -> tuple[TableSample, ...]:
    lines = _first_lines(source)
    best = max((_cut(lines, delimiter) for delimiter in DELIMITERS), key=_worth)
    return (best,) if _is_table(best) else ()


def head_encoding(source: Path) -> TextEncoding:
    """Return the encoding that the beginning of a text file shows."""
    with _head(source) as head:
        return detect_encoding(head)


def _first_lines(source: Path) -> list[str]:
    with _head(source) as head:
        text = b"".join(utf8_blocks(head, detect_encoding(head))).decode("utf-8", "replace")
    return text.replace("\r", "").removeprefix("\ufeff").split("\n")


@contextmanager
def _head(source: Path) -> Iterator[Path]:
    """Yield a file with the first lines of another, cut after a whole line where there is one."""
    with source.open("rb") as file:
        data = file.read(_HEAD_BYTES)
        if len(data) == _HEAD_BYTES:
            cut = max(data.rfind(b"\n"), data.rfind(b"\r")) + 1
            data = data[: cut // 2 * 2 or len(data)] if b"\0" in data[:64] else data[: cut or len(data)]
    with tempfile.NamedTemporaryFile() as copy:
        copy.write(data)
        copy.flush()
        yield Path(copy.name)


def _cut(lines: Sequence[str], delimiter: str) -> TableSample:
    """Return the lines cut by a delimiter, each row with the number of the line that it begins on."""
    rows: list[SampledRow] = []
    widths: Counter[int] = Counter()
    for number, fields in _records(lines, delimiter):
        rows.append((number, tuple(field.strip()[:_LONGEST_CELL] or None for field in fields[:MOST_COLUMNS])))
        widths[len(fields)] += any(fields) and len(fields) >= _FIELDS_OF_A_TABLE
        if len(rows) >= _rows_of(len(fields)):
            break
    return TableSample(TEXT, tuple(rows), widths.most_common(1)[0][0] if widths else 0, delimiter=delimiter)


def _records(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield rows, quoted fields over several lines joined; where a quotation mark is left open, line by line."""
    reader = csv.reader(io.StringIO("\n".join(lines), newline=""), delimiter=delimiter)
    records: list[tuple[int, list[str]]] = []
    last = longest = 0
    try:
        for fields in islice(reader, MOST_ROWS):
            records.append((last + 1, fields))
            longest, last = max(longest, reader.line_num - last), reader.line_num
    except csv.Error:
        longest = len(lines) + _LONGEST_RECORD
    if longest > _LONGEST_RECORD:
        records = [(number, split_line(line, delimiter)) for number, line in enumerate(lines[:MOST_ROWS], start=1)]
    yield from records


def _worth(sample: TableSample) -> tuple[bool, int, float]:
    """Return how well a delimiter cuts: rows of one width, names that are known, fields."""
    rows = _rows_with_fields(sample)
    alike = sum(len(cells) == min(sample.width, MOST_COLUMNS) for cells in rows) / max(len(rows), 1)
    return alike >= _MOSTLY, _known_names(sample), sample.width * alike


def _is_table(sample: TableSample) -> bool:
    """Return whether a text is a table: most lines have fields, or one of them holds names of columns."""
    rows = _rows_with_fields(sample)
    lines = sum(any_cell(cells) for _number, cells in sample.rows)
    return len(rows) >= _FEWEST_ROWS and _worth(sample)[0] and (len(rows) * 2 > lines or _known_names(sample) > 1)


def _rows_with_fields(sample: TableSample) -> list[tuple[Cell, ...]]:
    return [cells for _number, cells in sample.rows if any_cell(cells) and len(cells) >= _FIELDS_OF_A_TABLE]


def _known_names(sample: TableSample) -> int:
    rows = _rows_with_fields(sample)[:HEADER_LINES]
    return max((sum(is_known(text_in(cell)) for cell in cells) for cells in rows), default=0)


def _cell_json(cell: Cell) -> object:
    if isinstance(cell, Decimal):
        return {"n": str(cell)}
    return {"d": cell.isoformat()} if isinstance(cell, date) else cell


def _cell_from_json(cell: object) -> Cell:
    if isinstance(cell, dict):
        return Decimal(cell["n"]) if "n" in cell else date.fromisoformat(cell["d"])
    return None if cell is None else str(cell)


@dataclass(frozen=True, slots=True)
class SampledTable:
    """A sample read as the whole table would be, below its header row (0 where it has none)."""

    sample: TableSample
    header_row: int

    @property
    def names(self) -> Sequence[str]:
        """The column names as written."""
        return self.sample.names_in(self.header_row)

    def frames(self, wanted: Wanted, log: ProblemLog) -> Iterator[pl.DataFrame]:
        """Yield the rows as `RawTable.frames` says, all at once."""
        width = len(self.names)
        rows = [row for row in self.sample.below(self.header_row) if self._is_whole(row, width, log)]
        numbers = pl.Series(ROW, [number for number, _cells in rows], dtype=pl.Int64)
        columns = [numbers]
        for position in wanted.positions:
            cells = [cells[position] if position < len(cells) else None for _number, cells in rows]
            columns.extend(_columns_of(cells, position, wanted))
        yield without_blank_rows(pl.DataFrame(columns)) if len(columns) > 1 else pl.DataFrame(columns)

    def _is_whole(self, row: SampledRow, width: int, log: ProblemLog) -> bool:
        number, cells = row
        if self.sample.kind != TEXT or len(cells) == width:
            return True
        values = {"row": number, "fields": len(cells), "expected": width}
        log.add(Problem("row_has_wrong_width", f"row {number}", values=values))
        return False


def _columns_of(cells: Sequence[Cell], position: int, wanted: Wanted) -> Iterator[pl.Series]:
    typed: type | None = None
    if position in wanted.numbers:
        typed = Decimal
        yield pl.Series(number_of(position), [c if isinstance(c, Decimal) else None for c in cells], dtype=AMOUNT)
    elif position in wanted.dates:
        typed = date
        yield pl.Series(date_of(position), [c if isinstance(c, date) else None for c in cells], dtype=pl.Date)
    texts = [None if typed and isinstance(cell, typed) else text_in(cell) or None for cell in cells]
    yield pl.Series(text_of(position), texts, dtype=pl.String)


def with_rows(sample: TableSample, rows: Iterable[SampledRow]) -> TableSample:
    """Return the sample with other rows, such as those in which nobody can be recognised."""
    return replace(sample, rows=tuple(rows))
