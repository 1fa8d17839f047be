"""The first rows of every table in a file, as they stand there: to see what its columns are before anyone has said it.

A file is read from its beginning alone; only a workbook has to be opened whole.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import polars as pl

from emissions.importers.column_mapping import MOST_COLUMNS
from emissions.importers.file_kinds import JSON, PARQUET, TEXT, WORKBOOK
from emissions.importers.json_table import open_json_table
from emissions.importers.parquet_table import open_parquet_table
from emissions.importers.problem_log import ProblemLog
from emissions.importers.raw_table import ROW, RawTable, Wanted, date_of, number_of, text_of
from emissions.importers.table_samples import LONGEST_CELL, Cell, TableSample, any_cell, rows_of
from emissions.importers.text_encoding import detect_encoding
from emissions.importers.text_samples import text_sample
from emissions.importers.workbook import WorkbookError, as_text, open_sheets
from foundation.problems import Problem

MOST_TABLES: Final = 8
_LARGEST: Final = Decimal(10) ** 14
_PLACES: Final = Decimal("0.0001")


# Kinds of files that hold the names of their columns apart from the rows, and how each is opened.
NAMED: Final[Mapping[str, Callable[[Path], RawTable | Problem]]] = MappingProxyType(
    {
        JSON: lambda source: open_json_table(source, detect_encoding(source)),
        PARQUET: open_parquet_table,
    }
)


def samples_of(source: Path, kind: str) -> tuple[TableSample, ...]:
    """Return a sample of each table in a file; none for a file that holds no table or cannot be opened."""
    if kind == WORKBOOK:
        return _of_workbook(source)
    if kind in NAMED:
        table = NAMED[kind](source)
        return () if isinstance(table, Problem) else (_of_named(kind, table),)
    found = text_sample(source) if kind == TEXT else None
    return (found,) if found else ()


def _of_named(kind: str, table: RawTable) -> TableSample:
    """Return the first rows of a table that names its columns by itself."""
    names = tuple(" ".join(name.split()) for name in table.names[:MOST_COLUMNS])
    places = tuple(range(len(names)))
    frame = next(table.frames(Wanted(places, places, places), ProblemLog()), pl.DataFrame()).head(rows_of(len(names)))
    rows = [
        (row[ROW], tuple(_first(row, (number_of(place), date_of(place), text_of(place))) for place in places))
        for row in frame.iter_rows(named=True)
    ]
    return TableSample(kind, tuple(rows), len(table.names), given=names)


def _first(row: dict[str, Any], names: Sequence[str]) -> Cell:
    """Return what stands in the first of some columns that are there and filled."""
    found: Cell = next((row[name] for name in names if row.get(name) is not None), None)
    return found[:LONGEST_CELL] if isinstance(found, str) else found


def _of_workbook(source: Path) -> tuple[TableSample, ...]:
    samples = []
    try:
        for sheet in open_sheets(source):
            width = sheet.width
            rows = []
            for number, cells in enumerate(sheet.iter_rows(), start=1):
                rows.append((number, tuple(_typed(cell) for cell in cells[:MOST_COLUMNS])))
                if number >= rows_of(width):
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
        return as_text(cell)[:LONGEST_CELL] if number is None else _rounded(number)
    return as_text(cell).strip()[:LONGEST_CELL] or None


def _rounded(number: Decimal) -> Decimal:
    rounded = number.quantize(_PLACES)
    return number if number == rounded else rounded
