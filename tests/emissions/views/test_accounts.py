from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from organisations.models import Organisation, Role, User
from tests.emissions.footprint_cases import FOOD, FOOD_IN_MARCH, imported
from tests.emissions.views.conftest import words_of
from tests.emissions.views.counting import queries_of
from tests.factories.organisations import make_member

LIST = "/o/vik/accounts/"
MOST_QUERIES = 18


def test_without_accounts_the_page_says_what_to_do(vik: Organisation, as_finance: Client) -> None:  # noqa: ARG001
    text = words_of(as_finance.get(LIST))

    assert "Drop the accounts here – SIE, SAF-T, KOSTRA, Excel, CSV, JSON or Parquet." in text
    assert "No accounts yet Drop last year's accounts above" in text


def test_an_import_is_listed_with_what_counts(vik: Organisation, as_finance: Client, tmp_path: Path) -> None:
    found = imported(vik, tmp_path, 2024)

    text = words_of(as_finance.get(LIST))

    assert f"{found.file.name} Supplier ledger, CSV 8 January to 28 March 2024 10 SEK 1.37 million 99.6% in use" in text
    assert "Fia Finans" in text


def test_a_replaced_import_stays_in_the_list(vik: Organisation, as_finance: Client, tmp_path: Path) -> None:
    imported(vik, tmp_path, 2024, [FOOD])
    imported(vik, tmp_path, 2024, [FOOD, FOOD_IN_MARCH])
    imported(vik, tmp_path, 2024, [FOOD, FOOD])

    rows = as_finance.get(LIST).context["rows"]

    assert [row["state"] for row in rows] == ["current", "partly", "replaced"]


def test_the_list_asks_as_often_for_many_as_for_one(vik: Organisation, as_finance: Client, tmp_path: Path) -> None:
    imported(vik, tmp_path, 2024, [FOOD])
    as_finance.get(LIST)
    one = queries_of(as_finance, LIST)
    for year in (2021, 2022, 2023):
        imported(vik, tmp_path, year)

    assert queries_of(as_finance, LIST) == one <= MOST_QUERIES


@pytest.mark.parametrize("role", [Role.PARTNER, Role.GUEST])
def test_visitors_see_no_accounts(vik: Organisation, in_english: Callable[[User], Client], role: Role) -> None:
    browser = in_english(make_member("Vera Visitor", vik, role))

    for path in ("", "rules/", "mapping/"):
        assert browser.get(f"{LIST}{path}").status_code == 404
    sections = browser.get("/o/vik/footprints/").context["sections"]
    assert LIST not in [section["address"] for section in sections]
