"""A finance officer works the review queue by keyboard: accepts, widens, changes, leaves out, skips and takes back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from emissions.queries.mapping import own_rows
from organisations.models import Organisation, Role, User
from tests.emissions.footprint_cases import YEAR_OF_POSTINGS, Posting, at_work, calculated
from tests.factories.organisations import make_member, make_organisation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SUPPLIERS = ("Konsultbyrån Nord AB", "Städhjälpen AB", "Tolkarna AB", "Datafolket AB")
OPEN = [
    Posting("04-01", "74000", "Övriga tjänster", f"{900 - place * 100}000.00", name, f"559900-01{place}1")
    for place, name in enumerate(SUPPLIERS)
]


@pytest.fixture
def vik(tmp_path: Path) -> Organisation:
    place = make_organisation("vik", country=Organisation.Country.SWEDEN, chart=Organisation.Chart.KOMMUN_BAS)
    calculated(place, tmp_path, 2024, [*YEAR_OF_POSTINGS, *OPEN])
    return place


def test_the_queue_is_worked_by_keyboard(
    vik: Organisation,
    signed_in: Callable[[User], Page],
    live_server: LiveServer,
    axe: Callable[[Page], list[str]],
    refused: list[str],
) -> None:
    page = signed_in(make_member("Fia Finans", vik, Role.FINANCE, language="en"))
    page.goto(f"{live_server.url}/o/vik/accounts/review/?account=74")
    now = page.locator("#now")

    def press(*keys: str) -> None:
        for key in keys:
            page.keyboard.press(key)

    def look() -> None:
        page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
        for width in (390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert axe(page) == []

    expect(now).to_have_text(SUPPLIERS[0])
    look()
    page.reload()
    press("s")
    expect(now).to_have_text(SUPPLIERS[1])
    press("1")
    expect(now).to_have_text(SUPPLIERS[2])
    expect(page.get_by_role("status")).to_contain_text("Decided:")
    look()
    page.reload()
    press("u")
    expect(now).to_have_text(SUPPLIERS[2])
    page.goto(f"{live_server.url}/o/vik/accounts/review/?account=74")
    press("w", "c")
    expect(page.locator("#category")).to_be_focused()
    page.keyboard.type("Dairy and eggs")
    press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Dairy and eggs")
    with at_work(vik):
        (rule,) = own_rows(vik.pk, 10_000)
    assert (rule.supplier_number, rule.account, rule.category) == ("559900-0101", "", "food.dairy")
    press("x")
    expect(page.locator("#reason")).to_be_focused()
    assert refused == []
