"""Several sheets with the same columns, read as one table: a workbook with a sheet for each month.

1. Sheets are alike where the same names stand in the same order in the row that names their columns.
2. Rows are counted on from sheet to sheet, so that each has a number of its own; problems name the sheet and its row.
3. Where each line of a sheet stands in other sheets as well – the year beside its months, a copy – the file is refused.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Final

import polars as pl
from python_calamine import CalamineSheet

from emissions.importers.ledger_columns import fold
from emissions.importers.ledger_lines import Batch, LedgerReading, no_lines
from emissions.importers.problem_log import ProblemLog, short
from emissions.importers.raw_table import ROW, Wanted, date_of, number_of, text_of
from emissions.importers.workbook import WorkbookTable, as_text, first_rows
from foundation.problems import Problem, Severity

_LONGEST_LIST: Final = 200


def names_in(row: Sequence[object]) -> list[str]:
    """Return the names that a row of a sheet gives its columns, as written."""
    return [" ".join(as_text(cell).split()) for cell in row]


def header_like(sheet: CalamineSheet, names: Sequence[str]) -> int | None:
    """Return the row (from 1) of a sheet near its top that names the same columns in the same order."""
    wanted = _plain(names)
    rows = enumerate(first_rows(sheet), start=1)
    return next((number for number, row in rows if _plain(names_in(row)) == wanted), None) if any(wanted) else None


def _plain(names: Sequence[str]) -> list[str]:
    plain = [fold(name) or name for name in names]
    while plain and not plain[-1]:
        plain.pop()
    return plain


@dataclass(frozen=True, slots=True)
class JoinedSheets:
    """The tables of sheets that are alike, as one."""

    tables: tuple[WorkbookTable, ...]

    @property
    def names(self) -> Sequence[str]:
        """The column names as the first sheet writes them."""
        return self.tables[0].names

    @property
    def sheets(self) -> tuple[str, ...]:
        """What the sheets are called."""
        return tuple(table.sheet.name for table in self.tables)

    @property
    def before(self) -> tuple[int, ...]:
        """How many rows come before the first row of each sheet."""
        return tuple(accumulate(map(_rows_of, self.tables), initial=0))[:-1]

    def frames(self, wanted: Wanted, log: ProblemLog) -> Iterator[pl.DataFrame]:
        """Yield the rows as `RawTable.frames` says, sheet after sheet."""
        for table, before in zip(self.tables, self.before, strict=True):
            for frame in table.frames(_within(wanted, table.sheet.width), log):
                yield _completed(frame, wanted).with_columns(pl.col(ROW) + before)

    def read(self, reading: LedgerReading) -> LedgerReading:
        """Return a reading of this table that names sheets in its problems, and refuses lines that stand twice."""
        if not reading.columns:
            return reading
        rows = pairwise((*self.before, self.before[-1] + _rows_of(self.tables[-1])))
        shown = ", ".join(f"{name} {above + 1}–{last}" for name, (above, last) in zip(self.sheets, rows, strict=True))
        told = Problem(
            "sheets_are_read_together", "file", None, Severity.NOTICE, {"sheets": short(shown, _LONGEST_LIST)}
        )
        return replace(reading, problems=(*reading.problems, told), read=lambda: self._batches(reading))

    def _batches(self, reading: LedgerReading) -> Iterator[Batch]:
        marks = [pl.DataFrame(schema={"sheet": pl.Int64, "mark": pl.UInt64})]
        for batch in reading.read():
            marks.append(self._marks(batch.lines))
            yield replace(batch, problems=tuple(map(self._named, batch.problems)))
        yield Batch(no_lines(), self._repeated(pl.concat(marks)))

    def _marks(self, lines: pl.DataFrame) -> pl.DataFrame:
        """Return the sheet of each line, and a mark that lines share which say the same."""
        sheets = pl.Series(self.before).search_sorted(lines[ROW] - 1, side="right").cast(pl.Int64) - 1
        return pl.DataFrame({"sheet": sheets, "mark": lines.drop(ROW).hash_rows()})

    def _repeated(self, marks: pl.DataFrame) -> tuple[Problem, ...]:
        met = pl.col("sheet").n_unique().over("mark") > 1
        by_sheet = marks.with_columns(met=met).group_by("sheet").agg(pl.len(), whole=pl.col("met").all())
        repeated = by_sheet.filter("whole").sort("len", "sheet", descending=[True, False])
        if repeated.is_empty():
            return ()
        place = int(repeated["sheet"][0])
        same = marks.filter(pl.col("mark").is_in(marks.filter(sheet=place)["mark"].unique().implode()))
        others = [self.sheets[other] for other in sorted(set(same["sheet"])) if other != place]
        values = {"sheet": self.sheets[place], "others": short(", ".join(others), _LONGEST_LIST)}
        return (Problem("sheets_hold_the_same", "file", values=values),)

    def _named(self, problem: Problem) -> Problem:
        """Return a problem of a row with its sheet and its number there."""
        row = problem.values.get("row")
        if not isinstance(row, int) or problem.place != f"row {row}":
            return problem
        place = max(place for place, before in enumerate(self.before) if before < row)
        there = f"{row - self.before[place]} ({self.sheets[place]})"
        return replace(problem, place=f"row {there}", values={**problem.values, "row": there})


def _rows_of(table: WorkbookTable) -> int:
    return max(table.sheet.total_height, table.sheet.height)


def _within(wanted: Wanted, width: int) -> Wanted:
    """Return what is wanted of the columns that a narrower sheet has."""
    return Wanted(*(tuple(place for place in places if place < width) for places in _kinds(wanted)))


def _kinds(wanted: Wanted) -> tuple[tuple[int, ...], ...]:
    return wanted.texts, wanted.numbers, wanted.dates


def _completed(frame: pl.DataFrame, wanted: Wanted) -> pl.DataFrame:
    """Return a frame with empty columns in place of those that its sheet does not reach to."""
    kinds: dict[str, pl.DataType] = {text_of(place): pl.String() for place in wanted.positions}
    kinds |= {number_of(place): pl.Decimal(18, 4) for place in wanted.numbers}
    kinds |= {date_of(place): pl.Date() for place in wanted.dates}
    missing = [pl.lit(None, dtype=kind).alias(name) for name, kind in kinds.items() if name not in frame.columns]
    return frame.with_columns(missing) if missing else frame
