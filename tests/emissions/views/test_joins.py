"""The page of two ledgers together: what was found, what differs, what is missing, and the same as Excel."""

from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from emissions.models import LedgerJoin
from organisations.models import Organisation
from tests.emissions.footprint_cases import at_work
from tests.emissions.views.conftest import words_of
from tests.emissions.views.counting import queries_of
from tests.factories.ledgers import joined_samples


@pytest.fixture
def join(vik: Organisation) -> LedgerJoin:
    with at_work(vik):
        made = joined_samples(vik)
        return (
            LedgerJoin.objects.select_related("general", "result")
            .prefetch_related("suppliers__ledger_import")
            .get(pk=made.pk)
        )


def address_of(join: LedgerJoin) -> str:
    return f"/o/vik/accounts/joins/{join.uuid}/"


def test_the_page_says_what_was_found_and_what_is_missing(join: LedgerJoin, as_finance: Client) -> None:
    text = words_of(as_finance.get(address_of(join)))

    assert "Two ledgers of January to March 2024 together" in text
    assert (
        "98% of the supplier ledger's money is found again in the general ledger."
        " 9 postings of the general ledger learned whom they paid."
    ) in text
    assert "Same voucher, account and amount 8" in text
    assert "Same voucher and account, the same sum, one supplier 2" in text
    assert "7 accounts have the same sum in both." in text
    assert "SEK 1,234,568 SEK 1,200,000 SEK 1,234,568 SEK 34,568" in text
    assert "One posting for SEK −34,600 stands in the supplier ledger alone." in text
    assert "Row 11 of ekby_supplier_ledger.csv" in text


def test_the_imports_lead_to_it(join: LedgerJoin, as_finance: Client) -> None:
    assert join.result is not None
    told = join.suppliers.all()[0].ledger_import

    for ledger, words in (
        (join.result, "The supplier ledger has told whom these postings paid"),
        (join.general, "Joined with the supplier ledger"),
        (told, "This supplier ledger enriches the general ledger"),
    ):
        answer = as_finance.get(f"/o/vik/accounts/imports/{ledger.uuid}/")
        assert words in words_of(answer)
        assert address_of(join) in answer.content.decode()


def test_the_excel_file_has_differences_and_missing_postings(join: LedgerJoin, as_finance: Client) -> None:
    answer = as_finance.get(f"{address_of(join)}differences.xlsx")

    book = openpyxl.load_workbook(BytesIO(answer.content), read_only=True)
    accounts, missing = ([list(row) for row in sheet.values] for sheet in book.worksheets)
    assert accounts[1][:2] == ["61700", "Husbyggn anläggn rep entrep"]
    assert accounts[1][5] == pytest.approx(34567.89)
    assert [row[:2] for row in missing] == [["File", "Row"], ["ekby_supplier_ledger.csv", 11]]


def test_queries_do_not_grow_with_what_is_missing(join: LedgerJoin, as_finance: Client) -> None:
    assert queries_of(as_finance, address_of(join)) <= 9
