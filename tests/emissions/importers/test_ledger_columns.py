"""Column names as municipalities write them."""

import pytest

from emissions.importers.ledger_columns import account_table_columns, fold, is_supplier_ledger, supplier_columns


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("RN1/FÖRVALTNING", "rn1 forvaltning"),
        ("\ufeffkopare_id", "kopare id"),
        ("Tjeneste-tekst", "tjeneste tekst"),
        ("  Belopp (exkl. moms) ", "belopp exkl moms"),
        ("Ærlig Ødegård", "aerlig odegard"),
        ("", ""),
    ],
)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_orebro_names_are_known() -> None:
    found = supplier_columns(["RN1/FÖRVALTNING", "LEVERANTÖR", "ORGANISATIO", "FAKT NR", "KONTO", "UTFALL"])
    assert found == {"unit_name": 0, "supplier_name": 1, "supplier_number": 2, "invoice": 3, "account": 4, "amount": 5}
    assert is_supplier_ledger(found)


def test_first_name_of_a_meaning_wins_and_amounts_with_vat_are_no_amounts() -> None:
    found = supplier_columns(
        ["Fakturadatum", "Bokföringsdatum", "Leverantör", "Konto", "Belopp inkl moms", "Nettobelopp"]
    )
    assert (found["posted_on"], found["amount"]) == (1, 5)


@pytest.mark.parametrize(
    ("name", "kind", "year"),
    [
        ("rekneskap_2011", "actual", 2011),
        ("Regnskap 2023", "actual", 2023),
        ("Rekneskap i fjor", "actual", None),
        ("R2022", "actual", 2022),
        ("R 22", "actual", 2022),
        ("2023 Regnskap", "actual", 2023),
        ("budsjett_2012", "planned", 2012),
        ("Rev. budsjett 2023", "planned", 2023),
        ("B2024", "planned", 2024),
        ("Økonomiplan 2027", "planned", 2027),
        ("Vedtatt 2024", "planned", 2024),
        ("Prognose 2024", "planned", 2024),
        ("beloep", "unlabelled", None),
        ("Beløp", "unlabelled", None),
        ("2024", "unlabelled", 2024),
        ("Avvik 2023", None, None),
        ("Forbruk i %", None, None),
        ("Regnskap-budsjett avvik", None, None),
        ("virksomhetsomraade", None, None),
    ],
)
def test_amount_columns_are_told_apart(name: str, kind: str | None, year: int | None) -> None:
    columns = account_table_columns(["konto", "konto_tekst", name])
    found = {"actual": columns.actual, "planned": columns.planned, "unlabelled": columns.unlabelled}
    assert {key: [amount.year for amount in amounts] for key, amounts in found.items() if amounts} == (
        {kind: [year]} if kind else {}
    )


def test_stavanger_names_are_known() -> None:
    names = (
        "virksomhetsomraade;art;art_tekst;ansvar;ansvar_tekst;tjeneste_nr;tjeneste_tekst;prosjekt;prosjekt_tekst;beloep"
    )
    columns = account_table_columns(names.split(";"))
    assert columns.meanings == {
        "account": 1,
        "account_name": 2,
        "unit": 3,
        "unit_name": 4,
        "function": 5,
        "function_name": 6,
        "project": 7,
    }
    assert columns.is_account_table


def test_names_of_people_are_no_ledger() -> None:
    assert not account_table_columns(["navn", "adresse", "sum"]).is_account_table
    assert not is_supplier_ledger(supplier_columns(["namn", "adress", "datum"]))
