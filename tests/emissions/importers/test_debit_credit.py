"""A letter beside an amount says debit or credit, unless the amount has its sign already."""

from decimal import Decimal
from pathlib import Path

import pytest

from emissions.importers.column_mapping import ColumnMapping, missing_in
from tests.emissions.importers.ledgers import SAMPLES, codes_of, lines_of, summary_of, written
from tests.emissions.importers.unknown_tables import mapped_summary, meanings, proposed

HEADER = "Bilagsdato;Bilagsnr;Konto;Kontonavn;Beløp;D/K\n"
SIDED = ColumnMapping({"Konto": "account", "Beløp": "amount", "Bilagsdato": "posted_on", "D/K": "side"})


def table(folder: Path, *rows: tuple[str, str]) -> Path:
    lines = [f"05.01.2024;{number};11150;Mat;{amount};{side}" for number, (amount, side) in enumerate(rows, start=1)]
    return written(folder, HEADER + "\n".join(lines) + "\n")


def test_letters_tell_the_sign_of_a_table_that_is_recognised() -> None:
    assert lines_of(SAMPLES / "vik_postings_sides.csv")["amount"].to_list() == [
        Decimal(each) for each in ("1250.50", "-1250.50", "-50.25", "50.25", "-20.00", "20.00")
    ]


def test_amounts_with_a_sign_are_read_without_the_letters(tmp_path: Path) -> None:
    path = table(tmp_path, ("10,00", "D"), ("-4,50", "K"), ("-6,00", "K"), ("1,00", "K"))

    assert lines_of(path)["amount"].to_list() == [Decimal(each) for each in ("10", "-4.5", "-6", "1")]
    assert codes_of(summary_of(path)) == ["notice sides_are_in_the_signs file", "warning chart_is_unknown file"]
    assert "side" not in meanings(proposed(path)).values()


def test_a_sign_is_never_turned_twice(tmp_path: Path) -> None:
    path = table(tmp_path, ("10,00", "D"), ("-4,50", "K"), ("-6,00", "K"), ("-1,00", "K"))

    assert "error credit_has_a_minus_already file" in codes_of(mapped_summary(path, SIDED))


def test_a_row_that_says_neither_is_a_problem(tmp_path: Path) -> None:
    path = table(tmp_path, *[("10,00", "Debet")] * 8, ("4,00", "kredit"), ("5,00", "X"), ("6,00", ""))

    assert codes_of(summary_of(path)) == [
        "error side_is_missing row 12", "error side_is_not_readable row 11", "warning chart_is_unknown file",
    ]  # fmt: skip


@pytest.mark.parametrize(("debit", "credit"), [("D", "C"), ("S", "H"), ("Dr", "Cr"), ("DEBET", "KREDIT")])
def test_letters_of_other_systems_are_known(tmp_path: Path, debit: str, credit: str) -> None:
    path = table(tmp_path, ("10,00", debit), ("4,00", credit))

    assert lines_of(path)["amount"].to_list() == [Decimal(10), Decimal(-4)]
    assert "side" in meanings(proposed(path)).values()


def test_columns_of_debit_and_credit_take_no_letter() -> None:
    said = ColumnMapping({"a": "account", "d": "debit", "c": "credit", "s": "side"})

    assert [problem.code for problem in missing_in(said)] == ["side_is_told_twice"]
