"""A deviation from the finding to its close: noted, told, answered by link on a phone, mended, closed by another."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from follow_up.models import Deviation
from foundation.access import open_access
from foundation.models import Message
from foundation.scoping import access_for_work
from organisations.models import User
from tests.factories.cast import Cast
from tests.factories.follow_up import make_followed, make_obligation, secret_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = 390, 1440


def press(page: Page, name: str) -> None:
    """Focus a button or a link that looks like one and press it by keyboard."""
    button = page.locator("main button.ds-button, main a.ds-button", has_text=name).first
    button.focus()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")


def note(page: Page) -> None:
    """Note a deviation by hand."""
    press(page, "Note a deviation")
    page.locator(".choose-contract a").first.click()
    page.select_option("#id_obligation", index=1)
    page.fill("#id_title", "Two of five cars run on diesel")
    page.fill("#id_facts", "Seen at the terminal in the morning.")
    page.fill("#id_value", "40")
    press(page, "Note it")
    expect(page.locator(".page-header__answer")).to_contain_text("The supplier does not know of it yet.")


def answer(page: Page) -> None:
    """Answer as the supplier does."""
    press(page, "Send the answer")
    expect(page.locator(".error-summary")).to_be_visible()
    page.fill("#id_explanation", "One car was on repair.")
    page.fill("#id_plan", "We hire an electric one.")
    page.fill("#id_name", "Nils Nes")
    page.set_input_files("#id_file", {"name": "rent.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 rent"})
    press(page, "Send the answer")
    expect(page.locator("#saved")).to_contain_text("Thank you")
    expect(page.locator(".statement")).to_contain_text("We hire an electric one.")


def test_a_deviation_goes_from_the_finding_to_its_close(
    cast: Cast,
    signed_in: Callable[[User], Page],
    live_server: LiveServer,
    axe: Callable[[Page], list[str]],
    refused: list[str],
) -> None:
    User.objects.filter(pk__in=[cast.ada.pk, cast.frida.pk]).update(language="en")
    with open_access(access_for_work(cast.ekby.pk)):
        make_obligation(make_followed(cast.ekby))
    page = signed_in(cast.ada)

    def look(width: int) -> None:
        page.set_viewport_size({"width": width, "height": 900})
        assert axe(page) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url

    page.goto(f"{live_server.url}/o/ekby/follow-up/deviations/")
    look(DESK)
    note(page)
    look(PHONE)
    press(page, "Tell the supplier")
    page.fill("#id_deadline", f"{timezone.localdate() + timedelta(days=14):%Y-%m-%d}")
    page.select_option("#id_language", "en")
    press(page, "Tell the supplier")
    expect(page.locator(".page-header__answer")).to_contain_text("14 days left until the deadline")
    home = page.url
    with open_access(access_for_work(cast.ekby.pk)):
        secret = secret_in(Message.objects.get(holds_secret=True))

    page.context.clear_cookies()
    page.goto(f"{live_server.url}/deviation/{secret}/")
    look(PHONE)
    answer(page)
    look(PHONE)
    look(DESK)

    signed_in(cast.ada)
    page.goto(home)
    expect(page.locator(".statement")).to_contain_text("One car was on repair.")
    press(page, "Plan what is done")
    page.fill("#id_what", "Hire an electric car")
    press(page, "Plan what is done")
    page.locator(".deviation-actions button", has_text="Done").click()
    press(page, "It is mended")
    press(page, "It is mended")
    expect(page.locator(".deviation-moves")).to_contain_text("Somebody else has to check and close it.")
    look(DESK)

    page.context.clear_cookies()
    signed_in(cast.frida)
    page.goto(home)
    press(page, "Check and close")
    page.fill("#id_checked", "Saw five electric cars.")
    press(page, "Check and close")
    expect(page.locator(".page-header__answer")).to_contain_text("checked that it is mended and closed it")
    look(PHONE)
    with open_access(access_for_work(cast.ekby.pk)):
        assert Deviation.objects.get().closed_by == cast.frida.name
    assert [each for each in refused if "422" not in each] == []
