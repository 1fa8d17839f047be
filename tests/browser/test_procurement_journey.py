"""An officer makes a procurement, moves it, and finds it in board, calendar and plan, by keyboard."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import Procurement, Stage
from procurement.services.procurements import move_to
from tests.browser.background import settled
from tests.browser.screens import long_on
from tests.factories.cast import Cast
from tests.factories.ledgers import footprint_of_sample
from tests.factories.procurements import make_planned

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PDF = b"%PDF-1.7 a plan"


@pytest.fixture
def ending(cast: Cast) -> Procurement:
    """A contract of four years that ends in ten months, and a footprint that says what food costs."""
    with open_access(access_for_work(cast.ekby.pk)):
        footprint_of_sample(cast.ekby)
        first_day = timezone.localdate() - relativedelta(months=38)
        days: dict[str, Any] = {"announced_on": None, "bids_due_on": None, "first_day": first_day, "options": []}
        return move_to(make_planned(cast.ekby, title="Renhold 2023", **days), Stage.AWARDED)


def press(page: Page, name: str, selector: str) -> None:
    """Focus a button and press it by keyboard."""
    button = page.locator(selector, has_text=name).first
    button.focus()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")


def make_food(page: Page) -> None:
    """Make a procurement of food that is announced in 12 days, and whose bids are due in 47."""
    press(page, "New procurement", "a.ds-button")
    page.locator("#id_title").focus()
    page.keyboard.type("Mat til skolene 2027")
    page.select_option("#id_category", "food")
    page.fill("#id_announced_on", f"{timezone.localdate() + timedelta(12):%Y-%m-%d}")
    page.fill("#id_bids_due_on", f"{timezone.localdate() + timedelta(47):%Y-%m-%d}")
    press(page, "Save", "main form button")


def move_on_board(page: Page) -> None:
    """Move a card on twice, knowing what is missing, and back once; the focus stays with the card."""
    press(page, "on to", "[aria-labelledby=column-tender] .board-card__move--on")
    expect(page.locator("#procurement-board [role=alert]")).to_contain_text("No bid is registered yet.")
    expect(page.locator(".stage-asking")).to_be_focused()  # so that nobody says yes by pressing a key twice
    settled(page)
    press(page, "Move it all the same", ".stage-asking button")
    expect(page.locator("[aria-labelledby=column-evaluation] .board-card__title")).to_have_text("Mat til skolene 2027")
    expect(page.locator("#procurement-board [role=status]")).to_contain_text("is moved: Evaluation")
    expect(page.locator("[aria-labelledby=column-evaluation] .board-card__move--on")).to_be_focused()
    settled(page)
    page.keyboard.press("Enter")  # on to the last column, where there is only the way back
    expect(page.locator(".stage-asking")).to_be_focused()  # so that nobody says yes by pressing a key twice
    settled(page)
    press(page, "Move it all the same", ".stage-asking button")
    expect(page.locator("[aria-labelledby=column-awarded] .board-card__move:focus")).to_have_count(1)
    settled(page)
    page.keyboard.press("Enter")
    expect(page.locator("[aria-labelledby=column-evaluation] .board-card")).to_have_count(1)


@long_on("desk")
@pytest.mark.usefixtures("ending")
def test_from_an_idea_to_board_calendar_and_plan(
    cast: Cast,
    signed_in: Callable[[User], Page],
    live_server: LiveServer,
    axe: Callable[[Page], list[str]],
    refused: list[str],
    width: int,
) -> None:
    User.objects.filter(pk=cast.ada.pk).update(language="en")
    page = signed_in(cast.ada)
    page.set_viewport_size({"width": width, "height": 900})
    lists = f"{live_server.url}/o/ekby/procurements/"

    def look(heading: str) -> None:
        expect(page.locator("h1")).to_have_text(heading)
        assert axe(page) == [], heading
        assert page.evaluate("document.documentElement.scrollWidth") <= width, heading

    page.goto(lists)
    look("Procurements")
    make_food(page)
    look("Mat til skolene 2027")
    expect(page.locator(".page-header__answer")).to_have_text("The notice is to be sent in 12 days.")
    expect(page.locator(".procurement-stake")).to_contain_text("CO₂e")

    press(page, "Tender", "button.stage-path__name")
    look("Mat til skolene 2027")  # with what is missing
    press(page, "Move it all the same", ".stage-asking button")
    expect(page.locator(".stage-path__step.is-skipped")).to_contain_text("nothing recorded")
    expect(page.locator("[aria-current=step]")).to_contain_text("Tender")
    expect(page.locator(".page-header__answer")).to_have_text("Bids are due in 47 days.")
    look("Mat til skolene 2027")

    page.goto(f"{lists}board/")
    look("Procurements by stage")
    move_on_board(page)
    look("Procurements by stage")

    page.goto(f"{lists}calendar/")
    look("Calendar of procurements")
    expect(page.locator(".procurement-month__day", has_text="Mat til skolene 2027")).to_have_count(2)

    page.goto(f"{lists}plan/")
    look("What must be bought again")
    press(page, "Plan the next one", "main form button")
    following = f"Renhold {(timezone.localdate() + relativedelta(months=10)).year}"
    look(following)
    page.goto(f"{lists}plan/")
    expect(page.locator("main table a", has_text=following)).to_be_visible()

    page.goto(lists)
    page.locator("[name=q]").last.focus()
    page.keyboard.type("skolene")
    page.keyboard.press("Enter")
    expect(page.locator("#procurements-found tbody tr")).to_have_count(1)
    look("Procurements")
    assert refused == []


@long_on("phone")
def test_people_buyers_and_documents(
    cast: Cast,
    ending: Procurement,
    signed_in: Callable[[User], Page],
    live_server: LiveServer,
    axe: Callable[[Page], list[str]],
    refused: list[str],
    width: int,
) -> None:
    User.objects.filter(pk=cast.ada.pk).update(language="en")
    page = signed_in(cast.ada)
    page.set_viewport_size({"width": width, "height": 900})
    place = f"{live_server.url}/o/ekby/procurements/{ending.uuid}/"

    def look() -> None:
        assert axe(page) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url

    page.goto(f"{place}people/")
    page.get_by_label("Granby kommun").check()
    press(page, "Save who buys", "main form button")
    page.select_option("#id_person", label="Cilla Lind")
    page.select_option("#id_part", label="Evaluates bids")
    press(page, "Add", "main form button:has(svg)")
    expect(page.locator(".procurement-person", has_text="Cilla Lind")).to_contain_text("Granby kommun")
    look()

    page.goto(f"{place}documents/")
    page.set_input_files("input[type=file]", {"name": "Plan.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.fill("#id_confidential_because", "offentleglova § 23")
    press(page, "Keep it", "main form button")
    expect(page.locator(".procurement-paper")).to_contain_text("Confidential: offentleglova § 23")
    with page.expect_download() as saved:
        page.click(".procurement-paper a")
    assert saved.value.suggested_filename == "plan.pdf"
    press(page, "Take out", ".procurement-paper__remove > button")
    look()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(page.locator("[name=reason]")).to_be_focused()
    page.keyboard.type("Wrong case")
    page.keyboard.press("Enter")
    expect(page.locator(".procurement-paper")).to_have_count(0)

    page.goto(place)
    press(page, "Stop it", ".stage-path__stop > button")
    page.get_by_label("Why it is stopped").fill("The money went to the school")
    look()
    page.keyboard.press("Enter")
    expect(page.locator(".page-header__answer")).to_have_text("Stopped: The money went to the school")
    look()
    assert refused == []
