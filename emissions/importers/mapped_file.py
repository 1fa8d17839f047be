"""Opens a file as the table that a mapping of columns describes, and finds the tables in a file to describe."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Final

from emissions.importers.column_mapping import ColumnMapping
from emissions.importers.delimited import DelimitedTable
from emissions.importers.file_kinds import JSON, PARQUET, TEXT, WORKBOOK, file_kind
from emissions.importers.file_samples import NAMED, samples_of
from emissions.importers.json_table import JsonTable
from emissions.importers.ledger_lines import LedgerHeader, LedgerReading, refused
from emissions.importers.mapped_table import open_mapped
from emissions.importers.raw_table import RawTable
from emissions.importers.table_header import first_lines, split_line, width_of_rows
from emissions.importers.table_samples import TableSample
from emissions.importers.text_encoding import TextEncoding, detect_encoding, encoding_remarks, endless_line
from emissions.importers.workbook import WorkbookError, WorkbookTable, as_text, first_rows, open_sheets
from foundation.problems import Problem

AS_SAID: Final = "table"
_ENDINGS: Final = {TEXT: "csv", WORKBOOK: "xlsx", JSON: "json", PARQUET: "parquet"}


def open_as_said(source: Path, kind: str, mapping: ColumnMapping, year: int | None) -> LedgerReading:
    """Return the reading of a file as a mapping says; refused where the file holds no such table."""
    if kind not in _ENDINGS:
        return refused(Problem("file_is_no_table", "file"))
    name = f"{AS_SAID}_{_ENDINGS[kind]}"
    if kind != TEXT:
        table = _sheet(source, mapping) if kind == WORKBOOK else NAMED[kind](source)
        if isinstance(table, Problem):
            return refused(table)
        reading = open_mapped(table, mapping, name, None, year)
        told = table.problems if isinstance(table, JsonTable) else ()
        return replace(reading, problems=(*reading.problems, *told))
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


def _sheet(source: Path, mapping: ColumnMapping) -> RawTable | Problem:
    """Return the sheet of that name; the only one where the mapping names none."""
    try:
        for sheet in open_sheets(source):
            if mapping.sheet in ("", sheet.name):
                rows = first_rows(sheet, max(mapping.header_row, 1))
                if mapping.header_row > len(rows):
                    break
                names = [""] * sheet.width
                if mapping.header_row:
                    names = [" ".join(as_text(cell).split()) for cell in rows[mapping.header_row - 1]]
                return WorkbookTable(sheet, mapping.header_row, names)
    except WorkbookError as error:
        return Problem(error.code, "file")
    return Problem("mapped_table_is_not_there", "file")


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
