"""An officer awards, signs, calls off and changes steps by keyboard, wide and narrow."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import Procurement
from tests.factories.cast import Cast
from tests.factories.procurements import make_rising

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def rising(cast: Cast) -> Procurement:
    """A framework agreement to be awarded whose requirement rises, with days that have come."""
    days = {"announced_on": date(2025, 3, 1), "bids_due_on": date(2025, 4, 12), "first_day": date(2025, 8, 1)}
    with open_access(access_for_work(cast.ekby.pk)):
        procurement = make_rising(cast.ekby).procurement
        Procurement.objects.filter(pk=procurement.pk).update(agreement="framework", **days)
        return procurement


def press(page: Page, name: str) -> None:
    """Focus what is called so and press it by keyboard."""
    button = page.locator("main .ds-button, main .obligation__change a", has_text=name).first
    button.focus()
    page.keyboard.press("Enter")


def test_from_award_to_call_off(
    cast: Cast,
    rising: Procurement,
    signed_in: Callable[[User], Page],
    live_server: LiveServer,
    axe: Callable[[Page], list[str]],
    refused: list[str],
) -> None:
    User.objects.filter(pk=cast.ada.pk).update(language="en")
    page = signed_in(cast.ada)

    def look(heading: str) -> None:
        expect(page.locator("h1")).to_have_text(heading)
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, heading
        assert axe(page) == [], heading

    page.goto(f"{live_server.url}/o/ekby/procurements/{rising.uuid}/award/")
    expect(page.locator("main")).to_contain_text("Nothing is decided yet.")
    press(page, "Decide who wins")
    page.fill("#id_winner-0-name", "Buss AS")
    press(page, "Add a supplier")
    page.fill("#id_winner-1-name", "Trikk AS")
    page.fill("#id_because", "Ingen annan kan köra.")
    for name, day in (("decided_on", "2025-05-10"), ("told_on", "2025-05-10")):
        page.fill(f"#id_{name}", day)
    look("Award")
    press(page, "See what it obliges to")
    look("Before you award")
    expect(page.locator(".obligation__steps tbody tr")).to_have_count(3)
    press(page, "Make the award")
    expect(page.locator("main")).to_contain_text("Buss AS, Trikk AS")
    look("Skoleskyss 2027")

    page.locator("main table a").first.focus()
    page.keyboard.press("Enter")
    press(page, "Sign the contract")
    page.fill("#id_signed_on", "2025-06-01")
    press(page, "Save")
    look("Skoleskyss 2027")

    press(page, "Call off")
    page.fill("#id_title", "Skyss til den nye skolen")
    page.fill("#id_ordered_on", "2025-09-01")
    page.fill("#id_first_day", "2025-09-01")
    page.select_option("#id_party", label="Trikk AS")
    look("Call off")
    press(page, "Call off")
    expect(page.locator("h1")).to_have_text("Skyss til den nye skolen")

    page.goto(f"{live_server.url}/o/ekby/procurements/contracts/")
    expect(page.locator("main tbody tr")).to_have_count(2)
    look("Contracts")
    page.locator("main table a", has_text="Skoleskyss 2027").first.focus()
    page.keyboard.press("Enter")
    press(page, "Change the steps")
    page.fill("#id_step-1-months", "30")
    page.fill("#id_agreed_on", "2026-03-01")
    page.check("#id_ground_0")
    page.fill("#id_reason", "Clause 14 lets the parties move the step.")
    look("Change the steps")
    press(page, "Record the change")
    expect(page.locator(".contract-change")).to_contain_text("Clause 14")
    assert refused == []
