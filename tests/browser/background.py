"""What is sent in the background: when a page has taken in the answer."""

from playwright.sync_api import Page, expect


def settled(page: Page) -> None:
    """Wait until what came in answers by itself; before that a button or Enter sends the whole page."""
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")).to_have_count(0)
