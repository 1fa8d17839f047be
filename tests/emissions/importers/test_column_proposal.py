"""Tables of six systems are understood by their names and by what stands in them, and read without any change."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emissions.importers.column_proposal import best_proposal
from emissions.importers.ledger_file import open_ledger
from emissions.importers.mapped_file import tables_in
from tests.emissions.importers.ledgers import SAMPLES, codes_of, lines_of, written
from tests.emissions.importers.unknown_tables import UNKNOWN, mapped_lines, mapped_summary, meanings, proposed

# file: header row, vouchers, lines, accounts, debit, credit, book
READ = {
    "visma_like.csv": (4, 4, 8, 4, "17890.50", "-17890.50", "general"),
    "agresso_like.xlsx": (1, 5, 5, 4, "56407.75", "-250.00", "supplier"),
    "raindance_like.txt": (1, 5, 5, 4, "77574.40", "-870.40", "supplier"),
    "fortnox_like.csv": (3, 2, 6, 4, "33400.50", "-33400.50", "general"),
    "dynamics_like.csv": (1, 3, 6, 3, "111000.75", "-111000.75", "general"),
    "no_header.csv": (0, 6, 6, 3, "44211.25", "-250.50", "supplier"),
}


@pytest.mark.parametrize("name", READ)
def test_unknown_table_is_read_as_proposed(name: str) -> None:
    proposal = proposed(UNKNOWN / name)
    summary = mapped_summary(UNKNOWN / name, proposal.mapping)
    said = summary.as_json()
    counts = (said["vouchers"], said["lines"], said["accounts"], said["debit"], said["credit"])
    assert open_ledger(UNKNOWN / name).header.format == "unknown"
    assert (proposal.mapping.header_row, *counts, summary.header.ledger) == READ[name]
    assert summary.accepted


def test_names_of_fields_are_understood() -> None:
    assert meanings(proposed(UNKNOWN / "agresso_like.xlsx")) == {
        "voucher_no": "voucher", "trans_date": "posted_on", "account": "account", "dim_1": "unit", "dim_2": "function",
        "dim_3": "project", "amount": "amount", "apar_id": "supplier_own_number", "xapar_id": "supplier_name",
        "ext_inv_ref": "invoice", "description": "text",
    }  # fmt: skip


def test_currency_of_other_amounts_is_left_alone() -> None:
    """Unit4's `currency` belongs to `cur_amount`; `amount` is in one's own."""
    lines = mapped_lines(UNKNOWN / "agresso_like.xlsx", proposed(UNKNOWN / "agresso_like.xlsx").mapping)
    assert lines["currency"].null_count() == 5


def test_columns_without_names_are_told_by_what_stands_in_them() -> None:
    proposal = proposed(UNKNOWN / "no_header.csv")
    assert [(guess.label, guess.meaning, guess.reason) for guess in proposal.columns] == [
        ("A", "posted_on", "looks_like_dates"),
        ("B", "voucher", "looks_like_references"),
        ("C", "account", "looks_like_accounts"),
        ("D", "account_name", "looks_like_names_of_accounts"),
        ("E", "supplier_name", "looks_like_companies"),
        ("F", "supplier_number", "looks_like_organisation_numbers"),
        ("G", "amount", "looks_like_amounts"),
        ("H", "currency", "looks_like_currencies"),
        ("I", "text", "looks_like_texts"),
    ]


def test_accounts_above_their_lines_are_carried_down_and_balances_left_out() -> None:
    path = UNKNOWN / "fortnox_like.csv"
    mapping = proposed(path).mapping
    lines = mapped_lines(path, mapping)
    assert mapping.account_above
    assert lines.select("row", "account", "account_name", "voucher").rows() == [
        (6, "1930", "Företagskonto", "A 1"), (7, "1930", "Företagskonto", "A 2"), (12, "5010", "Lokalhyra", "A 1"),
        (17, "5020", "El för belysning", "A 2"), (22, "2640", "Ingående moms", "A 1"),
        (23, "2640", "Ingående moms", "A 2"),
    ]  # fmt: skip
    assert codes_of(mapped_summary(path, mapping)) == [
        "notice accounts_are_carried_down file", "notice totals_are_left_out file",
    ]  # fmt: skip


def test_dates_with_two_digits_of_a_year_are_read_in_their_order() -> None:
    lines = mapped_lines(UNKNOWN / "visma_like.csv", proposed(UNKNOWN / "visma_like.csv").mapping)
    assert (lines["posted_on"].min(), lines["posted_on"].max()) == (date(2024, 1, 3), date(2024, 2, 29))


@pytest.mark.parametrize(
    ("header", "row", "meaning"),
    [
        ("Tili;Toimittajan nimi;Y-tunnus;Summa;Tositepvm", "4380;Lähi Oy;2077474-0;12,50;31.3.2024", "supplier_number"),
        ("Konto;Kreditor;CVR-nr;Beløb;Bogføringsdato", "2110;Nord ApS;24256790;12,50;31-03-2024", "supplier_number"),
        ("G/L Account No.;Vendor Name;VAT Reg. No.;Amount;Date", "6100;A Ltd;GB1;12.50;03/31/2024", "posted_on"),
        ("Konto;Mottaker;År;Periode;Sum", "6100;Ola AS;2024;13;12,50", "month"),
    ],
)  # fmt: skip
def test_other_languages_are_understood(tmp_path: Path, header: str, row: str, meaning: str) -> None:
    path = written(tmp_path, f"{header}\n{row}\n")
    proposal = proposed(path)
    assert {"account", "amount", meaning} <= set(meanings(proposal).values())
    assert mapped_summary(path, proposal.mapping).lines == 1


def test_a_closing_period_is_december(tmp_path: Path) -> None:
    path = written(tmp_path, "Konto;Ansv;År;Periode;Sum\n6100;1;2024;13;12,50\n6100;1;2024;2;12,50\n")
    mapping = proposed(path).mapping
    assert mapped_lines(path, mapping)["posted_on"].to_list() == [date(2024, 12, 1), date(2024, 2, 1)]
    assert "notice closing_periods_are_december file" in codes_of(mapped_summary(path, mapping))


def test_a_table_of_whole_thousands_without_dates_is_proposed_as_a_budget(tmp_path: Path) -> None:
    rows = "".join(f"6{number:03};{number}000\n" for number in range(1, 30))
    path = written(tmp_path, f"Kto;Utfall kr\n{rows}")
    proposal = proposed(path)
    assert proposal.mapping.amounts == "budget"
    assert codes_of(mapped_summary(path, proposal.mapping)) == ["error amounts_are_a_budget mapping"]


@pytest.mark.parametrize("name", ["ekby_supplier_ledger.csv", "vik_postings.csv", "vik_account_table.csv"])
def test_a_known_table_is_proposed_as_it_is_read(name: str) -> None:
    path = SAMPLES / name
    reading = open_ledger(path)
    mapping = proposed(path).mapping
    known = {column: meaning for column, meaning in reading.columns if meaning}
    assert known.items() <= dict(mapping.columns).items()
    assert mapping.ledger == reading.header.ledger
    same = ["row", "account", "amount", "supplier_name", "posted_on"]
    assert mapped_lines(path, mapping).select(same).equals(lines_of(path).select(same))


def test_what_is_no_table_gets_no_proposal(tmp_path: Path) -> None:
    for name in ("letter.txt", "report.pdf", "ekby_bolag_4e.se", "damaged.xlsx", "empty.csv"):
        assert best_proposal(tables_in(SAMPLES / name)) is None, name
    assert tables_in(tmp_path / "missing.csv") == ()


SUPPLIERS = "Konto;Orgnr;{amount};Dato\n1120;974760673;1250,50;2024-03-01\n1180;914778271;730,25;2024-03-04\n"


@pytest.mark.parametrize(
    ("amount", "currency"),
    [("Beløp u/mva", None), ("Belopp", None), ("Utfall", None), ("Belopp SEK", "SEK"), ("Beløp i NOK", "NOK")],
)
def test_the_currency_is_ones_own_unless_the_name_of_the_amounts_says_another(
    tmp_path: Path, amount: str, currency: str | None
) -> None:
    mapping = proposed(written(tmp_path, SUPPLIERS.format(amount=amount))).mapping
    assert mapping.currency == currency


@pytest.mark.parametrize(
    "amount",
    [
        "Beløp u/mva",
        "Beløp eks. mva",
        "Beløp uten mva",
        "Netto u/mva",
        "Belopp exkl moms",
        "Belopp exkl. moms",
        "Sum ekskl. MVA",
    ],
)
@pytest.mark.parametrize("others", ["Konto;Orgnr", "Art;Leverandør", "Kto;Kreditor"])
@pytest.mark.parametrize(
    "cells", [("1250", "730", "4400"), ("1250,50", "730,25", "-44,00"), ("12000", "13000", "14000")]
)
def test_an_amount_that_is_said_to_be_without_vat_is_the_amount(
    tmp_path: Path, amount: str, others: str, cells: tuple[str, ...]
) -> None:
    rows = "".join(f"11{place}0;Bygg AS;{cell};0{place}.03.2024\n" for place, cell in enumerate(cells, start=1))
    found = meanings(proposed(written(tmp_path, f"{others};{amount};Dato\n{rows}")))
    assert found.get(amount) == "amount"


@pytest.mark.parametrize("amount", ["Beløp inkl. mva", "Mva", "Mva-beløp"])
def test_an_amount_with_vat_is_not_taken_for_the_amount(tmp_path: Path, amount: str) -> None:
    path = written(tmp_path, f"Art;Leverandør;{amount};Dato\n1120;Bygg AS;1250,50;01.03.2024\n")
    assert meanings(proposed(path)).get(amount) != "amount"


NAMES = ("Hafslund Strøm AS", "Tine SA", "Rema 1000 Ekby AS", "Ola Nordmann")


@pytest.mark.parametrize("title", ["Reskontro", "Leverandørnr", "Resk.nr"])
@pytest.mark.parametrize(
    ("cells", "meaning"),
    [
        (NAMES, "supplier_name"),
        (("50012", "50077", "50012", "61000"), "supplier_own_number"),
        (("L-50012", "L-50077", "L-50012", "L-61000"), "supplier_own_number"),
    ],
)
def test_values_decide_whether_a_column_holds_names_or_numbers_of_suppliers(
    tmp_path: Path, title: str, cells: tuple[str, ...], meaning: str
) -> None:
    rows = "".join(f"11{place}0;{cell};{place}250,50;0{place}.03.2024\n" for place, cell in enumerate(cells, start=1))
    path = written(tmp_path, f"Art;{title};Beløp u/mva;Bilagsdato\n{rows}")
    assert meanings(proposed(path))[title] == meaning


CANONICAL = ["Bilagsdato", "Bilagsnr", "Konto", "Beløp", "Leverandørnavn", "Orgnr", "Tekst"]
WRITTEN = [
    ["Bil.dato", "Bilnr", "Kto", "Bokført beløp", "Kreditor", "Comp.reg.no", "Bil.tekst"],
    ["trans_date", "voucher_no", "account", "amount", "xapar_id", "comp_reg_no", "description"],
    ["Ver.dat", "Ver", "Kto nr", "Utfall kr", "Lev (T)", "Lev.orgnr", "Ver.text"],
]
ROWS = st.lists(
    st.tuples(
        st.dates(date(2020, 1, 1), date(2030, 12, 31)).map(date.isoformat),
        st.integers(10_000, 99_999).map(str),
        st.sampled_from(["6100", "6340", "7140", "2400"]),
        st.decimals(0, 99_999, places=2).map(lambda amount: f"{amount:.2f}".replace(".", ",")),
        st.sampled_from(["Nord AS", "Sør AS", "Øst Bygg ANS", ""]),
        st.sampled_from(["974760673", "914778271", ""]),
        st.sampled_from(["Strøm", "Leie; lokaler", 'Kurs "vår"', ""]),
    ),
    min_size=1,
    max_size=30,
)


def _with_credit_notes(rows: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    for place, (day, voucher, account, amount, *others) in enumerate(rows):
        yield day, voucher, account, f"-{amount}" if place % 3 == 2 else amount, *others


@given(rows=ROWS, names=st.sampled_from(WRITTEN), titles=st.integers(0, 3))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_other_names_for_the_same_columns_give_the_same_lines(
    tmp_path: Path, rows: list[tuple[str, ...]], names: list[str], titles: int
) -> None:
    known, other = tmp_path / "known.csv", tmp_path / "other.csv"
    for path, header in ((known, CANONICAL), (other, names)):
        with path.open("w", encoding="utf-8", newline="") as file:
            file.write("A list of ours\n" * titles)
            csv.writer(file, delimiter=";").writerows([header, *_with_credit_notes(rows)])
    mapping = proposed(other).mapping
    mapped, read = mapped_lines(other, mapping), lines_of(known)
    assert mapped.drop("currency").equals(read.drop("currency"))
