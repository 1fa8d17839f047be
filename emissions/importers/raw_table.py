"""A table as it stands in a file, before anyone knows what its columns mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import polars as pl

from emissions.importers.problem_log import ProblemLog

ROW = "row"
NULL = "\x00"
MOST_COLUMNS = 1_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """The columns to read, by position; spreadsheet cells in `numbers` and `dates` also come typed."""

    texts: tuple[int, ...]
    numbers: tuple[int, ...] = ()
    dates: tuple[int, ...] = ()

    @property
    def positions(self) -> tuple[int, ...]:
        """All positions, each once, in order."""
        return tuple(sorted({*self.texts, *self.numbers, *self.dates}))


class RawTable(Protocol):
    """The header of a table and its rows on demand."""

    @property
    def names(self) -> Sequence[str]:
        """The column names as written."""
        ...

    def frames(self, wanted: Wanted, log: ProblemLog) -> Iterator[pl.DataFrame]:
        """Yield frames of at most a batch of rows: `row` (1-based, Int64) and per wanted position its trimmed text.

        A column is named by its position (`text_of`); an empty cell is null. Typed cells of a spreadsheet stand in
        `number_of` (Decimal) and `date_of` (Date) with a null text. Rows that cannot be cut into fields are reported to
        the log and left out, never shifted; rows without any text are left out.
        """
        ...


def text_of(position: int) -> str:
    """Return the name of the column with the text at a position."""
    return str(position)


def number_of(position: int) -> str:
    """Return the name of the column with the numeric cells at a position (spreadsheets only)."""
    return f"{position}#"


def date_of(position: int) -> str:
    """Return the name of the column with the date cells at a position (spreadsheets only)."""
    return f"{position}@"


def trimmed(texts: pl.Series) -> pl.Series:
    """Return texts without blanks around them, and without the null that workbooks and JSON can spell."""
    return texts.str.replace_all(NULL, "", literal=True).str.strip_chars()


def without_blank_rows(frame: pl.DataFrame) -> pl.DataFrame:
    """Leave out rows in which every cell is empty."""
    return frame.filter(pl.any_horizontal(pl.exclude(ROW).is_not_null()))
