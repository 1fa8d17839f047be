"""SIE 5 becomes ledger lines: objects, suppliers by their invoices, what was struck out, vouchers in parts."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from emissions.importers.ledger_file import open_ledger
from emissions.importers.sie5 import entry_pass
from emissions.importers.xml import source
from tests.emissions.importers.ledgers import SAMPLES, codes_of, lines_of, summary_of, written

EKBY = SAMPLES / "ekby_bolag_5.sie"


def rows(path: Path, *columns: str) -> list[tuple[object, ...]]:
    return lines_of(path).select(columns).rows()


def entry(folder: Path, *vouchers: str) -> Path:
    return written(
        folder, f'<SieEntry xmlns="http://www.sie.se/sie5"><Journal id="A">{"".join(vouchers)}</Journal></SieEntry>'
    )


def test_header_says_whose_accounts_and_which_year() -> None:
    header = open_ledger(EKBY).header
    assert (header.organisation_name, header.organisation_number) == ("Ekby Återvinning AB", "559900-0077")
    assert (header.period_from, header.period_to) == (date(2024, 1, 1), date(2024, 12, 31))
    assert (header.currency, header.chart) == ("SEK", "bas")
    alone = open_ledger(SAMPLES / "ekby_bolag_5_entry.sie").header
    assert (alone.period_from, alone.organisation_name, alone.chart) == (None, None, "bas")


def test_file_that_ends_within_its_year_says_so(tmp_path: Path) -> None:
    content = EKBY.read_text().replace('primary="true"', 'primary="true" lastCoveredDate="2024-03-31"')
    assert open_ledger(written(tmp_path, content)).header.period_to == date(2024, 3, 31)


def test_supplier_and_invoice_come_by_the_object_on_the_payables() -> None:
    found = rows(EKBY, "voucher", "supplier_number", "supplier_name", "invoice")
    assert found[:3] == [("A 1", "556677-8899", "Åbergs Åkeri", "F-55")] * 3
    assert found[3:6] == [("A 2", None, None, None)] * 3
    assert found[6:] == [("B 1", "L8", "Öst Drivmedel", "88")] * 3
    assert (
        rows(SAMPLES / "ekby_bolag_5_entry.sie", "voucher", "supplier_number", "invoice") == [("(1)", "L9", "12")] * 3
    )


def test_objects_and_names_dates_and_texts() -> None:
    found = rows(EKBY, "account_name", "unit", "unit_name", "project", "posted_on", "text")
    assert found[3] == ("Löner till tjänstemän", "100", "Återbruket", "P1", date(2024, 1, 31), "Lön för Åke")
    assert found[2][-2:] == (date(2024, 1, 6), 'Elräkning, "januari"')


def test_struck_out_postings_do_not_count_and_corrected_ones_do() -> None:
    assert [amount for (amount,) in rows(EKBY, "amount") if amount in (3000, 3142)] == [Decimal(3142)]
    tally = next(problem for problem in summary_of(EKBY).problems if problem.code == "corrections_are_not_counted")
    assert (tally.field, tally.values["count"]) == ("Overstrike", 1)


def test_balances_of_objects_are_not_counted_beside_those_of_accounts() -> None:
    assert "vouchers_differ_from_balances" not in {problem.code for problem in summary_of(EKBY).problems}
    changed = summary_of(SAMPLES / "ekby_bolag_5_changed.sie").problems
    found = next(problem for problem in changed if problem.code == "vouchers_differ_from_balances")
    assert (found.values["count"], found.values["account"], found.values["sum"]) == (2, "2440", "-5600.00")


@pytest.mark.parametrize("block", [5, 97, 1000])
def test_borders_between_blocks_make_no_difference(monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    whole = lines_of(EKBY)
    monkeypatch.setattr(source, "_BLOCK", block)
    assert lines_of(EKBY).equals(whole)


def test_batches_hold_whole_vouchers_but_for_very_long_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name, value in ((entry_pass, "_FULL", 4), (entry_pass, "BATCH_LINES", 10), (source, "_BLOCK", 100)):
        monkeypatch.setattr(module, name, value)
    posting = '<LedgerEntry accountId="4010" amount="1"/>'
    sizes = (3, 3, 25, 2)
    path = entry(
        tmp_path,
        *(
            f'<JournalEntry id="{size}{place}" journalDate="2024-01-02">{posting * size}</JournalEntry>'
            for place, size in enumerate(sizes)
        ),
    )
    batches = list(open_ledger(path).read())
    assert pl.concat([batch.lines for batch in batches])["voucher"].len() == sum(sizes)
    assert [name for batch in batches for name in batch.unbalanced] == ["A 30", "A 31", "A 252", "A 23"]
    summary = summary_of(path)
    assert (summary.vouchers, summary.lines) == (len(sizes), sum(sizes))


def test_files_without_vouchers_are_refused_with_what_they_are(tmp_path: Path) -> None:
    assert codes_of(summary_of(SAMPLES / "ekby_bolag_5_balances.sie")) == ["error sie5_has_balances_only file"]
    none = written(tmp_path, '<SieEntry xmlns="http://www.sie.se/sie5"><FileInfo/></SieEntry>')
    assert codes_of(summary_of(none)) == ["error sie5_has_no_vouchers file"]
    assert codes_of(summary_of(written(tmp_path, "<x><Sie /></x>"))) == ["error file_is_xml file"]
