"""Reads text tables (comma, semicolon, tab, bar) block by block; a row has the fields of the header or is a problem.

1. A quotation mark means something only at the start of a field; inside a quoted field it is written twice.
2. A line that is no complete row by itself may continue on the next lines if it opens a quoted field, unless one of
   those lines is a complete row: then a quotation mark was left open.
3. A row with more or fewer fields than the header is reported and left out. Fields are never shifted.
4. A file with more than a million of such rows is not read on.
"""

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl
import pyarrow as pa
import pyarrow.csv as arrow_csv

from emissions.importers.ledger_lines import BATCH_LINES
from emissions.importers.problem_log import ProblemLog
from emissions.importers.raw_table import ROW, Wanted, text_of, without_blank_rows
from emissions.importers.text_encoding import TextEncoding, utf8_blocks
from foundation.problems import Problem

_QUOTE: Final = b'"'
# a byte that every blank but the plain space holds in UTF-8; finding one only means that texts are trimmed with care
_ODD_BLANKS: Final = (b"\t", b"\v", b"\f", b"\xa0", b"\xe1", b"\xe2", b"\xe3", b"\xef")
_MOST_LINES_IN_A_ROW: Final = 50
_FIELDS_OF_A_CERTAIN_ROW: Final = 3
_MOST_FRUITLESS: Final = 20_000
_NO_ROW: Final = ("row_has_wrong_width", "quote_is_not_closed")
_MOST_BAD_ROWS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class DelimitedTable:
    """A text table: where its header stands, how it is cut, and how many fields a row has."""

    path: Path
    encoding: TextEncoding
    delimiter: str
    header_line: int
    names: Sequence[str]
    width: int

    def frames(self, wanted: Wanted, log: ProblemLog) -> Iterator[pl.DataFrame]:
        """Yield the rows as `RawTable.frames` says."""
        cutter = _Cutter(self.delimiter, self.width, wanted, log)
        for block in utf8_blocks(self.path, self.encoding):
            for frame in cutter.cut(block, skip_to=self.header_line):
                yield from frame.iter_slices(BATCH_LINES)
            if (count := sum(map(log.seen, _NO_ROW))) > _MOST_BAD_ROWS:
                log.add(Problem("too_many_bad_rows", "file", values={"count": count}))
                return
        for frame in cutter.finish():
            yield from frame.iter_slices(BATCH_LINES)


class _Cutter:
    """Cuts blocks of whole lines into rows; keeps the tail of a block whose last row goes on in the next one."""

    def __init__(self, delimiter: str, width: int, wanted: Wanted, log: ProblemLog) -> None:
        self._delimiter = delimiter
        self._width = width
        self._wanted = wanted.positions
        self._log = log
        self._row = _row_pattern(delimiter, width)
        self._whole_row = re.compile(self._row)
        self._line = 1
        self._tail = b""
        self._fruitless = 0

    def cut(self, block: bytes, skip_to: int) -> Iterator[pl.DataFrame]:
        block = self._without_lines_above(block, skip_to)
        if not block:
            return
        block = self._tail + block
        self._tail = b""
        yield from self._quoted(block, final=False) if _QUOTE in block else self._unquoted(block)

    def finish(self) -> Iterator[pl.DataFrame]:
        """Cut what was kept back, now that nothing can follow."""
        if self._tail:
            tail, self._tail = self._tail, b""
            yield from self._quoted(tail, final=True)

    def _without_lines_above(self, block: bytes, skip_to: int) -> bytes:
        while block and self._line <= skip_to:
            cut = block.find(b"\n") + 1
            self._line += 1
            block = block[cut:] if cut else b""
        return block

    def _unquoted(self, block: bytes) -> Iterator[pl.DataFrame]:
        """Cut a block without any quotation mark: one line is one row."""
        if block == codecs.BOM_UTF8:  # alone at the end of a file; the parser takes it for no rows at all
            self._line += 1
            return
        bad: list[arrow_csv.InvalidRow] = []
        table = self._parse(block, bad, quoted=False)
        lines = table.num_rows + len(bad)
        for row in bad:
            self._wrong_width(self._line + row.number - 1, row.actual_columns)
        numbers = pl.int_range(self._line, self._line + lines, eager=True, dtype=pl.Int64)
        if bad:
            numbers = numbers.filter(~numbers.is_in([self._line + row.number - 1 for row in bad]))
        self._line += lines
        yield self._frame(table, numbers, odd_blanks=_has_odd_blanks(block))

    def _quoted(self, block: bytes, *, final: bool) -> Iterator[pl.DataFrame]:
        """Cut a block with quotation marks: at once where every line is a whole row, else line by line."""
        bad: list[arrow_csv.InvalidRow] = []
        table = self._parse(block, bad, quoted=True)
        lines = block.count(b"\n") + (not block.endswith(b"\n"))
        if not bad and table.num_rows == lines and not _holds_quote(table):
            rows = pl.int_range(self._line, self._line + lines, eager=True, dtype=pl.Int64)
            self._line += lines
            yield self._frame(table, rows, odd_blanks=_has_odd_blanks(block))
            return
        texts, rows = self._mended(block, final=final)
        if texts:
            yield self._frame(self._parse("\n".join(texts).encode(), [], quoted=True), rows, odd_blanks=True)

    def _mended(self, block: bytes, *, final: bool) -> tuple[list[str], pl.Series]:
        """Join rows that run over several lines and report what is no row; returns the rows and their first lines."""
        lines = pl.Series([block.decode("utf-8", "replace").removesuffix("\n")]).str.split("\n").explode()
        texts, is_whole = lines.to_list(), lines.str.contains(self._row).to_list()
        rows: list[str] = []
        numbers: list[int] = []
        place = 0
        while place < len(texts):
            count = 1 if is_whole[place] else self._lines_of_row(texts, is_whole, place)
            if count == 0 and not final and len(texts) - place < _MOST_LINES_IN_A_ROW and _is_open(texts[place]):
                self._tail = "\n".join([*texts[place:], ""]).encode()
                break
            if count:
                rows.append("\n".join(texts[place : place + count]))
                numbers.append(self._line + place)
            else:
                self._no_row(texts[place], self._line + place)
            place += max(count, 1)
        self._line += place
        return rows, pl.Series(numbers, dtype=pl.Int64)

    def _lines_of_row(self, texts: list[str], is_whole: list[bool], place: int) -> int:
        """Return how many lines the row that starts here takes, or 0 when it cannot be completed.

        Where that was in vain too often, quotation marks are taken to be left open: looking on takes long.
        """
        if not _is_open(texts[place]) or self._fruitless > _MOST_FRUITLESS:
            return 0
        row = texts[place]
        for count in range(1, min(_MOST_LINES_IN_A_ROW, len(texts) - place)):
            if is_whole[place + count] and self._is_certain(texts[place + count]):
                return 0
            row = f"{row}\n{texts[place + count]}"
            if self._whole_row.fullmatch(row):
                return count + 1
        self._fruitless += 1
        return 0

    def _is_certain(self, text: str) -> bool:
        """Whether a line that looks like a whole row cannot well be the end of one that began above."""
        return self._width >= _FIELDS_OF_A_CERTAIN_ROW and not _is_open(text)

    def _no_row(self, text: str, line: int) -> None:
        if not text.strip():
            return
        fields = text.count(self._delimiter) + 1
        if _is_open(text) or fields == self._width:
            self._log.add(Problem("quote_is_not_closed", f"row {line}", values={"row": line}))
        else:
            self._wrong_width(line, fields)

    def _wrong_width(self, line: int, fields: int) -> None:
        if not self._log.room("row_has_wrong_width"):
            self._log.count("row_has_wrong_width")
            return
        values = {"row": line, "fields": fields, "expected": self._width}
        self._log.add(Problem("row_has_wrong_width", f"row {line}", values=values))

    def _parse(self, block: bytes, bad: list[arrow_csv.InvalidRow], *, quoted: bool) -> pa.Table:
        def keep_aside(row: arrow_csv.InvalidRow) -> str:
            bad.append(row)
            return "skip"

        names = [text_of(position) for position in range(self._width)]
        kept = [text_of(position) for position in self._wanted if position < self._width]
        return arrow_csv.read_csv(
            pa.py_buffer(block),
            arrow_csv.ReadOptions(use_threads=False, block_size=len(block) + 1, column_names=names),
            arrow_csv.ParseOptions(
                delimiter=self._delimiter,
                quote_char='"' if quoted else False,
                newlines_in_values=quoted,
                ignore_empty_lines=False,
                invalid_row_handler=keep_aside,
            ),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(kept, pa.large_string()),
                include_columns=kept,
                null_values=[""],
                strings_can_be_null=True,
                check_utf8=False,
            ),
        )

    def _frame(self, table: pa.Table, rows: pl.Series, *, odd_blanks: bool) -> pl.DataFrame:
        frame = _trimmed(pl.DataFrame(pl.from_arrow(table)), all_columns=odd_blanks)
        return without_blank_rows(frame.insert_column(0, rows.alias(ROW)))


def _trimmed(frame: pl.DataFrame, *, all_columns: bool) -> pl.DataFrame:
    """Trim texts and make empty ones null: in all columns, or only where a text begins or ends with a space."""
    names = frame.columns
    if not all_columns:
        ends = frame.select((pl.all().str.starts_with(" ") | pl.all().str.ends_with(" ")).any())
        names = [name for name in names if ends[name][0]]
    if not names:
        return frame
    frame = frame.with_columns(pl.col(names).str.strip_chars())
    return frame.with_columns(pl.when(pl.col(names) != "").then(pl.col(names)))


def _has_odd_blanks(block: bytes) -> bool:
    """Whether blanks other than the plain space may occur: tabs, no-break and typographic spaces."""
    return any(blank in block for blank in _ODD_BLANKS)


def _holds_quote(table: pa.Table) -> bool:
    """Whether a quotation mark is left inside a value: an escaped one, or one that stands where none should."""
    for column in table.columns:
        for chunk in column.chunks:
            texts = chunk.buffers()[2]
            if texts is not None and _QUOTE in texts.to_pybytes():
                return True
    return False


def _is_open(text: str) -> bool:
    return text.count('"') % 2 == 1


def _row_pattern(delimiter: str, width: int) -> str:
    """Return the expression that a complete row matches: quoted fields, or fields that do not begin with a quote."""
    mark = re.escape(delimiter)
    field = rf'(?:"(?:[^"]|"")*"|[^"{mark}\r\n][^{mark}\r\n]*|)'
    return rf"^{field}(?:{mark}{field}){{{width - 1}}}\r?$"
