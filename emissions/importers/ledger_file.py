"""Opens any file as a ledger: finds out what it is from its content, and hands over its header and lines.

A file that is no ledger gives a reading with the format `unknown` and one problem that says what it is and what to hand
over instead. Nothing about a file's content raises an exception.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from python_calamine import CalamineSheet

from emissions.calculations.ledger_formats import FAMILIES, format_of, table_code
from emissions.importers.column_mapping import ColumnMapping
from emissions.importers.file_kinds import (
    JSON,
    KOSTRA,
    PARQUET,
    SAFT,
    SAFT_PARTS,
    SIE,
    SIE5,
    TEXT,
    WORKBOOK,
    file_kind,
)
from emissions.importers.joined_sheets import JoinedSheets, header_like
from emissions.importers.json_table import open_json_table
from emissions.importers.kostra_report import open_kostra_report
from emissions.importers.ledger_lines import (
    LINE_SCHEMA,
    Batch,
    LedgerHeader,
    LedgerReading,
    as_lines,
    no_lines,
    refused,
)
from emissions.importers.mapped_file import open_as_said
from emissions.importers.parquet_table import open_parquet_table
from emissions.importers.problem_log import short
from emissions.importers.raw_table import MOST_COLUMNS, RawTable
from emissions.importers.saft.ledger import open_saft
from emissions.importers.saft.parts import open_saft_parts
from emissions.importers.sie.ledger import open_sie
from emissions.importers.sie5.ledger import open_sie5
from emissions.importers.table_formats import TableFormat, table_format
from emissions.importers.table_header import FoundHeader, find_header, find_text_table, looks_like_table
from emissions.importers.text_encoding import TextEncoding, detect_encoding, encoding_remarks, endless_line
from emissions.importers.workbook import WorkbookError, WorkbookTable, as_text, first_rows, held, open_sheets
from foundation.problems import Problem

__all__ = ["FORMATS", "LINE_SCHEMA", "Batch", "LedgerHeader", "LedgerReading", "as_lines", "no_lines", "open_ledger"]

FORMATS: Final = FAMILIES


def open_ledger(
    source: Path,
    *,
    format: str | None = None,  # noqa: A002 - what it is called everywhere
    year: int | None = None,
    mapping: ColumnMapping | None = None,
) -> LedgerReading:
    """Open a file as a ledger.

    `format` is one of `FORMATS` (or the exact name of a format) and only says what is expected: a file that is
    something else is refused. `year` chooses among several years in an account table and gives the period of a file
    without dates; a file name is never trusted. With a `mapping`, a table is read as it says, whatever it looks like.
    """
    expected = _family(format) if format is not None else None
    if format is not None and expected is None:
        values = {"format": short(format), "formats": ", ".join(FORMATS)}
        return refused(Problem("format_is_unknown", "file", values=values))
    try:
        kind = file_kind(source)
        reading = open_as_said(source, kind, mapping, year) if mapping else _open(source, kind, year)
    except OSError as error:
        values = {"name": source.name, "reason": error.strerror or type(error).__name__}
        return refused(Problem("file_cannot_be_opened", "file", values=values))
    found = _family(reading.header.format)
    if expected is not None and found is not None and found != expected:
        values = {"format": expected, "found": reading.header.format}
        return refused(Problem("file_has_another_format", "file", values=values), reading.header)
    return reading


def _family(code: str) -> str | None:
    """Return which of `FORMATS` a format's code belongs to; None for a file that is no ledger, or was described."""
    found = format_of(code)
    return found.family or None if found else None


def _open(source: Path, kind: str, year: int | None) -> LedgerReading:
    opener = _OPENERS.get(kind)
    return opener(source, year) if opener else refused(Problem(kind, "file"))


def _open_text(source: Path, year: int | None) -> LedgerReading:
    encoding = detect_encoding(source)
    header = LedgerHeader(encoding=encoding.name)
    if encoding.is_endless:
        return refused(endless_line(), header)
    found = find_text_table(source, encoding)
    if found is None:
        return refused(_no_ledger(looks_like_table(source, encoding)), header)
    table, form = found
    return _read_table(table, form, TEXT, encoding, year)


def _open_json(source: Path, year: int | None) -> LedgerReading:
    encoding = detect_encoding(source)
    table = open_json_table(source, encoding)
    if isinstance(table, Problem):
        return refused(table, LedgerHeader(encoding=encoding.name))
    form = table_format(table.names)
    if form is None:
        return refused(_no_ledger(tuple(table.names)), LedgerHeader(encoding=encoding.name))
    reading = _read_table(table, form, JSON, encoding, year)
    return replace(reading, problems=(*reading.problems, *table.problems))


def _open_parquet(source: Path, year: int | None) -> LedgerReading:
    table = open_parquet_table(source)
    if isinstance(table, Problem):
        return refused(table)
    form = table_format(table.names)
    return _read_table(table, form, PARQUET, None, year) if form else refused(_no_ledger(tuple(table.names)))


def _read_table(
    table: RawTable, form: TableFormat, kind: str, encoding: TextEncoding | None, year: int | None
) -> LedgerReading:
    """Read a table of a format in a kind of file, unless it has more columns than any ledger."""
    if len(table.names) > MOST_COLUMNS:
        return refused(Problem("table_is_too_wide", "file", values={"columns": len(table.names), "most": MOST_COLUMNS}))
    reading = form.open(table, table_code(form.name, kind), encoding.name if encoding else None, year)
    return replace(reading, problems=(*reading.problems, *encoding_remarks(encoding))) if encoding else reading


def _no_ledger(names: tuple[str, ...] | None) -> Problem:
    if names is None:
        return Problem("file_is_plain_text", "file")
    return Problem("columns_are_unknown", "row 1", values={"names": short(", ".join(names), 120)})


def _open_workbook(source: Path, year: int | None) -> LedgerReading:
    try:
        names, found = _ledger_sheets(source)
    except WorkbookError as error:
        return refused(Problem(error.code, "file"))
    if not found:
        code = "workbook_has_no_ledger" if names else "workbook_is_empty"
        return refused(Problem(code, "file", values={"sheets": short(", ".join(names), 120)}))
    tables = [WorkbookTable(sheet, header.place + 1, header.names) for sheet, header in found]
    form = found[0][1].format
    if len(found) == 1:
        return _read_table(tables[0], form, WORKBOOK, None, year)
    several = short(", ".join(sheet.name for sheet, _ in found), 120)
    if not all(header.format is form and header_like(sheet, found[0][1].names) for sheet, header in found):
        return refused(Problem("several_sheets", "file", values={"sheets": several}))
    table = JoinedSheets(tuple(tables))
    reading = table.read(_read_table(table, form, WORKBOOK, None, year))
    if "posted_on" not in dict(reading.columns).values():
        return refused(Problem("sheets_have_no_dates", "file", values={"sheets": several}))
    return reading


def _ledger_sheets(source: Path) -> tuple[list[str], list[tuple[CalamineSheet, FoundHeader]]]:
    """Return the names of the sheets, and those that look like ledgers."""
    names: list[str] = []
    headers: dict[str, FoundHeader] = {}

    def with_header() -> Iterator[CalamineSheet]:
        for sheet in open_sheets(source):
            names.append(sheet.name)
            if header := find_header([as_text(cell).strip() for cell in row] for row in first_rows(sheet)):
                headers[sheet.name] = header
                yield sheet

    return names, [(sheet, headers[sheet.name]) for sheet in held(with_header())]


_OPENERS: Final[Mapping[str, Callable[[Path, int | None], LedgerReading]]] = MappingProxyType(
    {
        SIE: lambda source, _year: open_sie(source),
        SIE5: lambda source, _year: open_sie5(source),
        SAFT: lambda source, _year: open_saft(source),
        SAFT_PARTS: lambda source, _year: open_saft_parts(source),
        KOSTRA: lambda source, _year: open_kostra_report(source),
        WORKBOOK: _open_workbook,
        JSON: _open_json,
        PARQUET: _open_parquet,
        TEXT: _open_text,
    }
)
