"""SAF-T becomes ledger lines: suppliers by transaction, dimensions by their names, amounts by side, vouchers whole."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from emissions.importers.ledger_file import open_ledger
from emissions.importers.saft import entry_pass
from emissions.importers.saft.dimensions import dimension_meanings
from emissions.importers.xml import source
from tests.emissions.importers.ledgers import SAMPLES, lines_of, summary_of, written

VIK = SAMPLES / "vik_saft_130.xml"
OLD = SAMPLES / "vik_saft_110.xml"
HEAD = '<AuditFile xmlns="urn:StandardAuditFile-Taxation-Financial:NO"><GeneralLedgerEntries><Journal>'
END = "</Journal></GeneralLedgerEntries></AuditFile>"


def rows(path: Path, *columns: str) -> list[tuple[object, ...]]:
    return lines_of(path).select(columns).rows()


def transaction(*lines: str, number: str = "1", head: str = "") -> str:
    dated = f"<TransactionID>{number}</TransactionID><TransactionDate>2024-01-02</TransactionDate>{head}"
    return f"<Transaction>{dated}{''.join(lines)}</Transaction>"


def line(account: str, amount: str, inside: str = "", side: str = "Debit") -> str:
    sum_ = f"<{side}Amount><Amount>{amount}</Amount></{side}Amount>"
    return f"<Line><RecordID>1</RecordID><AccountID>{account}</AccountID>{inside}{sum_}</Line>"


def saft(folder: Path, *transactions: str) -> Path:
    return written(folder, HEAD + "".join(transactions) + END)


def amounts(folder: Path, content: str) -> list[Decimal]:
    return lines_of(saft(folder, transaction(content)))["amount"].to_list()


def test_header_says_whose_accounts_and_which_months() -> None:
    header = open_ledger(VIK).header
    assert (header.organisation_name, header.organisation_number) == ("Vik kommune", "938801363")
    assert (header.period_from, header.period_to) == (date(2024, 1, 1), date(2024, 12, 31))
    assert (header.currency, header.chart, header.granularity, header.ledger) == ("NOK", "kostra", "day", "general")
    old = open_ledger(OLD).header
    assert (old.organisation_number, old.period_from, old.period_to) == (
        "938801371", date(2024, 1, 1), date(2024, 12, 31),
    )  # fmt: skip


def test_supplier_of_the_transaction_goes_to_all_its_lines() -> None:
    found = rows(VIK, "voucher", "supplier_number", "supplier_name", "invoice")
    assert found[:3] == [("24001", "999888777", "Ærlig Mat AS", "4711")] * 3
    assert found[3:5] == [("24002", "999888666", "Øya Kraft AS", "D2")] * 2  # the number out of the VAT number
    assert found[7] == ("24004", "S3", "Ola Håndverker", "77")  # no public number: the file's own


def test_two_suppliers_keep_to_their_lines_and_customers_are_none() -> None:
    found = rows(VIK, "supplier_name", "invoice")
    assert found[9:12] == [("Ærlig Mat AS", "4711"), ("Øya Kraft AS", None), (None, None)]
    assert found[12:14] == [(None, None), (None, None)]


def test_dimensions_are_known_by_what_the_file_calls_them() -> None:
    assert rows(VIK, "unit", "unit_name", "function", "function_name", "project")[7] == (
        "220", "Skole", "222", "Skolelokaler", "P7",
    )  # fmt: skip
    assert rows(OLD, "unit", "unit_name", "project")[0] == ("100", "Drift", "7")
    meanings = dimension_meanings(
        {"A": "Avdeling", "K": "", "FUNK": "", "D2": "Bærer", "AVT": "Avtalenummer", "X": "Enhet"}
    )
    assert meanings == {"A": "unit", "FUNK": "function", "AVT": "agreement"}


def test_credit_is_negative_and_currency_that_of_the_accounts() -> None:
    found = rows(VIK, "account", "amount", "currency")
    assert found[5:9] == [
        ("11150", Decimal(-100), "NOK"), ("23500", Decimal(100), "NOK"),
        ("02300", Decimal(5000), "NOK"), ("23500", Decimal(-5000), "NOK"),
    ]  # fmt: skip


def test_accounts_carry_their_arts_and_keep_their_names() -> None:
    assert set(rows(VIK, "account", "account_name")) >= {
        ("11806340", "Strøm skole"), ("21920", "Bank"), ("10100", "Fastlønn"), ("02300", "Nybygg"),
    }  # fmt: skip
    assert rows(SAMPLES / "vik_saft_120.xml", "account") == [("1180001",), ("180",), ("1010",), ("2100001",)]


def test_vouchers_of_later_journals_name_them() -> None:
    found = lines_of(VIK)["voucher"].unique(maintain_order=True).to_list()
    assert found == ["24001", "24002", "24003", "24004", "24005", "DIV 24001", "DIV 24002"]


def test_prefix_byte_order_mark_and_line_ends_make_no_difference() -> None:
    assert lines_of(SAMPLES / "vik_saft_130_bom.xml").equals(lines_of(VIK))


@pytest.mark.parametrize("block", [5, 97, 1000])
def test_borders_between_blocks_make_no_difference(monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    whole = lines_of(VIK)
    monkeypatch.setattr(source, "_BLOCK", block)
    assert lines_of(VIK).equals(whole)


def test_amount_is_that_of_the_line_not_of_its_tax() -> None:
    assert lines_of(VIK)["amount"][0] == Decimal(1000)


@pytest.mark.parametrize(
    ("content", "amount"),
    [
        (line("4000", "-5.50"), "-5.5"),
        (line("4000", "+7"), "7"),
        (line("4000", ".5"), "0.5"),
        (line("4000", "5.", side="Credit"), "-5"),
        (line("4000", "<!-- a -->1<![CDATA[2]]>3"), "123"),
        (line("4000", "1.00006"), "1.0001"),
    ],
)
def test_amounts_are_read_as_xml_writes_them(tmp_path: Path, content: str, amount: str) -> None:
    assert amounts(tmp_path, content) == [Decimal(amount)]


@pytest.mark.parametrize(
    "content",
    [
        line("4000", ""),
        "<Line><AccountID>4000</AccountID><DebitAmount/></Line>",
        "<Line><AccountID>4000</AccountID><TaxInformation><TaxAmount><Amount>9</Amount></TaxAmount></TaxInformation></Line>",
        "<Line><AccountID>4000</AccountID><Own><Amount>9</Amount></Own><DebitAmount></DebitAmount></Line>",
    ],
)
def test_missing_amount_is_never_zero_nor_another_one(tmp_path: Path, content: str) -> None:
    summary = summary_of(saft(tmp_path, transaction(content)))
    assert [problem.code for problem in summary.problems if problem.is_error] == ["posting_has_no_amount"]


def test_bad_postings_are_left_out_if_the_user_says_so() -> None:
    path = SAMPLES / "vik_saft_broken.xml"
    summary = summary_of(path, keep_good_rows=True)
    assert (summary.accepted, summary.lines, summary.debit, summary.credit) == (True, 1, Decimal(0), Decimal(-7))
    assert not summary_of(SAMPLES / "vik_saft_cut.xml", keep_good_rows=True).accepted


def test_voucher_with_a_bad_posting_is_not_called_unbalanced() -> None:
    assert summary_of(SAMPLES / "vik_saft_broken.xml").unbalanced_vouchers == ()
    assert summary_of(SAMPLES / "vik_saft_unbalanced.xml").unbalanced_vouchers == ("1",)


def test_posting_without_a_text_of_its_own_has_its_transactions(tmp_path: Path) -> None:
    own = line("4000", "1", "<Description>Own</Description>")
    path = saft(tmp_path, transaction(line("4000", "1"), own, head="<Description>Whole</Description>"))
    assert lines_of(path)["text"].to_list() == ["Whole", "Own"]


def test_supplier_in_the_head_of_a_transaction_counts_where_no_line_has_one(tmp_path: Path) -> None:
    head, own = "<SupplierID>7</SupplierID>", "<SupplierID>8</SupplierID>"
    path = saft(
        tmp_path,
        transaction(line("4000", "1"), head=head),
        transaction(line("4000", "1"), line("2400", "1", own, "Credit"), head=head, number="2"),
    )
    assert lines_of(path)["supplier_number"].to_list() == ["7", "8", "8"]


def test_file_without_any_namespace_or_with_unknown_elements_is_read(tmp_path: Path) -> None:
    content = transaction(f"<Own>x</Own>{line('4000', '3', '<Own><A>y</A></Own><SupplierID>7</SupplierID>')}<Own/>")
    plain = (HEAD + content + END).replace(' xmlns="urn:StandardAuditFile-Taxation-Financial:NO"', "")
    for path in (saft(tmp_path, content), written(tmp_path, plain)):
        assert rows(path, "voucher", "account", "amount", "supplier_number") == [("1", "4000", Decimal(3), "7")]


def test_long_transaction_is_handed_out_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry_pass, "_LONG_TRANSACTION", 50)
    monkeypatch.setattr(source, "_BLOCK", 500)
    lines = [line("4000", "1", f"<Description>{number}</Description>") for number in range(40)]
    lines[3] = "<Line><DebitAmount><Amount>500</Amount></DebitAmount></Line>"  # nothing of it goes to the next line
    payable = line("2400", "39", "<SupplierID>7</SupplierID>", "Credit")
    path = saft(tmp_path, transaction(*lines, payable, number="L"), transaction(line("4000", "2"), number="M"))
    reading = open_ledger(path)
    batches = list(reading.read())
    assert len(batches) > 3
    assert pl.concat([batch.lines for batch in batches])["voucher"].to_list() == ["L"] * 40 + ["M"]
    summary = summary_of(path)
    assert (summary.vouchers, summary.lines, summary.unbalanced_vouchers) == (2, 41, ("M",))
    assert (summary.debit, summary.credit) == (Decimal(41), Decimal(-39))
    assert [problem.place for problem in summary.problems if problem.is_error] == ["voucher L, line 4"]


@pytest.mark.parametrize(
    ("name", "differing"),
    [("NumberOfEntries", ("9", "2")), ("TotalDebit", ("1.00", "1012.50")), ("TotalCredit", ("2.50", "1012.49"))],
)
def test_declared_totals_that_differ_are_told(name: str, differing: Sequence[str]) -> None:
    problems = summary_of(SAMPLES / "vik_saft_unbalanced.xml").problems
    found = next(problem for problem in problems if problem.code == "declared_total_differs" and problem.field == name)
    assert (found.values["written"], found.values["sum"]) == tuple(differing)
