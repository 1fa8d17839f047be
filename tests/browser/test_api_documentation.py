"""The reference of the API is a page like the others: readable by everyone, under the strict policy, without script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.screens import long_on

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@long_on("phone")
def test_reference_is_accessible_and_asks_no_other_server(
    page: Page, live_server: LiveServer, axe_over_looks: Callable[[Page], list[str]], refused: list[str], width: int
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{live_server.url}/api/v1/docs/")
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")

    assert axe_over_looks(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.locator("article h3", has_text="Import a ledger").count() == 1
    assert [address for address in asked if not address.startswith(live_server.url)] == []
    assert refused == []


def test_contents_lead_to_each_subject(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/api/v1/docs/")
    links = page.locator(".api-contents a").evaluate_all("all => all.map(each => each.getAttribute('href'))")

    assert len(links) > 8
    assert [link for link in links if page.locator(link).count() != 1] == []
