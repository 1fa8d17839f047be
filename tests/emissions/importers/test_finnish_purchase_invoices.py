"""Purchase invoices of Finnish municipalities: names of columns, VAT, numbers, persons, the chart."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from emissions.importers.finnish_columns import finnish_columns
from emissions.importers.ledger_columns import posting_list_columns, supplier_columns
from emissions.importers.ledger_file import open_ledger
from tests.emissions.importers.ledgers import SAMPLES, codes_of, lines_of, summary_of, written

INVOICES = SAMPLES / "suokunta_purchase_invoices.csv"


def test_header_is_a_supplier_ledger_in_euro() -> None:
    header = open_ledger(INVOICES).header
    assert (header.currency, header.ledger, header.chart, header.granularity) == ("EUR", "supplier", "fi_kunta", "day")
    assert (header.organisation_name, header.organisation_number) == ("Suokunta", "9999910-8")


def test_columns_find_their_place() -> None:
    line = lines_of(INVOICES).row(0, named=True)
    assert {name: value for name, value in line.items() if value is not None} == {
        "row": 2, "posted_on": date(2024, 3, 31), "voucher": "2001", "account": "4520",
        "account_name": "Elintarvikkeet", "amount": Decimal("1250.5000"), "supplier_number": "9999911-6",
        "supplier_name": "Pohjolan Ruoka Oy", "function": "3051", "currency": "EUR",
    }  # fmt: skip


def test_numbers_of_persons_are_taken_out_and_others_stand() -> None:
    assert lines_of(INVOICES)["supplier_number"].to_list() == [
        "9999911-6", "FI99999116", "9999912-4", "SE559900012801", None, None, "9999999-9", "9999913-2",
    ]  # fmt: skip


def test_only_finnish_numbers_are_checked() -> None:
    counts = {problem.code: problem.values["count"] for problem in summary_of(INVOICES).problems}
    assert counts == {
        "business_ids_are_wrong": 1, "personal_codes_read_as_missing": 1, "placeholders_read_as_missing": 1,
    }  # fmt: skip


def test_the_cost_centre_gives_code_and_name_of_the_unit() -> None:
    lines = lines_of(SAMPLES / "suokunta_purchase_invoices_commas.csv")
    assert lines.select("unit", "unit_name").rows() == [("310", "Keskuskeittiö"), ("460", "Kadut")]
    assert lines["supplier_number"].to_list() == ["9999911-6", "9999912-4"]


def test_a_unit_never_has_the_code_of_one_and_the_name_of_another() -> None:
    names = ["Toimielin", "Toimielitunnus", "Kustannuspaikka", "Toimittaja", "Tili"]
    assert finnish_columns(names) == {"unit": 2, "supplier_name": 3, "account": 4}


def test_vat_is_taken_off() -> None:
    path = SAMPLES / "suokunta_purchase_invoices_vat.csv"
    assert lines_of(path)["amount"].to_list() == [Decimal("1250.5"), Decimal(100)]
    assert summary_of(path, keep_good_rows=True).accepted


@pytest.mark.parametrize("name", ["Summa", "summa", "Euroa"])
def test_an_amount_that_says_nothing_of_vat_is_read_with_a_warning(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, f"Toimittaja;Tili;Pvm;{name}\nPosti Oy;4360;31.3.2024;12,40\n")
    assert codes_of(summary_of(path)) == ["warning amounts_may_include_vat file"]
    assert lines_of(path)["amount"].to_list() == [Decimal("12.4")]


def test_companies_accounts_leave_the_chart_open(tmp_path: Path) -> None:
    rows = "".join(f"Posti Oy;{account};31.3.2024;10,00\n" for account in ("7680", "8400", "4000"))
    path = written(tmp_path, f"Toimittaja;Tili;Pvm;Summa ilman ALV\n{rows}")
    assert open_ledger(path).header.chart is None


@pytest.mark.parametrize("name", ["Toimittaja", "Toimittajan Y-tunnus", "Tili", "Tilin nimi", "Laskun summa ilman ALV"])
def test_finnish_names_mean_nothing_in_other_languages(name: str) -> None:
    assert (supplier_columns([name]), posting_list_columns([name])) == ({}, {})
