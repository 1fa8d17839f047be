"""The quality of the accounts as people see it: the score, what costs most, the fix list out and back."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import emissions.tasks  # noqa: F401 - registers the work
from emissions.models import LedgerImport
from foundation.access import open_access
from foundation.files.store import store_file
from foundation.jobs.run import run_job
from foundation.models import Job
from foundation.scoping import access_for_work
from organisations.models import Organisation, Role, User
from tests.emissions.fix_list_cases import cells_of, filled
from tests.emissions.footprint_cases import SOLE_TRADER, at_work, imported
from tests.emissions.views.conftest import words_of
from tests.emissions.views.counting import queries_of
from tests.factories.organisations import make_member

QUALITY = "/o/vik/accounts/quality/"
FIX_LIST = f"{QUALITY}fix-list/"
MOST_QUERIES = 40
MOST_QUERIES_A_YEAR = 10


@pytest.fixture
def year(vik: Organisation, tmp_path: Path) -> None:
    imported(vik, tmp_path, 2024)


def test_without_accounts_the_page_says_what_to_do(vik: Organisation, as_finance: Client) -> None:  # noqa: ARG001
    assert "No accounts yet Hand over the accounts first" in words_of(as_finance.get(QUALITY))


@pytest.mark.usefixtures("year")
def test_the_score_comes_first_and_what_costs_most_next(as_finance: Client) -> None:
    page = as_finance.get(QUALITY)

    quality = page.context["quality"]
    text = words_of(page)
    assert f"The accounts of 2024 get {quality.score} of 100 points." in text
    costs = [each.costs for each in quality.indicators]
    assert costs == sorted(costs, reverse=True)
    assert "not known" in text
    assert "67000 Övrigt" in text
    assert "850709" not in text


@pytest.mark.usefixtures("year")
def test_the_page_of_an_import_has_its_quality(vik: Organisation, as_finance: Client) -> None:
    with at_work(vik):
        found = LedgerImport.objects.get()
    text = words_of(as_finance.get(f"/o/vik/accounts/imports/{found.uuid}/"))

    assert "of 100 – " in text
    assert "things to fix" in text


@pytest.mark.usefixtures("year")
def test_the_page_takes_as_many_queries_for_two_years_as_for_each(
    vik: Organisation, as_finance: Client, tmp_path: Path
) -> None:
    as_finance.get(QUALITY)
    one = queries_of(as_finance, QUALITY)
    imported(vik, tmp_path, 2023)
    as_finance.get(QUALITY)

    assert queries_of(as_finance, QUALITY) - one <= MOST_QUERIES_A_YEAR
    assert one <= MOST_QUERIES


def test_numbers_of_persons_are_masked_for_those_who_may_not_see_them(
    vik: Organisation, as_finance: Client, in_english: Callable[[User], Client], tmp_path: Path
) -> None:
    officer = in_english(make_member("Olle Inköpare", vik, Role.OFFICER))
    imported(vik, tmp_path, 2025, (replace(SOLE_TRADER, account="67000", account_name="Övrigt"),))
    seen, masked = (cells_of(browser.get(f"{QUALITY}fix-list.xlsx").content) for browser in (as_finance, officer))

    assert any(SOLE_TRADER.number in cell for cell in seen)
    assert not any("9805" in cell for cell in masked)
    assert "••••••-••••" in masked


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("year")
def test_a_filled_in_list_is_looked_at_and_then_applied(vik: Organisation, as_finance: Client) -> None:
    data = as_finance.get(f"{QUALITY}fix-list.xlsx").content
    mended = filled(data, "Supplier numbers", {"Supplier": "Norra Mejeriet AB"}, {"Right number": "559900-0121"})

    sent = as_finance.post(FIX_LIST, {"file": SimpleUploadedFile("fix.xlsx", mended)})
    assert sent.status_code == 302
    look = words_of(as_finance.get(sent["Location"]))
    assert "One thing would change. Nothing has changed yet." in look
    assert "Norra Mejeriet AB Supplier number 559900-0128 559900-0121" in look

    applied = as_finance.post(f"{sent['Location']}apply")
    assert applied.status_code == 302
    with open_access(access_for_work(vik.pk)):
        job = Job.objects.get(name="emissions.apply_fix_list")
        assert applied["Location"].endswith(f"{job.uuid}/")
    run_job(job.pk, vik.pk)
    done = as_finance.get(applied["Location"], follow=True)
    page = f"{FIX_LIST}applied/{job.uuid}/"
    assert page in done.content.decode()
    assert "One thing was changed." in words_of(as_finance.get(page))
    lists = as_finance.get(FIX_LIST)
    assert page in lists.content.decode()
    assert "Lists that were applied" in words_of(lists)
    assert "taken back" not in words_of(lists)
    back = words_of(as_finance.post(f"{page}take-back", follow=True))
    assert "It changed one thing, and was taken back." in back
    assert "taken back" in words_of(as_finance.get(FIX_LIST))
    assert "Taken back: 1. Left as they are, since somebody changed them later: 0." in back


@pytest.mark.usefixtures("year")
def test_whoever_sees_no_personal_numbers_sends_none_back(
    vik: Organisation, as_finance: Client, in_english: Callable[[User], Client]
) -> None:
    officer = in_english(make_member("Olle Inköpare", vik, Role.OFFICER))
    data = as_finance.get(f"{QUALITY}fix-list.xlsx").content
    guess = filled(data, "Supplier numbers", {"Supplier": "Norra Mejeriet AB"}, {"Right number": "850709-9805"})

    refused, taken = (
        browser.post(FIX_LIST, {"file": SimpleUploadedFile("fix.xlsx", guess)}) for browser in (officer, as_finance)
    )
    assert (refused.status_code, taken.status_code) == (422, 302)
    assert "“Supplier numbers”, row " in words_of(refused)
    assert "Only those who see personal numbers can write one." in words_of(refused)


@pytest.mark.usefixtures("year")
def test_only_a_file_that_came_in_as_a_fix_list_is_looked_at(vik: Organisation, as_finance: Client) -> None:
    data = as_finance.get(f"{QUALITY}fix-list.xlsx").content
    right = {"Right number": "559900-0121"}
    other = filled(data, "Supplier numbers", {"Supplier": "Norra Mejeriet AB"}, right)
    with at_work(vik):
        stored = store_file(organisation_id=vik.pk, stream=BytesIO(other), name="own factors.xlsx")
    page = f"{FIX_LIST}{stored.sha256}/"

    assert [as_finance.get(page).status_code, as_finance.get(f"{page}wrong.xlsx").status_code] == [404, 404]
    assert as_finance.post(f"{page}apply").status_code == 404
    as_finance.post(FIX_LIST, {"file": SimpleUploadedFile("fix.xlsx", other)})
    assert as_finance.get(page).status_code == 200


@pytest.mark.usefixtures("year")
def test_another_ones_list_gives_no_personal_number_away(
    vik: Organisation, as_finance: Client, in_english: Callable[[User], Client]
) -> None:
    officer = in_english(make_member("Olle Inköpare", vik, Role.OFFICER))
    data = as_finance.get(f"{QUALITY}fix-list.xlsx").content
    said = filled(data, "Supplier numbers", {"Supplier": "Norra Mejeriet AB"}, {"Right number": "850709-9805"})
    page = as_finance.post(FIX_LIST, {"file": SimpleUploadedFile("fix.xlsx", said)})["Location"]

    assert as_finance.get(page).status_code == 200
    look = officer.get(page)
    assert look.status_code == 422
    assert "Only those who see personal numbers can write one." in words_of(look)
    given = officer.get(f"{page}wrong.xlsx").content
    assert not any("850709" in cell for cell in cells_of(given))
    for browser in (officer, as_finance):
        browser.post(f"{page}apply", {"leave_wrong": "on"})
    with at_work(vik):
        jobs = Job.objects.filter(name="emissions.apply_fix_list").order_by("pk")
        assert [job.arguments["sees_numbers"] for job in jobs] == [False, True]


@pytest.mark.usefixtures("year")
def test_other_files_are_refused_with_a_sentence(as_finance: Client) -> None:
    for content, sentence in ((b"", "The file is empty"), (b"a;b\n", "no Excel file that can be read")):
        answer: Any = as_finance.post(FIX_LIST, {"file": SimpleUploadedFile("x.xlsx", content)})

        assert answer.status_code == 422
        assert sentence in words_of(answer)
    assert as_finance.get(f"{FIX_LIST}{'0' * 64}/").status_code == 404


def test_who_may_only_read_gets_the_list_and_cannot_send_it_back(
    vik: Organisation, tmp_path: Path, in_english: Callable[[User], Client]
) -> None:
    imported(vik, tmp_path, 2024)
    reader = in_english(make_member("Lars Läsare", vik, Role.READER))

    assert FIX_LIST not in reader.get(QUALITY).content.decode()
    assert reader.get(f"{QUALITY}fix-list.xlsx").status_code == 200
    assert reader.get(FIX_LIST).status_code == 404
