"""By keyboard alone: fill a requirement, see its text change, go up the levels and compare. Wide and on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from organisations.models import User
from requirements_bank.models import Requirement
from requirements_bank.services.load_shipped import load_shipped_bank
from tests.browser.screens import long_on
from tests.factories.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SHARE = "#v-share"


def tab_to(page: Page, selector: str, *, most: int = 60) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(most):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} cannot be reached by keyboard")


@long_on("phone")
def test_from_a_filled_sentence_to_the_levels_and_a_comparison(
    cast: Cast,
    signed_in: Callable[[User], Page],
    axe: Callable[[Page], list[str]],
    refused: list[str],
    live_server: LiveServer,
    width: int,
) -> None:
    load_shipped_bank()
    requirement = Requirement.objects.get(code="TRA-002")
    page = signed_in(cast.ada)
    page.set_viewport_size({"width": width, "height": 844})
    address = f"{live_server.url}/o/ekby/requirements/{requirement.uuid}/"

    def look(heading: str) -> None:
        expect(page.locator("h1")).to_have_text(heading)
        page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
        assert axe(page) == [], heading
        assert page.evaluate("document.documentElement.scrollWidth") <= width, heading

    page.goto(address)
    look("Utslippsfrie leveranser")
    tab_to(page, SHARE)
    page.keyboard.press("Control+a")
    page.keyboard.type("75")
    expect(page.locator("#filled-text")).to_contain_text("Minst 75")
    expect(page.locator("#measure")).to_contain_text("Minst 75")
    expect(page.locator(SHARE)).to_be_focused()
    page.keyboard.type("5")
    expect(page.locator("#v-share-problem")).to_contain_text("755 er for høyt")
    expect(page.locator("#filled-text")).to_contain_text("[Andel leveranser]")
    look("Utslippsfrie leveranser")
    page.keyboard.press("Backspace")
    expect(page.locator("#v-share-problem")).to_be_empty()
    assert page.url == f"{address}?language=nb&v-share=75"

    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page.locator(SHARE)).to_have_value("75")
    tab_to(page, "button[lang=sv]")
    page.keyboard.press("Enter")
    expect(page.locator("#filled-text[lang=sv]")).to_contain_text("Minst 75")

    page.goto(address)
    tab_to(page, "a[href*='/levels/']")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Nivåer")
    look("Nivåer: Fossilfrie leveranser")
    tab_to(page, "a[href*='/compare/']")
    page.keyboard.press("Enter")
    look("Sammenlign krav")
    assert page.locator("table.compare thead th").count() == 5
    assert refused == []


def test_the_wording_is_filled_without_script(
    cast: Cast, signed_in: Callable[[User], Page], live_server: LiveServer
) -> None:
    load_shipped_bank()
    requirement = Requirement.objects.get(code="TRA-002")
    here = signed_in(cast.ada).context
    browser = here.browser
    assert browser
    context = browser.new_context(java_script_enabled=False, locale="nb-NO", storage_state=here.storage_state())
    page = context.new_page()
    page.goto(f"{live_server.url}/o/ekby/requirements/{requirement.uuid}/")
    page.fill(SHARE, "65")
    page.click(".fill__update button")

    expect(page.locator("#filled-text")).to_contain_text("Minst 65")
    context.close()
