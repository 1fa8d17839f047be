"""Finds the header row of a table, and with it how a text table is cut: delimiter, header line, fields in a row."""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from emissions.importers.delimited import DelimitedTable
from emissions.importers.raw_table import MOST_COLUMNS
from emissions.importers.table_formats import TableFormat, known_columns, table_format
from emissions.importers.text_encoding import TextEncoding, utf8_blocks

DELIMITERS: Final = ";,\t|"
HEADER_LINES: Final = 30
_SAMPLE_BYTES: Final = 256 * 1024
_SAMPLE_LINES: Final = 200
_LONGEST_LINE: Final = 130_000  # the csv module takes no longer field
_FIELDS_OF_A_TABLE: Final = 3
_ROWS_OF_TWO_FIELDS: Final = 5
_LONGEST_TITLE: Final = 300


@dataclass(frozen=True, slots=True)
class FoundHeader:
    """A header row: its place among the rows looked at (from 0), its names and the format that it heads."""

    place: int
    names: tuple[str, ...]
    format: TableFormat


def find_header(rows: Iterable[Sequence[str]]) -> FoundHeader | None:
    """Return the first row whose cells are the column names of a ledger; of a very wide row, its first cells count."""
    for place, names in enumerate(rows):
        if found := table_format(names[:MOST_COLUMNS]):
            return FoundHeader(place, tuple(names), found)
    return None


def find_text_table(path: Path, encoding: TextEncoding) -> tuple[DelimitedTable, TableFormat] | None:
    """Return the table in a text file and its format; None when no line near the top is the header of a ledger."""
    lines = first_lines(path, encoding)
    best: tuple[int, str, FoundHeader] | None = None
    for delimiter in DELIMITERS:
        header = find_header(split_line(line, delimiter) for line in lines[:HEADER_LINES])
        known = known_columns(header.names[:MOST_COLUMNS]) if header else 0
        if header and (best is None or known > best[0]):
            best = known, delimiter, header
    if best is None:
        return None
    _, delimiter, header = best
    if _is_prose(lines, header.place):
        return None
    rows = [split_line(line, delimiter) for line in lines[header.place + 1 :] if line.strip()]
    too_wide = len(header.names) > MOST_COLUMNS
    width = len(header.names) if too_wide else width_of_rows(rows, header.names)
    names = (*header.names, *[""] * (width - len(header.names)))[:width]
    return DelimitedTable(path, encoding, delimiter, header.place + 1, names, width), header.format


def _is_prose(lines: Sequence[str], place: int) -> bool:
    """Whether the line is the end of a text that only tells of columns: nothing below, long lines above."""
    return not any(map(str.strip, lines[place + 1 :])) and any(len(line) > _LONGEST_TITLE for line in lines[:place])


def looks_like_table(path: Path, encoding: TextEncoding) -> tuple[str, ...] | None:
    """Return the fields of the first line when the lines of a text file are cut alike by some delimiter, else None."""
    lines = [line[:_LONGEST_LINE].replace("\r", "") for line in first_lines(path, encoding) if line.strip()]
    for delimiter in DELIMITERS:
        rows = _first_rows(lines, delimiter)
        width = len(rows[0]) if rows else 0
        enough = width >= _FIELDS_OF_A_TABLE or (width > 1 and len(rows) >= _ROWS_OF_TWO_FIELDS)
        if enough and all(len(row) == width for row in rows[:-1]):
            return tuple(name.strip() for name in rows[0])
    return None


def _first_rows(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    """Return the first rows; a quoted field may run over lines, and one that takes too many ends them."""
    rows: list[list[str]] = []
    with suppress(csv.Error):
        rows.extend(islice(csv.reader(lines, delimiter=delimiter), HEADER_LINES))
    return rows


def split_line(line: str, delimiter: str) -> list[str]:
    """Cut one line into trimmed fields; a quotation mark left open reaches to the end of the line."""
    line = line[:_LONGEST_LINE].replace("\r", "")
    return [name.strip().strip("\ufeff") for name in next(csv.reader([line], delimiter=delimiter), [])]


def first_lines(path: Path, encoding: TextEncoding) -> list[str]:
    """Return the first lines of a text file, bounded in number and length."""
    block = next(iter(utf8_blocks(path, encoding, _SAMPLE_BYTES)), b"")
    return block.decode("utf-8", "replace").split("\n")[:_SAMPLE_LINES]


def width_of_rows(rows: Sequence[Sequence[str]], names: Sequence[str]) -> int:
    """Return the fields of a row: those of the header, unless nearly all rows end with one delimiter more or fewer.

    Some programs end every row, but not the header, with a delimiter, or the header only; nothing is shifted by that.
    """
    usual = Counter(map(len, rows)).most_common(1)
    if not usual or usual[0][0] == len(names):
        return len(names)
    width = usual[0][0]
    same = [row for row in rows if len(row) == width]
    is_trailing = not any(names[width:]) if width < len(names) else not any(any(row[len(names) :]) for row in same)
    return width if is_trailing and abs(width - len(names)) == 1 else len(names)
