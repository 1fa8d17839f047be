"""A new finance officer, an Excel file that nobody knows: from the overview to the figure, with presses counted.

docs/evidence/first_walk.md tells of the walk; the presses are asserted so that the way does not grow longer again.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

import emissions.tasks  # noqa: F401 - registers the work
from foundation.access import open_access
from foundation.jobs.run import run_job
from foundation.models import Job
from foundation.scoping import access_for_work
from organisations.models import Organisation, Role, User
from tests.factories.organisations import make_member, make_organisation
from tests.foundation.jobs.workers import until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PRESSES = 4
"""Choosing the file, importing it as shown, ticking all proposals, accepting them."""
BOUGHT = (
    (1230, "Vedlikehold bygg", 90_000, "Ekby Bygg og Anlegg AS"),
    (1270, "Konsulenttjenester", 120_000, "Norconsult AS"),
    (1200, "Utstyr", 60_000, "Bærum Maskin AS"),
    (1270, "Andre tjenester", 55_000, "Plan og Prosjekt AS"),
)


@pytest.fixture
def vik(transactional_db: None) -> Organisation:  # noqa: ARG001 - it lives in the database
    return make_organisation("vik", country=Organisation.Country.NORWAY, chart=Organisation.Chart.KOSTRA)


@pytest.fixture
def unknown(tmp_path: Path) -> Path:
    """A list as somebody in the office made it: five columns with names of its own, a total below."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Post", "Tekst", "Kroner", "Når", "Hvem"])
    for number in range(24):
        account, text, money, supplier = BOUGHT[number % len(BOUGHT)]
        sheet.append([account, text, money + number, date(2024, number % 12 + 1, 5), supplier])
    sheet.append(["Sum", None, 1, None, None])
    path = tmp_path / "innkjøp.xlsx"
    book.save(path)
    return path


def work(place: Organisation) -> None:
    """Do what waits, as a worker would."""

    def waiting() -> list[int]:
        with open_access(access_for_work(place.pk)):
            jobs = Job.objects.filter(organisation=place, status=Job.Status.WAITING).order_by("pk")
            return list(jobs.values_list("pk", flat=True))

    until(waiting, 10, "a waiting job")
    while found := waiting():
        run_job(found[0], place.pk)


def test_from_an_unknown_file_to_the_figure_in_four_presses(
    vik: Organisation,
    unknown: Path,
    live_server: LiveServer,
    signed_in: Callable[[User], Page],
    axe: Callable[[Page], list[str]],
    refused: list[str],
) -> None:
    page = signed_in(make_member("Fia Finans", vik, Role.FINANCE, language="en"))
    page.goto(f"{live_server.url}/")
    presses = 0

    def look() -> None:
        assert axe(page) == []
        for width in (390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") == width

    look()
    page.set_input_files("[name=file]", unknown)
    presses += 1
    page.wait_for_url("**/uploads/**")
    work(vik)
    expect(page.locator(".page-header__answer")).to_contain_text("24 lines", timeout=20_000)
    expect(page.locator("main")).to_contain_text("We have not met such a table before.")
    look()

    page.click(".page-header button:has-text('Import as shown')")
    presses += 1
    work(vik)
    expect(page.locator("#footprint-now")).to_contain_text("CO₂e", timeout=20_000)
    look()

    accept = page.locator("[data-key=a]")
    accept.scroll_into_view_if_needed()
    page.keyboard.press("t")
    presses += 1
    page.keyboard.press("a")
    presses += 1
    expect(page.get_by_role("status")).to_contain_text("are rules now.")
    expect(page.locator("#footprint-now")).to_contain_text("is being calculated")
    expect(page.locator(".page-header__answer")).to_contain_text("decided well")
    work(vik)
    expect(page.locator("#footprint-now strong")).to_contain_text("CO₂e", timeout=20_000)
    look()
    assert (presses, refused) == (PRESSES, [])

    page.keyboard.press("u")
    expect(page.locator("main")).to_contain_text("Undone: the lines wait again.")
    expect(page.locator("#now")).to_be_visible()
    page.evaluate("scrollTo(0, 0)")
    page.set_viewport_size({"width": 1440, "height": 500})
    page.keyboard.press("a")
    expect(accept).to_be_focused()
    expect(accept).to_be_in_viewport()
    expect(page.locator("#now")).to_be_visible()
