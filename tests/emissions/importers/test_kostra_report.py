"""KOSTRA reports: whole thousands, class and art as one account, quarters from January on, other charts refused."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from emissions.calculations.accounts import account_parts
from emissions.importers.ledger_file import open_ledger
from tests.emissions.importers.ledgers import SAMPLES, codes_of, lines_of, summary_of, written

HEAD = "0A2023 999900                  "


def record(account_class: str = "1", function: str = "120", art: str = "115", amount: str = "7") -> str:
    return f"{HEAD}{account_class}{function:4}{art:3}{amount:>9}\n"


def test_a_record_becomes_a_line_of_an_account_table() -> None:
    line = lines_of(SAMPLES / "kostra_report.dat").row(3, named=True)
    assert {name: value for name, value in line.items() if value is not None} == {
        "row": 4, "account": "1728", "amount": Decimal("-600000.0000"), "function": "222", "currency": "NOK",
    }  # fmt: skip
    parts = account_parts("kostra", "1728")
    assert parts is not None
    assert (parts.account_class, parts.code) == ("1", "728")


def test_enterprises_write_other_classes_for_the_same() -> None:
    assert lines_of(SAMPLES / "kostra_enterprise_quarter.dat")["account"].to_list() == ["1230", "0230", "1600"]


def test_a_quarter_holds_the_year_until_its_end() -> None:
    header = open_ledger(SAMPLES / "kostra_enterprise_quarter.dat").header
    assert (header.period_from, header.period_to) == (date(2024, 1, 1), date(2024, 6, 30))
    assert (header.granularity, header.chart, header.organisation_number) == ("year", "kostra", "999999990")


def test_districts_of_one_city_are_units_of_one_report(tmp_path: Path) -> None:
    text = "".join(record().replace("999900", region) for region in ("030100", "030101", "030115"))
    path = written(tmp_path, text)
    assert (lines_of(path)["unit"].to_list(), open_ledger(path).header.organisation_number) == (
        [None, "01", "15"], "0301",
    )  # fmt: skip
    assert codes_of(summary_of(written(tmp_path, text + record()))) == ["error several_reports file"]


def test_good_records_are_kept_if_one_says_so() -> None:
    kept = summary_of(SAMPLES / "kostra_broken.dat", keep_good_rows=True)
    assert (kept.lines, kept.accepted) == (1, True)


def test_a_health_trust_is_refused(tmp_path: Path) -> None:
    text = "0X2023 020000999999990999999990 1   200     1200\n"
    assert codes_of(summary_of(written(tmp_path, text))) == ["error report_has_another_chart file"]


def test_records_of_another_length_are_told_by_the_first(tmp_path: Path) -> None:
    assert codes_of(summary_of(written(tmp_path, record().replace("      7", " 7")))) == [
        "error record_is_not_readable row 1"
    ]


def test_amounts_of_all_sizes_are_exact(tmp_path: Path) -> None:
    text = "".join(record(amount=amount) for amount in ("999999999", "-99999999", "0", "1"))
    assert lines_of(written(tmp_path, text))["amount"].to_list() == [999999999000, -99999999000, 0, 1000]


@pytest.mark.parametrize("name", ["kostra", "kostra_0a"])
def test_the_format_may_be_named(name: str) -> None:
    assert open_ledger(SAMPLES / "kostra_report.dat", format=name).problems == ()
