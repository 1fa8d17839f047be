"""A Parquet file as a table, read in batches; numbers and days come out exactly as the columns hold them.

1. Decimals and whole numbers are exact; floats are taken as the digits they show. More than four decimals are rounded.
2. A point in time becomes the day that it is in its own time zone.
3. Texts may be texts, bytes, numbers, dates, or true and false; numbers without decimals lose their point.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from emissions.importers.amounts import from_floats
from emissions.importers.dates import YEARS_OF_LEDGERS
from emissions.importers.ledger_lines import AMOUNT
from emissions.importers.parquet_check import check_parquet
from emissions.importers.parquet_child import batches
from emissions.importers.problem_log import ProblemLog
from emissions.importers.raw_table import (
    MOST_COLUMNS,
    NULL,
    ROW,
    Wanted,
    date_of,
    number_of,
    text_of,
    trimmed,
    without_blank_rows,
)
from foundation.problems import Problem

_LARGEST: Final = 10**14


@dataclass(frozen=True, slots=True)
class ParquetTable:
    """The columns of a checked Parquet file; `keys` are their names as the file has them."""

    path: Path
    keys: Sequence[str]

    @property
    def names(self) -> Sequence[str]:
        """The names of the columns."""
        return tuple(key.replace(NULL, "").strip() for key in self.keys)

    def frames(self, wanted: Wanted, log: ProblemLog) -> Iterator[pl.DataFrame]:
        """Yield the rows as `RawTable.frames` says, numbered from 1."""
        first = 1
        with pq.ParquetFile(self.path, pre_buffer=False, buffer_size=1 << 16) as file:
            for batch in batches(file, self._chosen(wanted)):
                rows = pl.int_range(first, first + batch.num_rows, eager=True, dtype=pl.Int64).alias(ROW)
                yield without_blank_rows(pl.DataFrame([rows, *self._columns(batch, wanted, log)]))
                first += batch.num_rows

    def _chosen(self, wanted: Wanted) -> list[str] | None:
        """Return the names of the wanted columns; None for all of them, where a name stands for several."""
        is_unique = len(set(self.keys)) == len(self.keys)
        return [self.keys[position] for position in wanted.positions] if is_unique else None

    def _cells(self, batch: pa.RecordBatch, position: int) -> pa.Array:
        names = batch.schema.names
        return batch.column(position if len(names) == len(self.keys) else names.index(self.keys[position]))

    def _columns(self, batch: pa.RecordBatch, wanted: Wanted, log: ProblemLog) -> Iterator[pl.Series]:
        for position in wanted.positions:
            column = _series(self._cells(batch, position))
            typed = None
            if position in wanted.numbers and column.dtype.is_numeric():
                typed = _amounts(column)
                log.tally("amounts_rounded", self.names[position], _rounded(column, typed))
                yield typed.alias(number_of(position))
            elif position in wanted.dates and column.dtype in (pl.Date, pl.Datetime):
                typed = _days(column)
                yield typed.alias(date_of(position))
            texts = _texts(column)
            yield (texts if typed is None else texts.set(typed.is_not_null(), None)).alias(text_of(position))


def open_parquet_table(path: Path) -> ParquetTable | Problem:
    """Return the table in a Parquet file, or the problem that refuses it."""
    code = check_parquet(path)
    if code == "table_is_too_wide":
        return Problem(code, "file", values={"columns": f"> {MOST_COLUMNS}", "most": MOST_COLUMNS})
    if code:
        return Problem(code, "file")
    with pq.ParquetFile(path, pre_buffer=False) as file:
        return ParquetTable(path, tuple(file.schema_arrow.names))


def _series(column: pa.Array) -> pl.Series:
    """Return a column with a type that polars has: numbers, days and points in time as such, all else as text."""
    column = column.dictionary_decode() if pa.types.is_dictionary(column.type) else column
    kind = column.type
    if pa.types.is_timestamp(kind):
        return pl.Series(pl.from_arrow(_local(column)))
    if pa.types.is_floating(kind) and kind.bit_width < pa.float64().bit_width:
        return pl.Series(pl.from_arrow(column.cast(pa.float32()))).cast(pl.String).cast(pl.Float64)
    if any(is_kind(kind) for is_kind in _AS_THEY_ARE) or (pa.types.is_decimal(kind) and _fits(kind)):
        return pl.Series(pl.from_arrow(column))
    return pl.Series([_text_of_cell(cell) for cell in column.to_pylist()], dtype=pl.String)


_AS_THEY_ARE: Final = (
    pa.types.is_integer, pa.types.is_floating, pa.types.is_boolean, pa.types.is_string, pa.types.is_large_string,
    pa.types.is_date,
)  # fmt: skip
_MOST_DIGITS: Final = 38


def _fits(kind: pa.DataType) -> bool:
    return bool(kind.precision <= _MOST_DIGITS and 0 <= kind.scale <= kind.precision)


def _local(column: pa.Array) -> pa.Array:
    """Return points in time as their own time zone writes them; in UTC where the zone is not known."""
    naive = pa.timestamp(column.type.unit)
    if column.type.tz is None:
        return column
    try:
        return pc.local_timestamp(column)
    except pa.ArrowInvalid:
        return column.cast(pa.timestamp(column.type.unit, "UTC")).cast(naive)


def _text_of_cell(cell: object) -> str | None:
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "replace")
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return None if cell is None else str(cell)


def _amounts(column: pl.Series) -> pl.Series:
    """Return numbers as amounts; null where a number is none, or more than any amount can be."""
    if column.dtype.is_float():
        return from_floats(np.asarray(column.fill_null(float("nan")).to_numpy(), dtype=np.float64))
    column = column.cast(pl.Int64, strict=False) if column.dtype.is_integer() else column
    small = column.set((column.abs() >= _LARGEST).fill_null(value=False), None)
    return small.cast(AMOUNT, strict=False)


def _days(column: pl.Series) -> pl.Series:
    """Return days; null outside the years that any ledger has, so that they are told as what they are."""
    days = column.cast(pl.Date)
    return days.set(~days.is_between(*YEARS_OF_LEDGERS).fill_null(value=True), None)


def _rounded(column: pl.Series, amounts: pl.Series) -> int:
    """Return how many decimals had more than four places."""
    if not isinstance(column.dtype, pl.Decimal) or column.dtype.scale <= AMOUNT.scale:
        return 0
    return int((column != amounts.cast(column.dtype, strict=False)).sum())


def _texts(column: pl.Series) -> pl.Series:
    """Return the cells as texts without blanks around them, null where empty."""
    if column.dtype.is_float():
        whole = column.is_finite() & (column.floor() == column) & (column.abs() < _LARGEST)
        numbers = column.set((~whole).fill_null(value=True), None).cast(pl.Int64).cast(pl.String)
        texts = pl.select(pl.coalesce(numbers, column.cast(pl.String))).to_series()
    elif isinstance(column.dtype, pl.Decimal):
        texts = column.cast(pl.String).str.replace(r"\.0+$", "")
    else:
        texts = column.cast(pl.String)
    found = trimmed(texts)
    return found.set((found == "").fill_null(value=False), None)
