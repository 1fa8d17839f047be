"""Norwegian account tables: which column is read, for which year, and what is a budget."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from emissions.importers.ledger_file import open_ledger
from tests.emissions.importers.ledgers import SAMPLES, codes_of, lines_of, summary_of, written

ROUND = "".join(f"11150;Mat;{number};25300;{number * 1000}\n" for number in range(1, 26))


def test_columns_find_their_place() -> None:
    line = lines_of(SAMPLES / "vik_account_table.csv").row(1, named=True)
    assert {name: value for name, value in line.items() if value is not None} == {
        "row": 3, "account": "11150", "account_name": "Matvarer", "amount": Decimal("842117.0000"), "unit": "310",
        "unit_name": "Sjukeheim", "function": "25300", "function_name": "Pleie i institusjon", "currency": "NOK",
    }  # fmt: skip


def test_header_is_a_year_by_kostra() -> None:
    header = open_ledger(SAMPLES / "vik_account_table.csv").header
    assert (header.chart, header.ledger, header.granularity, header.currency) == ("kostra", "general", "year", "NOK")
    assert (header.period_from, header.period_to) == (date(2023, 1, 1), date(2023, 12, 31))


def test_net_is_summed_by_the_first_digit_of_the_art() -> None:
    summary = summary_of(SAMPLES / "vik_account_table.csv")
    assert summary.as_json()["net_by_account_class"] == {
        "0": "1456538.00", "1": "938519.00", "2": "0.00", "4": "126317.00", "6": "-2301040.00", "7": "-126317.00",
    }  # fmt: skip


def test_newest_year_is_read_and_the_other_told() -> None:
    summary = summary_of(SAMPLES / "vik_account_table_two_years.csv")
    assert (summary.period_from, summary.net) == (date(2023, 1, 1), Decimal("-1457689.50"))
    notice = next(problem for problem in summary.problems if problem.code == "other_years_are_not_read")
    assert dict(notice.values) == {"year": 2023, "years": "2022"}


def test_year_that_is_named_is_read() -> None:
    lines = lines_of(SAMPLES / "vik_account_table_two_years.csv", year=2022)
    assert lines["amount"].to_list() == [Decimal("700000.5000"), Decimal("-2000000.0000")]
    assert codes_of(summary_of(SAMPLES / "vik_account_table_two_years.csv", year=2022)) == [
        "notice budgets_are_not_read file", "notice other_years_are_not_read file", "notice rows_without_amount file",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name", ["vik_account_table.csv", "vik_account_table_two_years.csv", "vik_account_table_long.csv"]
)
def test_year_that_the_file_has_not_is_refused_with_those_it_has(name: str) -> None:
    summary = summary_of(SAMPLES / name, year=2019)
    assert (summary.accepted, codes_of(summary)) == (False, ["error year_is_not_in_file file"])


def test_years_in_a_column_of_their_own_are_told_apart() -> None:
    assert lines_of(SAMPLES / "vik_account_table_long.csv")["row"].to_list() == [3, 4]
    assert lines_of(SAMPLES / "vik_account_table_long.csv", year=2022)["row"].to_list() == [2]


def test_row_without_a_readable_year_is_a_problem(tmp_path: Path) -> None:
    summary = summary_of(written(tmp_path, "År;Art;Teneste;Rekneskap\n2023;11200;130;7,5\nx;11200;130;1\n"))
    assert (summary.lines, codes_of(summary)) == (1, ["error year_is_not_readable row 3"])


def test_budget_is_named_in_the_refusal() -> None:
    message = summary_of(SAMPLES / "vik_budget.csv").as_json()["problems"]
    assert "budget (oppr_budsjett_2024, rev_budsjett_2024)" in str(message)


def test_unlabelled_amounts_are_read_when_the_caller_vouches_for_the_year() -> None:
    summary = summary_of(SAMPLES / "vik_unlabelled.csv", year=2023)
    assert (summary.accepted, summary.debit, summary.period_to) == (True, Decimal(938519), date(2023, 12, 31))
    assert codes_of(summary) == ["warning amounts_taken_as_actual file"]


def test_whole_thousands_are_a_budget_even_with_a_year() -> None:
    assert codes_of(summary_of(SAMPLES / "vik_unlabelled_round.csv", year=2023)) == [
        "error amounts_look_like_a_budget file"
    ]


def test_labelled_accounts_in_whole_thousands_are_accounts(tmp_path: Path) -> None:
    path = written(tmp_path, f"art;art_tekst;ansvar;tjeneste;regnskap_2023\n{ROUND}")
    assert summary_of(path).accepted


def test_accounts_without_a_year_need_one(tmp_path: Path) -> None:
    path = written(tmp_path, "art;tjeneste;regnskap\n11150;25300;5\n")
    assert codes_of(summary_of(path)) == ["warning period_is_unknown file"]
    assert summary_of(path, year=2023).period_from == date(2023, 1, 1)


def test_totals_are_no_lines(tmp_path: Path) -> None:
    path = written(tmp_path, "art;tjeneste;regnskap_2023\n11150;25300;5\nSum;;5\n;;5\n")
    assert codes_of(summary_of(path)) == ["error account_is_missing row 4", "error account_is_no_account row 3"]
