"""Reads the sheet of an xlsx workbook that holds the ledger; numbers and dates come out exactly as the cells hold them.

A workbook cannot be read in pieces: the sheet stays in memory while it is read.
"""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from emissions.importers.amounts import from_floats
from emissions.importers.ledger_lines import BATCH_LINES
from emissions.importers.problem_log import ProblemLog
from emissions.importers.raw_table import (
    NULL,
    ROW,
    Wanted,
    date_of,
    number_of,
    text_of,
    trimmed,
    without_blank_rows,
)
from emissions.importers.workbook_check import IN_A_WORKER, check_workbook

HEADER_ROWS: Final = 30

_FIRST_ROWS: Final = 2_000  # enough for who only wants to see how a sheet begins

_ROWS_AT_ONCE: Final = 500
_LARGEST: Final = 10.0**14
_NUMERIC: Final = frozenset({int, float})
_STRINGS, _FLOATS = frozenset({str}), frozenset({float})

Row = Sequence[object]
Kinds = frozenset[type]


class WorkbookError(Exception):
    """A workbook that cannot be opened; `code` names the problem."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def open_sheets(path: Path) -> Iterator[CalamineSheet]:
    """Yield the sheets of a workbook that hold any cell, one at a time; raises WorkbookError when it cannot be read."""
    if code := check_workbook(path):
        raise WorkbookError(code)
    try:
        workbook = _opened(path)
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            if sheet.height:
                yield sheet
    except (CalamineError, OSError, ValueError) as error:
        raise WorkbookError("workbook_is_damaged") from error


def held(sheets: Iterable[CalamineSheet]) -> Iterator[CalamineSheet]:
    """Yield sheets that are all kept in memory; raises WorkbookError once they have more cells than one sheet may."""
    cells = 0
    for sheet in sheets:
        cells += sheet.height * sheet.width
        if cells > IN_A_WORKER.cells:
            raise WorkbookError("workbook_is_too_large")
        yield sheet


def _opened(path: Path) -> CalamineWorkbook:
    """Open a file as xlsx and nothing else: under a name that ends otherwise, the library would try all it knows."""
    with tempfile.TemporaryDirectory() as folder:
        named = Path(folder) / "book.xlsx"
        named.symlink_to(path.absolute())
        return CalamineWorkbook.from_path(named)


def first_rows(sheet: CalamineSheet, count: int = HEADER_ROWS) -> list[Row]:
    """Return the first rows of a sheet, where its header must stand."""
    return list(islice(sheet.iter_rows(), count))


@dataclass(frozen=True, slots=True)
class WorkbookTable:
    """The table in one sheet, below its header row (1-based)."""

    sheet: CalamineSheet
    header_row: int
    names: Sequence[str]

    def frames(self, wanted: Wanted, log: ProblemLog) -> Iterator[pl.DataFrame]:
        """Yield the rows as `RawTable.frames` says; a spreadsheet has no row that cannot be cut."""
        del log
        rows = islice(self.sheet.iter_rows(), self.header_row, None)
        first = self.header_row + 1
        size = _FIRST_ROWS
        while columns := _taken(rows, size):
            count = len(columns[0])
            numbers = pl.int_range(first, first + count, eager=True, dtype=pl.Int64).alias(ROW)
            yield without_blank_rows(pl.DataFrame([numbers, *_columns(columns, wanted)]))
            first += count
            size = BATCH_LINES


def _taken(rows: Iterator[Row], count: int) -> list[list[object]]:
    """Return the next rows as columns; only a few rows are held as such, so that they stay near the processor."""
    columns: list[list[object]] = []
    while count > 0 and (chunk := list(islice(rows, min(count, _ROWS_AT_ONCE)))):
        parts = list(zip(*chunk, strict=True))
        columns = columns or [[] for _ in parts]
        for column, part in zip(columns, parts, strict=True):
            column.extend(part)
        count -= len(chunk)
    return columns


def as_text(cell: object) -> str:
    """Return a cell as the text a person sees: whole numbers without decimals, dates as ISO dates."""
    if isinstance(cell, str):
        return cell.replace(NULL, "")
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _LARGEST else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == cell.time().min else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _columns(columns: Sequence[Row], wanted: Wanted) -> Iterator[pl.Series]:
    for position in wanted.positions:
        cells = columns[position]
        kinds = frozenset(map(type, cells))
        if position in wanted.numbers:
            typed = _number_cells(cells, kinds)
            yield typed.alias(number_of(position))
        elif position in wanted.dates:
            typed = _date_cells(cells, kinds)
            yield typed.alias(date_of(position))
        else:
            typed = None
        yield _text_cells(cells, kinds, typed).alias(text_of(position))


def _text_cells(cells: Row, kinds: Kinds, typed: pl.Series | None) -> pl.Series:
    """Return trimmed texts, null where empty or where the typed series already holds the cell."""
    if typed is not None and typed.null_count() == 0:
        return pl.repeat(None, len(cells), dtype=pl.String, eager=True)
    texts = trimmed(_texts(cells, kinds))
    empty = texts == ""
    if typed is not None and typed.null_count() < len(cells):
        empty = empty | typed.is_not_null()
    return texts.set(empty, None) if empty.any() else texts


def _texts(cells: Row, kinds: Kinds) -> pl.Series:
    """Return the cells as `as_text` does, whole columns of texts or of whole numbers at once."""
    if kinds == _FLOATS:
        numbers = pl.Series(cells, dtype=pl.Float64)
        if ((numbers.floor() == numbers) & (numbers.abs() < _LARGEST)).all():
            return numbers.cast(pl.Int64).cast(pl.String)
    return pl.Series(cells if kinds == _STRINGS else list(map(as_text, cells)), dtype=pl.String)


def _number_cells(cells: Row, kinds: Kinds) -> pl.Series:
    """Return the numeric cells exactly; null for text, for empty cells and for what no ledger amount can be."""
    if kinds == _FLOATS:
        numbers = np.array(cells, dtype=np.float64)
        return from_floats(np.where(np.abs(numbers) < _LARGEST, numbers, np.nan))
    values = (cell if type(cell) in _NUMERIC and abs(cell) < _LARGEST else np.nan for cell in cells)  # type: ignore[arg-type]
    return from_floats(np.fromiter(values, dtype=np.float64, count=len(cells)))


def _date_cells(cells: Row, kinds: Kinds) -> pl.Series:
    """Return the days of cells that are dates, null for others."""
    if kinds == _STRINGS:
        return pl.repeat(None, len(cells), dtype=pl.Date, eager=True)
    days = [cell.date() if isinstance(cell, datetime) else cell if isinstance(cell, date) else None for cell in cells]
    return pl.Series(days, dtype=pl.Date)
