"""Files of emission factors: tables found, columns and units proposed, rows read, and what is wrong told."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
import xlsxwriter

from emissions.calculations.factor_units import FactorUnit, unit_written
from emissions.calculations.own_set_facts import CodeKind, Mass, Per, SetFacts, SpreadKind
from emissions.importers.factor_columns import proposed_columns, proposed_kind, proposed_unit, proposed_year
from emissions.importers.factor_rows import FactorRow, read_factor_rows
from emissions.importers.factor_table import MOST_COLUMNS, MOST_ROWS, FactorTable, read_factor_table
from emissions.reports.own_set_words import row_problem
from foundation.problems import Problem
from tests.emissions.own_set_cases import COLUMNS, FACTS, FILE


def table_of(content: bytes | str) -> FactorTable:
    found = read_factor_table(content if isinstance(content, bytes) else content.encode())
    assert isinstance(found, FactorTable), found
    return found


def rows_of(text: str, facts: SetFacts = FACTS, **columns: int) -> tuple[list[FactorRow], list[Problem]]:
    return read_factor_rows(table_of(text), {**COLUMNS, **columns}, facts)


def test_titles_are_found_below_what_stands_above_them() -> None:
    table = table_of(FILE)
    assert table.titles == ("Kode", "Navn", "Faktor")
    assert table.rows[0] == (3, ("10", "Mat og drikke", "0,06"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_encoding_of_a_spreadsheet_is_read(encoding: str) -> None:
    text = "CPV;Benämning;kg CO2e/SEK\n15000000-8;Kött;0,053\n"
    assert table_of(text.encode(encoding)).rows[0][1] == ("15000000-8", "Kött", "0,053")


def test_a_workbook_keeps_every_digit_and_the_sheet_with_the_figures_is_taken() -> None:
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream)
    book.add_worksheet("Les meg").write(0, 0, "Om settet")
    sheet = book.add_worksheet("Faktorer")
    for place, row in enumerate([("Kode", "Navn", "t CO2e/MNOK"), (10, "Mat", 0.0000123), ("41-43", "Bygg", 36.5)]):
        sheet.write_row(place, 0, row)
    book.close()
    table = table_of(stream.getvalue())
    assert (table.sheet, table.rows[0][1]) == ("Faktorer", ("10", "Mat", "0.0000123"))
    assert proposed_unit(table, proposed_columns(table)) == FactorUnit(Mass.TONNE, Per.MILLION, "NOK")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b" \r\n ", "file_empty"),
        (b"PK\x03\x04 broken", "not_readable"),
        (b"a;b\x00;c\n1;2;3\n", "not_readable"),
        (b"words only\nand more\n", "no_titles"),
        (b"kode;faktor\n", "no_rows"),
        (b"kode;faktor\n" + b"1;2\n" * (MOST_ROWS + 1), "too_many_rows"),
        (b"k;" * (MOST_COLUMNS + 5) + b"\n" + b"1;" * (MOST_COLUMNS + 5) + b"\n", "too_many_columns"),
    ],
)
def test_a_file_without_a_table_says_why(content: bytes, code: str) -> None:
    found = read_factor_table(content)
    assert isinstance(found, Problem)
    assert found.code == code


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("kg CO2e/NOK", FactorUnit(Mass.KILOGRAM, Per.ONE, "NOK")),
        ("tonn CO2e / mill. kr", FactorUnit(Mass.TONNE, Per.MILLION, "")),
        ("ton CO2e/MSEK", FactorUnit(Mass.TONNE, Per.MILLION, "SEK")),
        ("g CO2-eq per EUR", FactorUnit(Mass.GRAM, Per.ONE, "EUR")),
        ("kg CO2-ekv per 1 000 kr", FactorUnit(Mass.KILOGRAM, Per.THOUSAND, "")),
        ("kg CO2e/2021 USD, purchaser price", FactorUnit(Mass.KILOGRAM, Per.ONE, "USD")),
        ("kg CO2e per krone (eks. mva)", FactorUnit(Mass.KILOGRAM, Per.ONE, "")),
        ("t/mkr", FactorUnit(Mass.TONNE, Per.MILLION, "")),
        ("kg/tonn", None),
        ("kg CO2e/kWh", None),
        ("kg CO2e", None),
        ("a/b/c", None),
    ],
)
def test_units_are_read_as_people_write_them(text: str, unit: FactorUnit | None) -> None:
    assert unit_written(text) == unit


def test_columns_kind_and_year_are_proposed() -> None:
    table = table_of("CPV;Benämning;kg CO2e/SEK 2022;Osäkerhet\n15000000-8;Mat;0,05;50\n30200000;Datorer;0,03;40\n")
    columns = proposed_columns(table)
    assert columns == {"code": 0, "name": 1, "factor": 2, "spread": 3}
    assert proposed_kind(table, columns, []) is CodeKind.CPV
    assert proposed_year(table, columns) == 2022


def test_rows_become_kilograms_per_unit_of_money_without_vat() -> None:
    facts = replace(FACTS, mass=Mass.TONNE, per=Per.MILLION, vat_rate=Decimal(25))
    good, problems = rows_of("Kode;Navn;Faktor\n10;Mat;48\n", facts)
    assert problems == []
    assert (good[0].kg_per_unit, good[0].written, good[0].gsd2) == (Decimal("0.06"), "48", None)


def test_a_unit_a_year_and_an_interval_of_its_own_go_before_those_of_the_set() -> None:
    facts = replace(FACTS, spread_kind=SpreadKind.INTERVAL, spread=None)
    text = "Kode;Navn;Faktor;Enhet;År;Lav;Høy\n10;Mat;40;g/SEK;2020;20;80\n"
    good, problems = rows_of(text, facts, unit=3, price_year=4, low=5, high=6)
    assert problems == []
    assert (good[0].kg_per_unit, good[0].price_year, good[0].gsd2) == (Decimal("0.04"), 2020, Decimal(2))


@pytest.mark.parametrize(
    ("row", "code", "sentence"),
    [
        (";Mat;0,05", "code_missing", "There is no code. Write one, or take the row out."),
        (
            "9;Mat;",
            "factor_missing",
            "There is no factor. Write the figure, or take the row out where it is not known.",
        ),
        ("9;Mat;0", "zero_factor", "The factor is zero. Take the row out where the figure is not known."),
        ("9;Mat;mye", "not_a_number", "“mye” is no number. Write digits with one decimal mark, such as 0.045."),
        ("9;Mat;-0,1", "below_zero", "-0,1 is below zero. A factor for purchases cannot be."),
        (
            "9;Mat;0.1",
            "other_mark",
            "“0.1” has another decimal mark than the column. Write all of them with the same one.",
        ),
        ("10;Mat;0,2", "row_twice", "10 of 2022 stands in row 2 already. Keep one of them, or tell them apart."),
        (
            "9;Mat;0,0000000000001",
            "out_of_reach",
            (
                "“0,0000000000001” is too large, or has too many decimals. "
                "Look at the unit again: kg, tonnes, per million?"
            ),
        ),
    ],
)
@pytest.mark.usefixtures("in_english")
def test_a_wrong_row_is_told_with_place_value_and_remedy(row: str, code: str, sentence: str) -> None:
    good, problems = rows_of(f"Kode;Navn;Faktor\n10;Mat;0,06\n11;Mer;0,07\n{row}\n")
    assert [one.row for one in good] == [2, 3]
    (problem,) = problems
    assert (problem.code, problem.place) == (code, "row 4")
    assert row_problem(problem).sentence == sentence


def test_what_can_be_read_in_two_ways_is_not_guessed() -> None:
    good, problems = rows_of("Kode;Navn;Faktor\n10;Mat;1,234\n")
    assert (good, [problem.code for problem in problems]) == ([], ["two_readings"])
    assert rows_of("Kode;Navn;Faktor\n10;Mat;1,234\n11;Mer;0,5\n")[0][0].kg_per_unit == Decimal("1.234")


@pytest.mark.parametrize(
    ("unit", "code"), [("kg/kWh", "unit_unknown"), ("kg/EUR", "other_currency"), ("kg/kr", None), ("", None)]
)
def test_a_unit_that_is_none_or_of_another_currency_is_told(unit: str, code: str | None) -> None:
    _good, problems = rows_of(f"Kode;Navn;Faktor;Enhet\n10;Mat;0,06;{unit}\n", unit=3)
    assert [problem.code for problem in problems] == ([code] if code else [])
