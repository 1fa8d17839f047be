"""One import: what counts of it, where it is in use, its original, and using it again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.utils.formats import date_format
from django.utils.timezone import localtime

from emissions.models import LedgerImport
from emissions.queries.review import ReviewQueue
from emissions.services.calculate_footprint import calculate_footprint
from emissions.services.import_ledger import import_ledger
from organisations.models import Organisation, Role, User
from tests.emissions.footprint_cases import BUILDING, FOOD, FOOD_IN_MARCH, YEAR_OF_POSTINGS, at_work, imported
from tests.emissions.importers.ledgers import SAMPLES
from tests.emissions.views.conftest import words_of
from tests.emissions.views.counting import queries_of
from tests.factories.organisations import make_member

MOST_QUERIES = 52


def address_of(ledger_import: LedgerImport) -> str:
    return f"/o/vik/accounts/imports/{ledger_import.uuid}/"


def test_the_page_says_what_the_file_is_and_what_counts(vik: Organisation, as_finance: Client, tmp_path: Path) -> None:
    found = imported(vik, tmp_path, 2024)

    text = words_of(as_finance.get(address_of(found)))

    assert "Accounts January to March 2024 10 lines. Purchases for SEK 1.37 million count." in text
    assert "99.6% of that money has a category." in text
    assert "Needs you" in text
    assert "January to March 2024 Month by month" in text
    assert "Debit SEK 1,441,420.50" in text
    assert f"Fia Finans imported {found.file.name}" in text
    assert "These accounts are not in use" not in text


def test_what_needs_you_leads_to_the_review_queue(vik: Organisation, as_finance: Client, tmp_path: Path) -> None:
    found = imported(vik, tmp_path, 2024)
    page = as_finance.get(address_of(found)).content.decode()
    with at_work(vik):
        waiting = sum(group.lines for group in ReviewQueue(vik, 2024).groups)

    assert f"Review {waiting} open lines of 2024" in page
    assert 'href="/o/vik/accounts/review/?year=2024"' in page


def test_times_are_local_everywhere(vik: Organisation, as_finance: Client, tmp_path: Path) -> None:
    found = imported(vik, tmp_path, 2024)
    at = date_format(localtime(found.imported_at), "H:i")

    assert words_of(as_finance.get(address_of(found))).count(at) == 2


def test_a_reason_leads_to_its_rule(vik: Organisation, as_finance: Client, tmp_path: Path) -> None:
    found = imported(vik, tmp_path, 2024)

    page, rules = as_finance.get(address_of(found)), as_finance.get("/o/vik/accounts/rules/")

    assert '<a href="/o/vik/accounts/rules/#reason-transfers">Transfers and grants</a>' in page.content.decode()
    assert rules.content.decode().count('id="reason-transfers"') == 1


def test_the_next_step_is_the_footprint(vik: Organisation, as_finance: Client, tmp_path: Path) -> None:
    found = imported(vik, tmp_path, 2024)
    assert "Calculate the footprint of 2024" in words_of(as_finance.get(address_of(found)))

    with at_work(vik):
        footprint = calculate_footprint(organisation=vik, year=2024)

    page = as_finance.get(address_of(found))
    assert "Footprint of 2024" in words_of(page)
    assert f"/o/vik/footprints/{footprint.uuid}/lines/" in page.content.decode()


def test_the_original_comes_as_it_was_and_as_an_attachment(
    vik: Organisation, as_finance: Client, tmp_path: Path
) -> None:
    found = imported(vik, tmp_path, 2024)

    answer = as_finance.get(f"{address_of(found)}original")

    assert b"".join(answer.streaming_content) == next(tmp_path.iterdir()).read_bytes()  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize("role", [Role.READER, Role.OFFICER, Role.LEADER, Role.ADMINISTRATOR])
def test_the_original_is_for_the_finance_role(
    vik: Organisation, in_english: Callable[[User], Client], tmp_path: Path, role: Role
) -> None:
    found = imported(vik, tmp_path, 2024)
    browser = in_english(make_member("Olle Other", vik, role))

    assert browser.get(f"{address_of(found)}original").status_code == 404
    assert "The file as it came" not in words_of(browser.get(address_of(found)))


def test_a_replaced_import_says_who_is_in_use_and_can_be_used_again(
    vik: Organisation, as_finance: Client, tmp_path: Path
) -> None:
    old = imported(vik, tmp_path, 2024, [FOOD])
    new = imported(vik, tmp_path, 2024, [FOOD, FOOD])
    page = as_finance.get(address_of(old))
    assert "These accounts are not in use Other accounts are the source of all their months." in words_of(page)
    assert address_of(new) in page.content.decode()
    assert f"and replaced {old.file.name}" in words_of(as_finance.get(address_of(new)))

    answer = as_finance.post(f"{address_of(old)}use", follow=True)

    text = words_of(answer)
    assert "These accounts count from now on." in text
    assert f"let {old.file.name} count again" in text
    assert "These accounts are not in use" in words_of(as_finance.get(address_of(new)))


def test_months_that_a_file_only_strays_into_are_named(vik: Organisation, as_finance: Client, tmp_path: Path) -> None:
    full = imported(vik, tmp_path, 2024, [FOOD] * 20)
    stray = imported(vik, tmp_path, 2024, [FOOD_IN_MARCH, FOOD])

    text = words_of(as_finance.get(address_of(stray)))

    assert "These accounts are in use in part They are the source of March 2024" in text
    assert f"January 2024 Running accounts 1 12,501 {full.file.name}" in text


def test_a_supplier_ledger_beside_a_general_ledger_says_that_it_does_not_count(
    vik: Organisation, as_finance: Client, tmp_path: Path
) -> None:
    supplier = imported(vik, tmp_path, 2024, [FOOD, BUILDING])
    with at_work(vik):
        path = SAMPLES / "ekby_bolag_4e.se"
        import_ledger(organisation=vik, path=path, name=path.name)

    text = words_of(as_finance.get(address_of(supplier)))
    assert "2024 is counted from the general ledger." in text
    assert "They lie beside the ledger that counts: none of their money is added to it." in text
    assert "January 2024 Running accounts 1 nothing lies beside" in text
    assert "this file" not in text
    assert "count." not in text.split("What becomes of the money")[0]
    listed = words_of(as_finance.get("/o/vik/accounts/"))
    assert "2 nothing lies beside" in listed.split(supplier.file.name)[1]


def test_readers_may_not_use_an_import_again(
    vik: Organisation, in_english: Callable[[User], Client], tmp_path: Path
) -> None:
    old = imported(vik, tmp_path, 2024, [FOOD])
    imported(vik, tmp_path, 2024, [FOOD, FOOD])
    browser = in_english(make_member("Rut Reader", vik, Role.READER))

    assert "Use these accounts" not in words_of(browser.get(address_of(old)))
    assert browser.post(f"{address_of(old)}use").status_code == 404


def test_the_page_asks_as_often_for_many_lines_as_for_few(
    vik: Organisation, as_finance: Client, tmp_path: Path
) -> None:
    small, large = (
        imported(vik, tmp_path, 2023, YEAR_OF_POSTINGS),
        imported(vik, tmp_path, 2024, [*YEAR_OF_POSTINGS] * 30),
    )
    for found in (small, large):
        as_finance.get(address_of(found))  # the first to ask has the lines looked at

    few, many = (queries_of(as_finance, address_of(found)) for found in (small, large))

    assert many == few <= MOST_QUERIES
