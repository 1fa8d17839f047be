"""No page of the accounts desk asks more often when there is more to show."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from emissions.models import LedgerImport
from emissions.queries.review import ReviewQueue
from organisations.models import Organisation
from suppliers.models import SupplierCard
from tests.emissions.footprint_cases import YEAR_OF_POSTINGS, Posting, at_work, imported

PLACE = "/o/vik/"
CONSULTING = Posting("04-01", "74000", "Övriga tjänster", "600000.00", "Konsultbyrån Nord AB", "559900-0151")
MORE = [
    replace(CONSULTING, supplier=f"Byrå {number} AB", number=f"55990{number:05d}", account=f"74{number:02d}0")
    for number in range(40)
]
Asking = Callable[[], int]


def counted(answer: Callable[[], int]) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert answer() in (200, 302)
    return len(captured)


def opening(browser: Client, address: str) -> Asking:
    return lambda: browser.get(PLACE + address).status_code


def pages(vik: Organisation, browser: Client) -> dict[str, Asking]:
    with at_work(vik):
        newest = LedgerImport.objects.latest("pk")
        card = SupplierCard.objects.get(number="559900-0151")
        group = next(one for one in ReviewQueue(vik, 2024).groups if one.key.supplier_number)
    rule = {"account": "74", "effect": "bought", "category": "it.services", "explanation": "x", "step": "preview"}
    said = {"year": 2024, "item": group.item, "level": "supplier_account", "category": "it.services"}
    return {
        "review": opening(browser, "accounts/review/"),
        "import": opening(browser, f"accounts/imports/{newest.uuid}/"),
        "quality": opening(browser, "accounts/quality/"),
        "supplier": opening(browser, f"suppliers/{card.uuid}/"),
        "doubles": opening(browser, "suppliers/doubles/"),
        "preview": lambda: browser.post(f"{PLACE}accounts/rules/new/", rule).status_code,
        "decision": lambda: browser.post(f"{PLACE}accounts/review/decide", said).status_code,
    }


@pytest.mark.parametrize("name", ["review", "import", "quality", "supplier", "doubles", "preview", "decision"])
def test_more_suppliers_and_accounts_cost_no_more_queries(
    name: str, vik: Organisation, as_finance: Client, tmp_path: Path
) -> None:
    few = [*YEAR_OF_POSTINGS, CONSULTING]
    imported(vik, tmp_path, 2024, few)
    if name != "decision":
        pages(vik, as_finance)[name]()
    less = counted(pages(vik, as_finance)[name])
    imported(vik, tmp_path, 2024, [*few, *MORE])
    if name != "decision":
        pages(vik, as_finance)[name]()

    assert counted(pages(vik, as_finance)[name]) <= less + 2, "another import in its history, no more"


@pytest.mark.parametrize(("name", "most"), [("review", 18), ("import", 25), ("quality", 12)])
def test_what_a_page_needs_is_read_once(
    name: str, most: int, vik: Organisation, as_finance: Client, tmp_path: Path
) -> None:
    imported(vik, tmp_path, 2024, [*YEAR_OF_POSTINGS, CONSULTING])
    page = pages(vik, as_finance)[name]
    page()

    assert counted(page) <= most
