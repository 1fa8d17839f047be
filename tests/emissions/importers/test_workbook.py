"""Cells of a workbook: numbers exact, dates as dates, rows by their number; a small file cannot fill the machine."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from emissions.importers.problem_log import ProblemLog
from emissions.importers.raw_table import Wanted, date_of, number_of, text_of
from emissions.importers.workbook import WorkbookError, WorkbookTable, as_text, open_sheets
from tests.emissions.importers.ledgers import SAMPLES, summary_of

MIDNIGHT = datetime(2024, 3, 1)  # noqa: DTZ001 - a spreadsheet knows no time zones


def table(path: Path, *rows: tuple[object, ...]) -> WorkbookTable:
    """Return a sheet with a header (row 1) and the rows below it."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("Data")
    for row, cells in enumerate([("a", "b", "c"), *rows]):
        for column, cell in enumerate(cells):
            if isinstance(cell, datetime):
                sheet.write_datetime(row, column, cell)
            elif cell is not None:
                sheet.write(row, column, cell)
    book.close()
    return WorkbookTable(next(open_sheets(path)), 1, ("a", "b", "c"))


def test_cells_come_as_text_number_and_date(tmp_path: Path) -> None:
    sheet = table(
        tmp_path / "x",
        (" 64400 ", 0.1 + 0.2, MIDNIGHT),
        (64400, "1 234,50", "2024-03-01"),
        (None, None, None),
        (True, 5, 45352),
    )
    wanted = Wanted((0,), (1,), (2,))
    frame = next(iter(sheet.frames(wanted, ProblemLog())))
    assert frame["row"].to_list() == [2, 3, 5]
    assert frame[text_of(0)].to_list() == ["64400", "64400", "True"]
    assert frame[number_of(1)].to_list() == [Decimal("0.3"), None, Decimal(5)]
    assert frame[text_of(1)].to_list() == [None, "1 234,50", None]
    assert frame[date_of(2)].to_list() == [date(2024, 3, 1), None, None]
    assert frame[text_of(2)].to_list() == [None, "2024-03-01", "45352"]


def test_number_too_large_for_money_stays_a_text_that_is_reported(tmp_path: Path) -> None:
    frame = next(iter(table(tmp_path / "x", ("1", 1e15, None)).frames(Wanted((0,), (1,)), ProblemLog())))
    assert (frame[number_of(1)][0], frame[text_of(1)][0]) == (None, "1000000000000000.0")


@pytest.mark.parametrize("column", [(64400, -7, 0), (64400, 0.5, 7), (1e14, 1, 2), (64400, "7A", 1)])
def test_a_column_reads_like_its_cells(tmp_path: Path, column: tuple[object, ...]) -> None:
    frame = next(iter(table(tmp_path / "x", *((cell,) for cell in column)).frames(Wanted((0,)), ProblemLog())))
    cells = (float(cell) if isinstance(cell, int) else cell for cell in column)
    assert frame[text_of(0)].to_list() == [as_text(cell) for cell in cells]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (25216207.0, "25216207"),
        (0.1, "0.1"),
        (1e300, "1e+300"),
        (date(2024, 3, 1), "2024-03-01"),
        ("x", "x"),
        (True, "True"),
        (MIDNIGHT, "2024-03-01"),
        (MIDNIGHT.replace(hour=9, minute=5), "2024-03-01 09:05:00"),
    ],
)
def test_as_text(cell: object, text: str) -> None:
    assert as_text(cell) == text


def test_row_numbers_count_from_the_top_of_the_sheet(tmp_path: Path) -> None:
    sheet = table(tmp_path / "x", (None, None, None), ("1", None, None))
    assert next(iter(sheet.frames(Wanted((0,)), ProblemLog())))["row"].to_list() == [3]


def test_cell_far_out_is_refused_before_memory_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "x"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write(0, 0, "Leverantör")
    sheet.write(1_048_575, 16_383, 1)
    book.close()
    with pytest.raises(WorkbookError, match="workbook_is_too_large"):
        next(open_sheets(path))


def test_sheets_that_look_like_ledgers_are_named() -> None:
    message = summary_of(SAMPLES / "ekby_two_ledgers.xlsx").as_json()["problems"]
    assert "(Januari, Februari)" in str(message)
