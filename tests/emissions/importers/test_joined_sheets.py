"""A workbook with a sheet for each month is one ledger; what may count twice, or in a wrong year, is refused."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from emissions.importers.column_mapping import ColumnMapping
from tests.emissions.importers.ledgers import SAMPLES, codes_of, lines_of, summary_of
from tests.emissions.importers.unknown_tables import mapped_lines, mapped_summary

NAMES = ("Bilagsdato", "Bilagsnr", "Konto", "Kontonavn", "Ansvar", "Beløp")
JANUARY = (date(2024, 1, 5), 1, "11150", "Matvarer", "310", 1250.5)
RETURNED = (date(2024, 1, 31), 2, "11150", "Matvarer", "310", -50.25)
FEBRUARY = (date(2024, 2, 5), 3, "11800", "Strøm", "300", 900)
Row = Sequence[object]


def workbook(folder: Path, sheets: Mapping[str, Sequence[Row]], names: Sequence[str] = NAMES, above: int = 0) -> Path:
    path = folder / "book"
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for number, row in enumerate([*[("Ekby",)] * above, names, *rows]):
            sheet.write_row(number, 0, row)
    book.close()
    return path


def test_a_sheet_for_each_month_is_one_ledger() -> None:
    path = SAMPLES / "vik_postings_by_month.xlsx"
    lines = lines_of(path)

    assert lines.select("row", "posted_on", "amount").rows() == [
        (3, date(2024, 1, 5), Decimal("1250.50")), (4, date(2024, 1, 31), Decimal("-50.25")),
        (7, date(2024, 2, 5), Decimal(900)), (9, date(2024, 3, 4), Decimal("77.70")),
    ]  # fmt: skip
    assert "notice sheets_are_read_together file" in codes_of(summary_of(path))


def test_a_problem_names_its_sheet_and_the_row_there(tmp_path: Path) -> None:
    wrong = (date(2024, 2, 6), 4, "11800", "Strøm", "300", "mye")
    summary = summary_of(workbook(tmp_path, {"Jan": [JANUARY, RETURNED], "Feb": [FEBRUARY, wrong]}))

    (problem,) = (problem for problem in summary.problems if problem.is_error)
    assert problem.place == "row 3 (Feb)"
    assert "Row 3 (Feb)" in str(summary.as_json()["problems"])


@pytest.mark.parametrize("copy", [[JANUARY, RETURNED, FEBRUARY], [FEBRUARY]], ids=["whole year", "copy"])
def test_what_stands_in_other_sheets_as_well_is_refused(tmp_path: Path, copy: list[Row]) -> None:
    path = workbook(tmp_path, {"Jan": [JANUARY, RETURNED], "Feb": [FEBRUARY], "Mer": copy})

    assert "error sheets_hold_the_same file" in codes_of(summary_of(path))


def test_one_equal_line_in_two_sheets_is_no_copy(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"Jan": [JANUARY, RETURNED], "Feb": [FEBRUARY, JANUARY]})

    assert summary_of(path).accepted
    assert lines_of(path).height == 4


def test_sheets_with_other_columns_or_without_dates_are_refused(tmp_path: Path) -> None:
    undated = workbook(tmp_path, {"2023": [JANUARY[2:]], "2024": [FEBRUARY[2:]]}, names=NAMES[2:])

    assert codes_of(summary_of(SAMPLES / "ekby_two_ledgers.xlsx")) == ["error sheets_have_no_dates file"]
    assert codes_of(summary_of(undated)) == ["error sheets_have_no_dates file"]


def test_a_mapping_reads_all_sheets_with_its_columns(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"Jan": [JANUARY, RETURNED], "Feb": [FEBRUARY]}, names=("d", "b", "k", "n", "a", "s"))
    said = ColumnMapping({"d": "posted_on", "k": "account", "s": "amount"}, sheet="Feb")

    assert mapped_lines(path, said)["amount"].to_list() == [Decimal("1250.5"), Decimal("-50.25"), Decimal(900)]


def test_without_dates_only_the_sheet_that_was_said_is_read(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"2023": [("6100", 10)], "2024": [("6100", 20)]}, names=("k", "s"))
    summary = mapped_summary(path, ColumnMapping({"k": "account", "s": "amount"}, sheet="2024", year=2024))

    assert (summary.lines, summary.debit) == (1, Decimal(20))
    assert "warning sheets_are_left_out file" in codes_of(summary)
