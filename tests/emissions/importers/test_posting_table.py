"""What becomes of the columns of a Swedish supplier ledger and of a Norwegian list of postings."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from emissions.importers.ledger_file import open_ledger
from tests.emissions.importers.ledgers import SAMPLES, codes_of, lines_of, summary_of, written

HEADER = (
    "kopare_id;kopare;verifikationsnummer;leverantor;leverantor_id;konto_nr;konto_text;belopp;datum;forvaltning;"
    "fakturanummer;grund;avtal;kommun_id;s_kod_nr\n"
)
ROW = (
    "212000-9999;Ekby kommun;7;Bygg AB;559900-0066;61700;Bygg;12,50;2024-01-05;"
    "TEN Tekniska nämnden;F1;Ramavtal;A-7;9999;\n"
)


def test_every_column_of_the_specification_finds_its_place() -> None:
    line = lines_of(SAMPLES / "ekby_supplier_ledger.csv").row(2, named=True)
    assert line == {
        "row": 4,
        "posted_on": date(2024, 1, 15),
        "voucher": "20240002",
        "account": "70101",
        "account_name": "Köp, skolskjutsar",
        "amount": Decimal("98000.0000"),
        "supplier_number": "969900-0022",
        "supplier_name": "Åkeri Östra Änden HB",
        "supplier_own_number": None,
        "invoice": "F-1002",
        "agreement": "A-3",
        "commodity": None,
        "function": None,
        "function_name": None,
        "unit": "BUN",
        "unit_name": "Barn- och utbildningsnämnden",
        "project": None,
        "text": "Ramavtal",
        "currency": "SEK",
    }


def test_header_says_whose_ledger_it_is_and_by_which_chart() -> None:
    header = open_ledger(SAMPLES / "ekby_supplier_ledger.csv").header
    assert (header.organisation_name, header.organisation_number) == ("Ekby kommun", "212000-9999")
    assert (header.currency, header.ledger, header.chart, header.granularity) == (
        "SEK",
        "supplier",
        "kommun_bas",
        "day",
    )
    assert (header.period_from, header.period_to) == (None, None)


def test_summary_has_the_period_of_the_lines() -> None:
    summary = summary_of(SAMPLES / "ekby_supplier_ledger.csv")
    assert (summary.period_from, summary.period_to) == (date(2024, 1, 8), date(2024, 3, 28))


def test_words_for_missing_become_null() -> None:
    lines = lines_of(SAMPLES / "ekby_supplier_ledger.csv")
    assert lines["supplier_number"].to_list()[4:7] == ["559900-0044", None, None]
    assert lines["supplier_name"].to_list()[5:7] == ["Café Élan", None]


def test_workbook_splits_account_and_unit_and_keeps_numbers_exact() -> None:
    lines = lines_of(SAMPLES / "ekby_supplier_ledger.xlsx")
    assert lines.select("account", "account_name").row(0) == ("64400", "Livsmedel")
    assert lines.select("unit", "unit_name").row(2) == ("TEN", "LFE Fastigheter")
    assert lines["invoice"].to_list() == ["25216207", "25216208", "25216209", "25216210", "25216211"]
    amounts = ["6300.0000", "-0.0100", "11119.4600", "0.3000", "123456789.1200"]
    assert lines["amount"].to_list() == [Decimal(text) for text in amounts]
    assert lines["supplier_name"][2] == "BYGG I EKBY AB"
    assert lines["posted_on"].null_count() == 5


def test_file_without_dates_takes_the_period_from_the_year_that_is_named() -> None:
    named = open_ledger(SAMPLES / "ekby_supplier_ledger.xlsx", year=2024)
    assert (named.header.period_from, named.header.period_to) == (date(2024, 1, 1), date(2024, 12, 31))
    assert (named.header.granularity, named.problems) == ("year", ())
    unnamed = open_ledger(SAMPLES / "ekby_supplier_ledger.xlsx")
    assert (unnamed.header.period_from, [problem.code for problem in unnamed.problems]) == (None, ["period_is_unknown"])


def test_file_dated_by_month_covers_whole_months() -> None:
    header = open_ledger(SAMPLES / "ekby_supplier_ledger_months.csv").header
    assert (header.granularity, header.period_from, header.period_to) == ("month", date(2024, 1, 1), date(2024, 2, 29))
    assert lines_of(SAMPLES / "ekby_supplier_ledger_months.csv")["posted_on"].to_list() == [
        date(2024, 1, 1),
        date(2024, 2, 1),
    ]


def test_good_rows_of_a_broken_file_can_be_kept() -> None:
    path = SAMPLES / "ekby_supplier_ledger_broken.csv"
    assert not summary_of(path).accepted
    kept = summary_of(path, keep_good_rows=True)
    assert (kept.accepted, kept.lines, kept.debit) == (True, 3, Decimal("113750.50"))
    assert lines_of(path)["row"].to_list() == [2, 12, 14]


def test_rows_of_several_buyers_cannot_be_kept() -> None:
    assert not summary_of(SAMPLES / "ekby_supplier_ledger_two_buyers.csv", keep_good_rows=True).accepted


def test_dates_outside_the_year_that_was_named_are_told_and_stand(tmp_path: Path) -> None:
    summary = summary_of(written(tmp_path, HEADER + ROW), year=2023)
    assert codes_of(summary) == ["warning dates_are_in_other_years file"]
    assert (summary.accepted, summary.period_from) == (True, date(2024, 1, 5))


def test_title_rows_above_and_a_total_below_are_no_lines(tmp_path: Path) -> None:
    text = "Rapport;;\n;;\nLeverantör;Konto;Belopp\nBygg AB;61700 Bygg;12,5\n;;\nSumma;;12,5\n"
    summary = summary_of(written(tmp_path, text), year=2024)
    assert (summary.lines, codes_of(summary)) == (1, ["notice totals_are_left_out file"])


def test_subtotals_between_are_left_out_and_a_supplier_called_total_is_not(tmp_path: Path) -> None:
    head = "Ver.nr;Ver.datum;Konto;Kst;Vht;Leverantör;Belopp\n"
    text = "1;2024-01-05;46200;41;407;Total Norge AS;10,00\n;;Summa 46200;;;;10,00\nTotalsumma;;;;;;10,00\n"
    summary = summary_of(written(tmp_path, head + text))
    assert (summary.lines, summary.accepted, codes_of(summary)) == (1, True, ["notice totals_are_left_out file"])
    refused = summary_of(written(tmp_path, head + text + ";;;;;Total Norge AS;10,00\n"))
    assert (refused.accepted, refused.lines) == (False, 1)
    (line,) = lines_of(written(tmp_path, head + text)).iter_rows(named=True)
    assert (line["unit"], line["function"]) == ("41", "407")


def test_lines_keep_the_currency_of_their_row(tmp_path: Path) -> None:
    text = "Leverantör;Konto;Belopp;Valuta\nA;64400;1,5;sek\nB;64400;2;EUR\nC;64400;3;\nD;64400;4;kronor\n"
    path = written(tmp_path, text)
    assert lines_of(path)["currency"].to_list() == ["SEK", "EUR", "SEK"]
    assert [code for code in codes_of(summary_of(path)) if "curren" in code] == [
        "error currency_is_no_currency row 5",
        "warning several_currencies file",
    ]


@pytest.mark.parametrize(
    ("number", "chart"),
    [("212000-1967", "kommun_bas"), ("5599000077", "bas"), ("232100-0131", None), ("202100-5489", None)],
)
def test_chart_follows_the_buyer(tmp_path: Path, number: str, chart: str | None) -> None:
    assert open_ledger(written(tmp_path, HEADER + ROW.replace("212000-9999", number))).header.chart == chart


def test_names_of_the_accounts_are_believed_before_the_buyer(tmp_path: Path) -> None:
    names = (("7010", "Löner till kollektivanställda"), ("7510", "Arbetsgivaravgifter"), ("7410", "Pensionsförsäkring"))
    rows = "".join(ROW.replace("61700;Bygg", f"{account};{name}") for account, name in names)
    assert open_ledger(written(tmp_path, HEADER + rows)).header.chart == "bas"


def test_reading_twice_gives_the_same() -> None:
    reading = open_ledger(SAMPLES / "ekby_supplier_ledger_broken.csv")
    first, second = ([(batch.lines.rows(), batch.problems) for batch in reading.batches()] for _ in range(2))
    assert first == second


def test_more_rows_than_a_batch_come_in_batches(tmp_path: Path) -> None:
    reading = open_ledger(written(tmp_path, HEADER + ROW * 130_000))
    heights = [batch.lines.height for batch in reading.batches()]
    assert sum(heights) == 130_000
    assert max(heights) <= 100_000
    assert next(reading.batches()).lines["row"].to_list()[:2] == [2, 3]


def test_thousands_of_bad_rows_are_counted_and_not_all_listed(tmp_path: Path) -> None:
    summary = summary_of(written(tmp_path, HEADER + ROW + ROW.replace("12,50", "x") * 2_500))
    bad = [problem for problem in summary.problems if problem.code == "amount_is_no_number"]
    last = next(problem for problem in summary.problems if problem.code == "more_of_the_same")
    assert (len(bad), dict(last.values)) == (1000, {"code": "amount_is_no_number", "shown": 1000, "total": 2500})


def test_norwegian_posting_finds_its_columns() -> None:
    line = lines_of(SAMPLES / "vik_postings.csv").row(0, named=True)
    assert {name: value for name, value in line.items() if value is not None} == {
        "row": 2, "posted_on": date(2024, 1, 5), "voucher": "24000001", "account": "11150", "account_name": "Matvarer",
        "amount": Decimal("1250.5000"), "supplier_number": "999888777", "supplier_name": "Ærlig Mat AS", "unit": "310",
        "unit_name": "Sykehjem", "function": "25300", "text": "Brød", "currency": "NOK",
    }  # fmt: skip


def test_norwegian_postings_follow_kostra_only_where_they_have_functions() -> None:
    municipal = open_ledger(SAMPLES / "vik_postings.csv").header
    assert (municipal.chart, municipal.ledger, municipal.granularity) == ("kostra", "general", "day")
    assert open_ledger(SAMPLES / "vik_company_postings.csv").header.chart is None
