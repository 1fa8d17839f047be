"""Finds the header row of a table, and with it how a text table is cut: delimiter, header line, fields in a row."""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from emissions.importers.delimited import DelimitedTable
from emissions.importers.ledger_columns import (
    account_table_columns,
    is_posting_list,
    is_supplier_ledger,
    posting_list_columns,
    supplier_columns,
)
from emissions.importers.text_encoding import TextEncoding, utf8_blocks

SUPPLIER_LEDGER, ACCOUNT_TABLE, POSTING_LIST = "supplier_ledger", "account_table", "posting_list"

DELIMITERS: Final = ";,\t|"
_HEADER_LINES: Final = 30
_SAMPLE_BYTES: Final = 256 * 1024
_SAMPLE_LINES: Final = 200
_LONGEST_LINE: Final = 120_000  # 10,000 columns; a field may be no longer for the csv module
_FIELDS_OF_A_TABLE: Final = 3


def table_kind(names: Sequence[str]) -> str | None:
    """Say which ledger these column names belong to, or None."""
    if is_posting_list(posting_list_columns(names)):
        return POSTING_LIST
    if is_supplier_ledger(supplier_columns(names)):
        return SUPPLIER_LEDGER
    return ACCOUNT_TABLE if account_table_columns(names).is_account_table else None


def known_columns(names: Sequence[str]) -> int:
    """Return how many of the names are known in the kind of ledger that knows most of them."""
    table = account_table_columns(names)
    amounts = len(table.actual) + len(table.planned) + len(table.unlabelled)
    return max(len(posting_list_columns(names)), len(supplier_columns(names)), len(table.meanings) + amounts)


@dataclass(frozen=True, slots=True)
class FoundHeader:
    """A header row: its place among the rows looked at (from 0), its names and the kind of ledger it heads."""

    place: int
    names: tuple[str, ...]
    kind: str


def find_header(rows: Iterable[Sequence[str]]) -> FoundHeader | None:
    """Return the first row whose cells are the column names of a ledger."""
    for place, names in enumerate(rows):
        if kind := table_kind(names):
            return FoundHeader(place, tuple(names), kind)
    return None


def find_text_table(path: Path, encoding: TextEncoding) -> tuple[DelimitedTable, str] | None:
    """Return the table in a text file and its kind; None when no line near the top is the header of a ledger."""
    lines = _first_lines(path, encoding)
    best: tuple[int, str, FoundHeader] | None = None
    for delimiter in DELIMITERS:
        header = find_header(split_line(line, delimiter) for line in lines[:_HEADER_LINES])
        if header and (best is None or known_columns(header.names) > best[0]):
            best = known_columns(header.names), delimiter, header
    if best is None:
        return None
    _, delimiter, header = best
    width = _width(lines[header.place + 1 :], delimiter, header.names)
    names = (*header.names, *[""] * (width - len(header.names)))[:width]
    return DelimitedTable(path, encoding, delimiter, header.place + 1, names, width), header.kind


def looks_like_table(path: Path, encoding: TextEncoding) -> tuple[str, ...] | None:
    """Return the fields of the first line when the lines of a text file are cut alike by some delimiter, else None."""
    lines = [line for line in _first_lines(path, encoding)[:_HEADER_LINES] if line.strip()]
    for delimiter in DELIMITERS:
        widths = {len(split_line(line, delimiter)) for line in lines}
        if len(widths) == 1 and widths.pop() >= _FIELDS_OF_A_TABLE:
            return tuple(split_line(lines[0], delimiter))
    return None


def split_line(line: str, delimiter: str) -> list[str]:
    """Cut one line into trimmed fields; a quotation mark left open reaches to the end of the line."""
    line = line[:_LONGEST_LINE].replace("\r", "")
    return [name.strip().strip("\ufeff") for name in next(csv.reader([line], delimiter=delimiter), [])]


def _first_lines(path: Path, encoding: TextEncoding) -> list[str]:
    block = next(iter(utf8_blocks(path, encoding, _SAMPLE_BYTES)), b"")
    return block.decode("utf-8", "replace").split("\n")[:_SAMPLE_LINES]


def _width(lines: Sequence[str], delimiter: str, names: Sequence[str]) -> int:
    """Return the fields of a row: those of the header, unless nearly all rows end with one delimiter more or fewer.

    Some programs end every row, but not the header, with a delimiter, or the header only; nothing is shifted by that.
    """
    rows = [split_line(line, delimiter) for line in lines if line.strip()]
    usual = Counter(map(len, rows)).most_common(1)
    if not usual or usual[0][0] == len(names):
        return len(names)
    width = usual[0][0]
    same = [row for row in rows if len(row) == width]
    is_trailing = not any(names[width:]) if width < len(names) else not any(any(row[len(names) :]) for row in same)
    return width if is_trailing and abs(width - len(names)) == 1 else len(names)
