import csv
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest

from emissions.reports.sheets import Column, Sheet, csv_of, workbook_of

COLUMNS = [
    Column("Name"),
    Column("Money", "money"),
    Column("kg", "kg"),
    Column("Day", "date"),
    Column("Lines", "integer"),
]
ROW = ["Ekby Grönsaker AB", Decimal("-1234567890123.4567"), Decimal("0.000001"), date(2024, 3, 1), 7]


def read_csv(sheet: Sheet) -> list[list[str]]:
    return list(csv.reader(StringIO("".join(csv_of(sheet)).removeprefix("\ufeff"))))


def read_excel(sheet: Sheet) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(BytesIO(workbook_of([sheet]))).worksheets[0].iter_rows(values_only=True))


def test_csv_keeps_every_digit() -> None:
    assert read_csv(Sheet("x", COLUMNS, [ROW])) == [
        ["Name", "Money", "kg", "Day", "Lines"],
        ["Ekby Grönsaker AB", "-1234567890123.4567", "0.000001", "2024-03-01", "7"],
    ]


def test_excel_keeps_numbers_and_days_as_such() -> None:
    head, row = read_excel(Sheet("x", COLUMNS, [ROW]))

    assert head == ("Name", "Money", "kg", "Day", "Lines")
    assert row[0] == "Ekby Grönsaker AB"
    assert row[1] == pytest.approx(-1234567890123.4567)
    assert (row[2], row[3].date(), row[4]) == (0.000001, date(2024, 3, 1), 7)


def test_what_is_missing_is_an_empty_cell() -> None:
    sheet = Sheet("x", COLUMNS, [["", None, None, None, None]])

    assert read_csv(sheet)[1] == ["", "", "", "", ""]
    assert read_excel(sheet) == [("Name", "Money", "kg", "Day", "Lines")]


@pytest.mark.parametrize("text", ["=1+1", "+47 900", "-x", "@sum", "\t=1"])
def test_a_text_from_a_ledger_never_becomes_a_formula(text: str) -> None:
    sheet = Sheet("x", [Column("Name")], [[text]])

    assert read_csv(sheet)[1] == [f"'{text}"]
    cell = openpyxl.load_workbook(BytesIO(workbook_of([sheet]))).worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_many_rows_come_in_blocks() -> None:
    blocks = list(csv_of(Sheet("x", [Column("Lines", "integer")], ([number] for number in range(2500)))))

    assert len(blocks) == 3
    assert len("".join(blocks).splitlines()) == 2501


def test_a_sheet_is_named_as_excel_allows() -> None:
    book = openpyxl.load_workbook(BytesIO(workbook_of([Sheet("A/B: [C]? " + "x" * 40, COLUMNS, [])])))

    assert book.sheetnames == [("A B   C   " + "x" * 40)[:31]]
