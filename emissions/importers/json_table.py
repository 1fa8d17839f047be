"""A JSON file with one flat object per row as a table; its columns are the names that any of the rows has.

The file is read through once before anything is handed out: what is wrong with its form is known then.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any, Final

import polars as pl

from emissions.importers.json_rows import JsonRows, JsonRowsError, Row
from emissions.importers.ledger_lines import AMOUNT
from emissions.importers.problem_log import ProblemLog
from emissions.importers.raw_table import (
    MOST_COLUMNS,
    NULL,
    ROW,
    Wanted,
    number_of,
    text_of,
    trimmed,
    without_blank_rows,
)
from emissions.importers.text_encoding import TextEncoding
from foundation.problems import Problem, Severity

_TOTAL: Final = re.compile(r'"(?:resultCount|total|totalCount)"\s*:\s*(\d{1,12})\b')
_OFFSET: Final = re.compile(r'"offset"\s*:\s*(\d{1,12})\b')
_SMALLEST: Final = Decimal("0.0001")
_LARGEST: Final = Decimal(10) ** 14
_BOM: Final = "\ufeff"


@dataclass(frozen=True, slots=True)
class JsonTable:
    """The rows of a JSON file; `keys` are the names as the file has them, `names` without a byte order mark.

    `problems` say what a reader of the table should know: that the file is one page of many.
    """

    path: Path
    encoding: TextEncoding
    keys: Sequence[str]
    problems: tuple[Problem, ...] = ()

    @property
    def names(self) -> Sequence[str]:
        """The names of the columns."""
        return tuple(_well(key.replace(NULL, "").strip(_BOM).strip()) for key in self.keys)

    def frames(self, wanted: Wanted, log: ProblemLog) -> Iterator[pl.DataFrame]:
        """Yield the rows as `RawTable.frames` says, numbered from 1."""
        first = 1
        for rows in JsonRows(self.path, self.encoding).batches():
            numbers = pl.int_range(first, first + len(rows), eager=True, dtype=pl.Int64).alias(ROW)
            yield without_blank_rows(pl.DataFrame([numbers, *self._columns(rows, wanted, log)]))
            first += len(rows)

    def _columns(self, rows: Sequence[Row], wanted: Wanted, log: ProblemLog) -> Iterator[pl.Series]:
        for position in wanted.positions:
            cells = [row.get(self.keys[position]) for row in rows]
            if position in wanted.numbers:
                cells, typed = _parted(cells)
                rounded = sum(1 for value in typed if value is not None and value != value.quantize(_SMALLEST))
                log.tally("amounts_rounded", self.names[position], rounded)
                exact = [None if value is None else value.quantize(_SMALLEST, ROUND_HALF_EVEN) for value in typed]
                yield pl.Series(number_of(position), exact, dtype=AMOUNT)
            yield _texts(cells).alias(text_of(position))


def open_json_table(path: Path, encoding: TextEncoding) -> JsonTable | Problem:
    """Return the table in a JSON file, or the problem that refuses it."""
    names, count = dict[str, None](), 0
    try:
        rows = JsonRows(path, encoding)
        for batch in rows.batches():
            count += len(batch)
            for row in batch:
                names.update(dict.fromkeys(row))
            if len(names) > MOST_COLUMNS:
                return Problem("table_is_too_wide", "file", values={"columns": len(names), "most": MOST_COLUMNS})
    except JsonRowsError as error:
        return error.problem
    if not names:
        return Problem("json_is_no_table", "file")
    return JsonTable(path, encoding, tuple(names), tuple(_one_page(rows.head, rows.tail, count)))


def _one_page(head: str, tail: str, count: int) -> Iterator[Problem]:
    """Warn when the file says that there are more rows than it has."""
    total, offset = _TOTAL.search(head) or _TOTAL.search(tail), _OFFSET.search(head) or _OFFSET.search(tail)
    if total and int(total[1]) > count:
        first = int(offset[1]) if offset else 0
        values: dict[str, object] = {"from": first + 1, "to": first + count, "total": int(total[1])}
        yield Problem("json_is_one_page", "file", None, Severity.WARNING, values)


def _parted(cells: Sequence[Any]) -> tuple[list[Any], list[Decimal | None]]:
    """Part numbers that may be amounts from everything else, which is left to be read as text."""
    typed = [
        cell if isinstance(cell, Decimal) and cell.is_finite() and -_LARGEST < cell < _LARGEST else None
        for cell in cells
    ]
    return [None if number is not None else cell for cell, number in zip(cells, typed, strict=True)], typed


def _texts(cells: Sequence[Any]) -> pl.Series:
    texts = [cell if cell is None or type(cell) is str else _as_text(cell) for cell in cells]
    try:
        series = pl.Series(texts, dtype=pl.String)
    except UnicodeEncodeError:
        series = pl.Series([None if text is None else _well(text) for text in texts], dtype=pl.String)
    found = trimmed(series)
    return found.set(found == "", None)


def _as_text(cell: object) -> str:
    """Return a cell as a person would write it: whole numbers without decimals, true and false as words."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, Decimal) and cell.is_finite() and abs(cell.adjusted()) < 100:  # noqa: PLR2004 - no code is longer
        return format(cell.to_integral_value() if cell == cell.to_integral_value() else cell, "f")
    return str(cell)


def _well(text: str) -> str:
    """Return the text without halves of letters that an escape may leave alone."""
    return text.encode("utf-8", "replace").decode()
