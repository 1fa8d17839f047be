"""Opens a file as the table that a mapping of columns describes, and finds the tables in a file to describe."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Final

from emissions.calculations.ledger_formats import TABLE_FILES, table_code
from emissions.importers.column_mapping import ColumnMapping, has_dates
from emissions.importers.delimited import DelimitedTable
from emissions.importers.file_kinds import TEXT, WORKBOOK, file_kind
from emissions.importers.file_samples import NAMED, samples_of
from emissions.importers.joined_sheets import JoinedSheets, header_like, names_in
from emissions.importers.json_table import JsonTable
from emissions.importers.ledger_lines import LedgerHeader, LedgerReading, refused
from emissions.importers.mapped_table import open_mapped
from emissions.importers.problem_log import short
from emissions.importers.table_header import first_lines, split_line, width_of_rows
from emissions.importers.table_samples import TableSample
from emissions.importers.text_encoding import TextEncoding, detect_encoding, encoding_remarks, endless_line
from emissions.importers.workbook import WorkbookError, WorkbookTable, first_rows, held, open_sheets
from foundation.problems import Problem, Severity

AS_SAID: Final = "table"
_TABLE_KINDS: Final = frozenset(file.kind for file in TABLE_FILES)


def open_as_said(source: Path, kind: str, mapping: ColumnMapping, year: int | None) -> LedgerReading:
    """Return the reading of a file as a mapping says; refused where the file holds no such table."""
    if kind not in _TABLE_KINDS:
        return refused(Problem("file_is_no_table", "file"))
    name = table_code(AS_SAID, kind)
    if kind == WORKBOOK:
        return _of_sheets(source, mapping, name, year)
    return _of_text(source, mapping, name, year) if kind == TEXT else _of_named(source, kind, mapping, name, year)


def _of_named(source: Path, kind: str, mapping: ColumnMapping, name: str, year: int | None) -> LedgerReading:
    """Return the reading of a file that names its columns by itself."""
    table = NAMED[kind](source)
    if isinstance(table, Problem):
        return refused(table)
    reading = open_mapped(table, mapping, name, None, year)
    told = table.problems if isinstance(table, JsonTable) else ()
    return replace(reading, problems=(*reading.problems, *told))


def _of_text(source: Path, mapping: ColumnMapping, name: str, year: int | None) -> LedgerReading:
    encoding = detect_encoding(source)
    if encoding.is_endless:
        return refused(endless_line(), LedgerHeader(encoding=encoding.name))
    text = _text(source, encoding, mapping)
    if text is None:
        return refused(Problem("mapped_table_is_not_there", "file"), LedgerHeader(encoding=encoding.name))
    reading = open_mapped(text, mapping, name, encoding.name, year)
    return replace(reading, problems=(*reading.problems, *encoding_remarks(encoding)))


def tables_in(source: Path) -> tuple[TableSample, ...]:
    """Return the first rows of each table in a file; none for what is no table or cannot be opened."""
    try:
        return samples_of(source, file_kind(source))
    except OSError:
        return ()


def _sheets(source: Path, mapping: ColumnMapping) -> JoinedSheets | Problem:
    """Return the sheet of that name, the first one where the mapping names none, and all that are like it."""
    try:
        sheets = list(held(open_sheets(source)))
        said = next((sheet for sheet in sheets if mapping.sheet in ("", sheet.name)), None)
        rows = first_rows(said, max(mapping.header_row, 1)) if said else []
        if said is None or mapping.header_row > len(rows):
            return Problem("mapped_table_is_not_there", "file")
        names = [""] * said.width if mapping.header_row == 0 else names_in(rows[mapping.header_row - 1])
        tables = []
        for sheet in sheets:
            row = mapping.header_row if sheet is said else header_like(sheet, names)
            if row is not None:
                tables.append(WorkbookTable(sheet, row, names))
        return JoinedSheets(tuple(tables))
    except WorkbookError as error:
        return Problem(error.code, "file")


def _of_sheets(source: Path, mapping: ColumnMapping, name: str, year: int | None) -> LedgerReading:
    """Return the reading of all sheets that are alike where a column tells when; of one of them where none does."""
    found = _sheets(source, mapping)
    if isinstance(found, Problem):
        return refused(found)
    if len(found.tables) > 1 and has_dates(replace(mapping, year=None)):
        return found.read(open_mapped(found, mapping, name, None, year))
    place = found.sheets.index(mapping.sheet) if mapping.sheet else 0
    reading = open_mapped(found.tables[place], mapping, name, None, year)
    others = [sheet for sheet in found.sheets if sheet != found.sheets[place]]
    if not others:
        return reading
    values = {"sheet": found.sheets[place], "others": short(", ".join(others), 120)}
    told = Problem("sheets_are_left_out", "file", None, Severity.WARNING, values)
    return replace(reading, problems=(*reading.problems, told))


def _text(source: Path, encoding: TextEncoding, mapping: ColumnMapping) -> DelimitedTable | None:
    samples = samples_of(source, TEXT)
    lines = first_lines(source, encoding)
    if not samples or mapping.header_row > len(lines):
        return None
    delimiter = samples[0].delimiter
    rows = [split_line(line, delimiter) for line in lines[mapping.header_row :] if line.strip()]
    if mapping.header_row:
        names = [" ".join(name.split()) for name in split_line(lines[mapping.header_row - 1], delimiter)]
        width = width_of_rows(rows, names)
    else:
        names, width = [], Counter(map(len, rows)).most_common(1)[0][0]
    names = [*names, *[""] * (width - len(names))][:width]
    return DelimitedTable(source, encoding, delimiter, mapping.header_row, names, width)
