"""A finance officer hands over an Excel file of a system that nobody knows, and has it imported: clicks are counted."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

import emissions.tasks  # noqa: F401 - registers the work
from foundation.access import open_access
from foundation.jobs.run import run_job
from foundation.models import Job
from foundation.scoping import access_for_work
from organisations.models import Organisation, Role, User
from tests.browser.background import settled
from tests.emissions.importers.unknown_tables import UNKNOWN
from tests.factories.organisations import make_member, make_organisation
from tests.foundation.jobs.workers import until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CLICKS = 3
"""Choosing the file, reading it as proposed, importing it."""


@pytest.fixture
def vik(transactional_db: None) -> Organisation:  # noqa: ARG001 - it lives in the database
    return make_organisation("vik", country=Organisation.Country.NORWAY, chart=Organisation.Chart.KOSTRA)


def work(place: Organisation) -> None:
    """Do the job that waits, as a worker would."""

    def waiting() -> Job | None:
        with open_access(access_for_work(place.pk)):
            return Job.objects.filter(organisation=place, status=Job.Status.WAITING).last()

    until(waiting, 10, "a waiting job")
    job = waiting()
    assert job is not None
    run_job(job.pk, place.pk)


def test_an_unknown_workbook_is_imported_with_three_clicks(
    vik: Organisation,
    live_server: LiveServer,
    signed_in: Callable[[User], Page],
    axe: Callable[[Page], list[str]],
    refused: list[str],
) -> None:
    page = signed_in(make_member("Fia Finans", vik, Role.FINANCE, language="en"))
    page.goto(f"{live_server.url}/o/vik/accounts/")
    clicks = 0

    page.set_input_files("[name=file]", UNKNOWN / "agresso_like.xlsx")
    clicks += 1
    page.wait_for_url("**/uploads/**")
    work(vik)
    expect(page.locator("h1")).to_have_text("We do not know this table yet", timeout=20_000)
    expect(page.locator(".read-rows tbody tr")).to_have_count(5)
    assert axe(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.set_viewport_size({"width": 1440, "height": 900})

    account = page.get_by_label("account", exact=True)
    account.select_option("")
    expect(page.locator("#missing")).to_contain_text("No column is chosen as the account.")
    account.select_option("account")
    expect(page.locator(".read-rows tbody tr")).to_have_count(5)
    settled(page)

    page.click(".page-header button:has-text('Read it like this')")
    clicks += 1
    work(vik)
    expect(page.locator(".page-header__answer")).to_contain_text("5 lines", timeout=20_000)
    page.click(".page-header button:has-text('Import the file')")
    clicks += 1
    work(vik)
    expect(page.locator("h1")).to_have_text("Accounts January to March 2024", timeout=20_000)
    expect(page.locator("main")).to_contain_text("How its columns were read")
    assert (clicks, refused) == (CLICKS, [])
