import csv
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest

from foundation.spreadsheets import Column, Sheet, csv_of, workbook_of

COLUMNS = [
    Column("Name"),
    Column("Money", "money"),
    Column("kg", "kg"),
    Column("Day", "date"),
    Column("Lines", "integer"),
]
ROW = ["Ekby Grönsaker AB", Decimal("-1234567890123.4567"), Decimal("1234.567891"), date(2024, 3, 1), 7]


def read_csv(sheet: Sheet, language: str = "en", delimiter: str = ",") -> list[list[str]]:
    text = "".join(csv_of(sheet, language))
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))


def read_excel(sheet: Sheet) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(BytesIO(workbook_of([sheet]))).worksheets[0].iter_rows(values_only=True))


def test_csv_keeps_every_digit_of_money_and_kg_to_the_gram() -> None:
    assert read_csv(Sheet("x", COLUMNS, [ROW])) == [
        ["Name", "Money", "kg", "Day", "Lines"],
        ["Ekby Grönsaker AB", "-1234567890123.4567", "1234.568", "2024-03-01", "7"],
    ]


def test_excel_keeps_numbers_and_days_as_such() -> None:
    head, row = read_excel(Sheet("x", COLUMNS, [ROW]))

    assert head == ("Name", "Money", "kg", "Day", "Lines")
    assert row[0] == "Ekby Grönsaker AB"
    assert row[1] == pytest.approx(-1234567890123.4567)
    assert (row[2], row[3].date(), row[4]) == (1234.568, date(2024, 3, 1), 7)


def test_what_is_missing_is_an_empty_cell() -> None:
    sheet = Sheet("x", COLUMNS, [["", None, None, None, None]])

    assert read_csv(sheet)[1] == ["", "", "", "", ""]
    assert read_excel(sheet) == [("Name", "Money", "kg", "Day", "Lines")]


@pytest.mark.parametrize("language", ["nb", "sv"])
def test_csv_opens_in_a_nordic_spreadsheet(language: str) -> None:
    assert read_csv(Sheet("x", COLUMNS, [ROW]), language, ";")[1] == [
        "Ekby Grönsaker AB", "-1234567890123,4567", "1234,568", "2024-03-01", "7",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("=1+1", "'=1+1"),
        ("+47 900", "'+47 900"),
        ("-x", "'-x"),
        ("@sum", "'@sum"),
        ("\t=1", "\t'=1"),
        (" \ufeff=1", " \ufeff'=1"),
        ("\uff1d1", "'\uff1d1"),
        ("a;=1", "a;'=1"),
        ("a, =1,+2", "a, '=1,'+2"),
        ("a\r\n\n@x", "a\r\n\n'@x"),
        ("a=1-2", "a=1-2"),
    ],
)
def test_a_text_from_a_ledger_never_becomes_a_formula(text: str, harmless: str) -> None:
    sheet = Sheet("x", [Column("Name")], [[text]])

    assert read_csv(sheet)[1] == [harmless]
    assert read_csv(sheet, "nb", ";")[1] == [harmless]


def test_a_title_that_somebody_wrote_never_becomes_a_formula() -> None:
    sheet = Sheet("x", [Column('=HYPERLINK("http://x";"Own set")'), Column("@SUM(1)")], [])

    assert read_csv(sheet)[0] == ['\'=HYPERLINK("http://x";"Own set")', "'@SUM(1)"]


@pytest.mark.parametrize("text", ["=1+1", "+47 900", "-x", "@sum", "\t=1"])
def test_a_text_stays_a_text_in_excel(text: str) -> None:
    sheet = Sheet("x", [Column("Name")], [[text]])

    cell = openpyxl.load_workbook(BytesIO(workbook_of([sheet]))).worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_many_rows_come_in_blocks() -> None:
    blocks = list(csv_of(Sheet("x", [Column("Lines", "integer")], ([number] for number in range(2500))), "en"))

    assert len(blocks) == 3
    assert len("".join(blocks).splitlines()) == 2501


def test_a_sheet_is_named_as_excel_allows() -> None:
    book = openpyxl.load_workbook(BytesIO(workbook_of([Sheet("A/B: [C]? " + "x" * 40, COLUMNS, [])])))

    assert book.sheetnames == [("A B   C   " + "x" * 40)[:31]]
