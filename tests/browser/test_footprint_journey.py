"""A leader clicks from the year's total down to a ledger line and its factor, on a desk and on a phone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from organisations.models import Organisation, Role, User
from tests.browser.screens import long_on
from tests.emissions.footprint_cases import YEAR_OF_POSTINGS, calculated
from tests.factories.organisations import make_member, make_organisation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def leader(tmp_path: Path, signed_in: Callable[[User], Page]) -> Page:
    """The first page of Vik's leader, with two years of accounts behind it."""
    vik = make_organisation(
        "vik", country=Organisation.Country.SWEDEN, chart=Organisation.Chart.KOMMUN_BAS, population=1_000
    )
    for year in (2023, 2024):
        calculated(vik, tmp_path, year, YEAR_OF_POSTINGS)
    return signed_in(make_member("Lisa Ledare", vik, Role.LEADER, language="sv"))


@long_on("desk")
def test_from_the_total_to_the_factor(
    leader: Page, axe: Callable[[Page], list[str]], refused: list[str], live_server: LiveServer, width: int
) -> None:
    leader.set_viewport_size({"width": width, "height": 844})

    def look(heading: str) -> None:
        expect(leader.locator("h1")).to_have_text(heading)
        leader.evaluate("document.querySelectorAll('details.disclosure').forEach(each => { each.open = true })")
        assert axe(leader) == [], heading
        assert leader.evaluate("document.documentElement.scrollWidth") == width, heading

    look("Våra inköp 2024")
    leader.click(".key-figure__link")
    look("Inköpen 2024")
    leader.click("tr.area a:has-text('Mat och dryck')")
    look("Raderna bakom 2024")
    assert leader.locator("table.lines tbody tr").count() == 3
    leader.click("table.lines tbody tr >> nth=0 >> td a")
    look("Varför den här siffran?")
    leader.click(".way__source a")
    look("Norge, nationalräkenskaper med import (SNAC)")
    assert leader.url.startswith(live_server.url)
    assert refused == []


def test_every_view_of_a_footprint_is_accessible(
    leader: Page, axe: Callable[[Page], list[str]], refused: list[str]
) -> None:
    leader.click(".key-figure__link")
    footprint = leader.url
    for tab in ("supplier", "unit", "account", "month", "ghg_category", "gaps", "basis"):
        leader.goto(f"{footprint}?by={tab}")
        assert axe(leader) == [], tab
    for address in ("../", "../compare/", "categories/food.mixed/", "lines/?treatment=excluded", "lines/?q=zebra"):
        leader.goto(f"{footprint}{address}")
        assert axe(leader) == [], address
    assert refused == []
