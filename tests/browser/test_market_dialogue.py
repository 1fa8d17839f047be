"""An officer invites a supplier by keyboard; the supplier answers through its link on a phone; the picture shows it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import SupplierInvitation
from tests.factories.cast import Cast
from tests.factories.dialogues import make_talk, noted, secret_of
from tests.factories.procurements import make_rising

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = 390, 1440


def press(page: Page, name: str, selector: str = "main form button, main a.ds-button") -> None:
    """Focus a button and press it by keyboard."""
    button = page.locator(selector, has_text=name).first
    button.focus()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")


def write(page: Page, field: str, text: str) -> None:
    page.locator(f"#id_{field}").focus()
    page.keyboard.type(text)


def invite(page: Page) -> None:
    """Say until when suppliers answer, and send one of them a link."""
    press(page, "Say until when suppliers answer")
    write(page, "introduction", "We plan electric buses.")
    page.fill("#id_closes_on", f"{timezone.localdate() + timedelta(20):%Y-%m-%d}")
    press(page, "Save")
    press(page, "Invite suppliers")
    write(page, "supplier", "Vidde Buss AS")
    write(page, "email", "vidde@supplier.example")
    press(page, "Send the link")
    expect(page.locator(".dialogue-task")).to_contain_text("Vidde Buss AS")


def test_a_supplier_answers_by_its_link_and_the_staircase_shows_it(
    cast: Cast,
    signed_in: Callable[[User], Page],
    live_server: LiveServer,
    axe: Callable[[Page], list[str]],
    refused: list[str],
) -> None:
    User.objects.filter(pk=cast.ada.pk).update(language="en")
    with open_access(access_for_work(cast.ekby.pk)):
        asked = make_rising(cast.ekby)
        noted(make_talk(asked.procurement), asked, "Nordre", "yes", "no")
    page = signed_in(cast.ada)
    procurement = f"{live_server.url}/o/ekby/procurements/{asked.procurement.uuid}/"

    def look(width: int) -> None:
        page.set_viewport_size({"width": width, "height": 900})
        assert axe(page) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url

    page.goto(f"{procurement}dialogue/")
    look(DESK)
    invite(page)
    look(PHONE)
    with open_access(access_for_work(cast.ekby.pk)):
        link = f"{live_server.url}/market/{secret_of(SupplierInvitation.objects.get())}/"

    page.context.clear_cookies()
    for language in ("nb", "sv", "en"):
        page.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
        page.goto(link)
        expect(page.locator("html")).to_have_attribute("lang", language)
    look(PHONE)
    (first, second) = (page.locator("fieldset.market-ask").nth(place) for place in (0, 1))
    expect(first.get_by_label("From which month")).to_be_hidden()
    first.get_by_label("Yes", exact=True).focus()
    page.keyboard.press("Space")
    second.get_by_label("Yes, but later").focus()
    page.keyboard.press("Space")
    press(page, "Send the answers")
    expect(page.locator(".error-summary")).to_contain_text("Say from which month")
    second.get_by_label("From which month").fill("2029-06")
    second.get_by_label("What it does to your price, in per cent").fill("4")
    press(page, "Send the answers")
    expect(page.locator("#saved")).to_contain_text("Thank you")
    look(PHONE)

    page.context.clear_cookies()
    signed_in(cast.ada)
    page.goto(f"{procurement}dialogue/")
    expect(page.locator(".market-steps")).to_contain_text("2 of 2 say yes by 1 August 2027.")
    expect(page.locator(".market-steps")).to_contain_text("1 of 2 say yes by 1 August 2029, 1 no. Price +4%.")
    look(DESK)
    page.goto(f"{procurement}staircases/{asked.uuid}/")
    expect(page.locator("#climb-picture")).to_contain_text("2 of 2 say yes by 1 August 2027.")
    assert [each for each in refused if "422" not in each] == []
