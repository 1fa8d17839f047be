"""The team registers a bid by keyboard, hands the others over as a sheet, chooses the model and reads who wins."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import Bid, BidAnswer, Part, Participant, Procurement
from tests.factories.bids import make_bid, make_opened
from tests.factories.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def opened(cast: Cast) -> Procurement:
    """Two bids with tonnes and points are there; Ada is responsible."""
    with open_access(access_for_work(cast.ekby.pk)):
        procurement, asked, _clause = make_opened(cast.ekby, country="NO")
        Participant.objects.create(
            organisation=cast.ekby, procurement=procurement, user=cast.ada, part=Part.RESPONSIBLE
        )
        for supplier, price, tonnes, points in (("Nordbuss AS", 1_240, 100, 9), ("Sørbuss AS", 1_000, 400, 4)):
            bid = make_bid(procurement, supplier, price * 1000, tonnes=Decimal(tonnes))
            BidAnswer.objects.create(
                organisation=cast.ekby, bid=bid, asked=asked, text=str(10 * points), points=Decimal(points)
            )
    return procurement


def typed_into(page: Page, locator: str, text: str) -> None:
    page.locator(locator).first.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def test_from_a_bid_to_who_wins(
    cast: Cast,
    opened: Procurement,
    signed_in: Callable[[User], Page],
    live_server: LiveServer,
    axe: Callable[[Page], list[str]],
    refused: list[str],
) -> None:
    page = signed_in(cast.ada)
    address = f"{live_server.url}/o/ekby/procurements/{opened.uuid}"

    def look(name: str) -> None:
        page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
        for width in (390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert axe(page) == [], name

    page.goto(f"{address}/bids/")
    look("bids")
    page.locator("a[href*='/bids/new/']").focus()
    page.keyboard.press("Enter")
    typed_into(page, "[name=supplier_name]", "Vestbuss AS")
    typed_into(page, "[name=price]", "1 100 000")
    typed_into(page, "[name^=answer_]", "120")
    page.keyboard.press("Enter")
    expect(page.locator(".error-summary")).to_be_visible()
    typed_into(page, "[name^=answer_]", "60")
    typed_into(page, "[name^=points_]", "6")
    typed_into(page, "[name^=step_][name$=_1]", "30")
    page.keyboard.press("Enter")
    expect(page.locator(".bid-findings .is-breach")).to_have_count(1)
    look("bid")

    page.goto(f"{address}/bids/import/")
    look("import")
    page.goto(f"{address}/evaluation/")
    page.locator("[name=model][value=linear]").focus()
    page.keyboard.press("Space")
    typed_into(page, "[name=reasons]", "Det står i konkurransegrunnlaget.")
    typed_into(page, "[name=because]", "Modellen var ikke satt da tilbudene kom.")
    page.locator("form.evaluation-form button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".evaluation-answer h2")).to_contain_text("Nordbuss AS")
    expect(page.locator(".evaluation-answer .evaluation-notes")).to_contain_text("Vestbuss AS")
    look("evaluation")
    with open_access(access_for_work(cast.ekby.pk)):
        assert Bid.objects.count() == 3
    assert [line for line in refused if "422" not in line] == []
