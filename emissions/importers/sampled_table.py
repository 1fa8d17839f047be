"""A sample of a table, read as the whole table would be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl

from emissions.importers.file_kinds import TEXT
from emissions.importers.ledger_lines import AMOUNT
from emissions.importers.problem_log import ProblemLog
from emissions.importers.raw_table import ROW, Wanted, date_of, number_of, text_of, without_blank_rows
from emissions.importers.table_samples import Cell, SampledRow, TableSample, text_in
from foundation.problems import Problem


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
