"""A bank out of an Excel file: the sheets that the export writes, known by the codes in their second row."""

from collections.abc import Iterator, Mapping, Sequence

from foundation.problems import Problem
from requirements_bank.calculations.bank_check import Entry
from requirements_bank.calculations.bank_sheets import (
    MAIN,
    MANY,
    REQUIREMENTS,
    NumberedRow,
    codes_without_row,
    contents_of,
)
from requirements_bank.importers.bank_contents import BankFileError, BankInFile, about_of
from requirements_bank.importers.spreadsheet import Cells, read_sheets

ABOUT_SHEET = "bank"
_HEADER_ROWS = 5


def read_workbook(data: bytes) -> BankInFile:
    """Return the bank of an Excel file; raises BankFileError where no sheet holds requirements."""
    tables: dict[str, list[NumberedRow]] = {}
    about: Mapping[str, str] = {}
    problems: list[Problem] = []
    for title, rows in read_sheets(data):
        found = _header(rows)
        if found is None:
            continue
        table, at = found
        if table == ABOUT_SHEET:
            about = about_of({str(row[0]): row[2] if len(row) > 2 else "" for row in rows[at + 1 :] if row})  # noqa: PLR2004 - code, word, value
            continue
        problems.extend(_unknown_columns(table, title, rows[at]))
        tables.setdefault(table, []).extend(_numbered(rows, at))
    if REQUIREMENTS not in tables:
        raise BankFileError(Problem("no_sheet_of_requirements", ""))
    entries = tuple(Entry(f"row:{number}", said) for number, said in contents_of(tables))
    strays = [
        Problem("row_without_requirement", code, values={"sheet": table, "row": number, "text": code})
        for table, number, code in codes_without_row(tables)
    ]
    return BankInFile(about, entries, (*problems, *strays))


def _header(rows: Sequence[Cells]) -> tuple[str, int] | None:
    """Return which table a sheet holds and the row with its codes, if it is one of ours: its first cell names it."""
    for at, row in enumerate(rows[:_HEADER_ROWS]):
        table, _colon, column = str(row[0] or "").strip().partition(":") if row else ("", "", "")
        if column in ("code", "field") and table in (REQUIREMENTS, ABOUT_SHEET, *MANY):
            return table, at
    return None


def _unknown_columns(table: str, title: str, header: Cells) -> Iterator[Problem]:
    known = MAIN if table == REQUIREMENTS else MANY[table]
    for cell in header:
        column = str(cell or "").strip().rpartition(":")[2]
        if column and not any(
            column == name or (name.endswith("*") and column.startswith(name[:-1])) for name in known
        ):
            yield Problem("unknown_column", "", values={"sheet": title, "text": column})


def _numbered(rows: Sequence[Cells], at: int) -> Iterator[NumberedRow]:
    columns = [str(cell or "").strip().rpartition(":")[2] for cell in rows[at]]
    for number, row in enumerate(rows[at + 1 :], start=at + 2):
        cells = {
            column: value for column, value in zip(columns, row, strict=False) if column and value not in (None, "")
        }
        if cells:
            yield NumberedRow(number, cells)
