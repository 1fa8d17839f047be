"""The summary that commands, pages and the API hand out."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl

from emissions.importers.ledger_file import open_ledger
from emissions.importers.ledger_lines import Batch, LedgerHeader, LedgerReading, as_lines
from emissions.importers.ledger_summary import SummaryBuilder, account_classes, summarise
from foundation.problems import Problem, Severity
from tests.emissions.importers.ledgers import AGREED_KEYS, SAMPLES, summary_of


def reading(*amounts: str, problems: tuple[Problem, ...] = ()) -> LedgerReading:
    """Return a reading with one line per amount, each on an account of its own."""
    rows = {
        "row": list(range(len(amounts))),
        "account": [f"{place + 4}000" for place in range(len(amounts))],
        "amount": [Decimal(amount) for amount in amounts],
        "currency": ["SEK"] * len(amounts),
        "posted_on": [date(2024, 1, 1 + place) for place in range(len(amounts))],
    }
    batch = Batch(as_lines(pl.DataFrame(rows)), problems)
    return LedgerReading(LedgerHeader("supplier_ledger_csv", "utf-8", currency="SEK"), (), lambda: iter([batch]))


def test_json_has_exactly_the_agreed_keys() -> None:
    read = summary_of(SAMPLES / "ekby_bolag_4e_unbalanced.se").as_json()
    assert list(read) == list(AGREED_KEYS)
    assert list(read["organisation"]) == ["name", "number"]  # type: ignore[call-overload]
    assert list(read["period"]) == ["from", "to"]  # type: ignore[call-overload]
    assert {tuple(problem) for problem in read["problems"]} == {("place", "field", "code", "message", "severity")}  # type: ignore[attr-defined]
    assert json.loads(json.dumps(read)) == read


def test_json_of_a_ledger() -> None:
    read = summary_of(SAMPLES / "ekby_bolag_4e_unbalanced.se").as_json()
    assert {key: read[key] for key in read if key != "problems"} == {
        "format": "sie4e",
        "encoding": "cp437",
        "organisation": {"name": "Ekby Återvinning AB", "number": "559900-0077"},
        "currency": "SEK",
        "period": {"from": "2024-01-01", "to": "2024-01-31"},
        "vouchers": 2,
        "lines": 6,
        "accounts": 6,
        "debit": "18142.0001",
        "credit": "-18000.00",
        "net": "142.0001",
        "net_by_account_class": {"1": "-13000.00", "2": "-4000.00", "5": "4000.0001", "7": "13142.00"},
        "unbalanced_vouchers": ["A 1", "A 2"],
        "accepted": True,
    }


def test_debit_and_credit_are_summed_exactly_over_batches(tmp_path: Path) -> None:
    builder = SummaryBuilder(reading())
    for batch in (*reading("0.10", "-0.30").batches(), *reading("0.20", "0.0001").batches()):
        builder.add(batch)
    summary = builder.finish()
    assert (summary.debit, summary.credit, summary.net) == (Decimal("0.3001"), Decimal("-0.30"), Decimal("0.0001"))
    assert (summary.lines, summary.accounts) == (4, 2)
    assert (summary.period_from, summary.period_to) == (date(2024, 1, 1), date(2024, 1, 2))
    assert not (tmp_path / "anything").exists()


def test_rows_that_cannot_be_read_refuse_the_file_unless_the_good_ones_are_to_be_kept() -> None:
    bad_row = Problem("amount_is_missing", "row 9")
    assert not summarise(reading("1", problems=(bad_row,))).accepted
    assert summarise(reading("1", problems=(bad_row,)), keep_good_rows=True).accepted


def test_what_spoils_the_whole_file_refuses_it_always() -> None:
    spoiled = Problem("several_buyers", "file")
    assert not summarise(reading("1", problems=(spoiled,)), keep_good_rows=True).accepted


def test_warnings_and_notices_refuse_nothing() -> None:
    remarks = (Problem("chart_is_unknown", "file", None, Severity.WARNING), Problem("x", "file", None, Severity.NOTICE))
    assert summarise(reading("1", problems=remarks)).accepted


def test_file_without_lines_is_not_accepted_and_says_so() -> None:
    summary = summarise(reading())
    assert (summary.accepted, [problem.code for problem in summary.problems]) == (False, ["no_lines"])


def test_vouchers_are_counted_once_each() -> None:
    assert summary_of(SAMPLES / "ekby_supplier_ledger.csv").vouchers == 9
    assert summary_of(SAMPLES / "ekby_bolag_4e.se").vouchers == 2
    assert summary_of(SAMPLES / "vik_account_table.csv").vouchers == 0


def test_account_class_is_the_first_digit_and_in_kostra_that_of_the_art() -> None:
    assert account_classes(["1930", "64400", "FEL"], "bas") == {"1930": "1", "64400": "6", "FEL": "other"}
    assert account_classes(["11500", "02850", "115001"], "kostra") == {"11500": "1", "02850": "2", "115001": "1"}
    assert account_classes(["115", "285"], "kostra") == {"115": "1", "285": "2"}
    assert account_classes(["1150", "0285"], "kostra") == {"1150": "1", "0285": "2"}
    assert account_classes(["1150", "2850"], "kostra") == {"1150": "1", "2850": "2"}


def test_messages_are_worded_in_the_language_asked_for() -> None:
    reading_of_page = open_ledger(SAMPLES / "sign_in_page.se")
    messages = {language: summarise(reading_of_page).as_json(language)["problems"] for language in ("en", "nb", "sv")}
    assert all(len(message) == 1 for message in messages.values())  # type: ignore[arg-type]
