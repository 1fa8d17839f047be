"""The frame and every component in a real browser: readable, usable by keyboard and on a phone, under a strict CSP."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Organisation, User
from tests.factories.cast import Cast
from tests.factories.organisations import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PUBLIC = ("front", "about", "accessibility", "account_login", "account_reset_password", "account_signup")
WIDTHS = {"desk": 1440, "phone": 390}


@pytest.fixture
def gallery(settings: Settings, cast: Cast, signed_in: Callable[[User], Page], live_server: LiveServer) -> Page:
    """A page that shows every component with something in it."""
    settings.ROOT_URLCONF = "tests.browser.gallery.urls"
    page = signed_in(cast.frida)
    page.goto(f"{live_server.url}/o/ekby/gallery")
    return page


def choose(page: Page, language: str) -> None:
    page.locator("details", has=page.locator("button[name=language]")).locator("summary").click()
    page.click(f"button[name=language][value={language}]")


@pytest.mark.parametrize("language", ["nb", "sv", "en"])
def test_public_pages_have_no_accessibility_violations(
    page: Page, live_server: LiveServer, axe: Callable[[Page], list[str]], language: str, refused: list[str]
) -> None:
    page.goto(f"{live_server.url}/about")
    choose(page, language)
    for name in PUBLIC:
        page.goto(f"{live_server.url}{reverse(name)}")
        assert page.get_attribute("html", "lang") == language
        assert axe(page) == [], name
    assert refused == []


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
def test_components_have_no_accessibility_violations_and_fit(
    gallery: Page, axe: Callable[[Page], list[str]], refused: list[str], width: int
) -> None:
    gallery.set_viewport_size({"width": width, "height": 844})
    gallery.evaluate("document.querySelectorAll('details.disclosure').forEach(each => { each.open = true })")

    assert axe(gallery) == []
    assert gallery.evaluate("document.documentElement.scrollWidth") == width
    assert refused == []


def test_charts_show_the_width_that_fits(gallery: Page) -> None:
    assert gallery.locator(".chart-wide:visible svg").count() == gallery.locator(".chart-wide").count()
    assert gallery.locator(".chart-narrow:visible").count() == 0

    gallery.set_viewport_size({"width": 390, "height": 844})

    assert gallery.locator(".chart-narrow:visible").count() == gallery.locator(".chart-narrow").count()
    assert gallery.locator(".chart-wide:visible").count() == 0


def test_skip_link_leads_to_the_content(gallery: Page) -> None:
    gallery.evaluate("document.activeElement.blur()")
    gallery.evaluate("window.scrollTo(0, 0)")
    gallery.locator(".skip-link").focus()
    gallery.keyboard.press("Enter")

    assert gallery.evaluate("document.activeElement.id") == "content"


def test_menus_open_by_keyboard_and_close_on_escape(gallery: Page) -> None:
    menu = gallery.locator("details.menu", has_text="frida.foss@example.org")
    menu.locator("summary").focus()
    gallery.keyboard.press("Enter")
    expect(menu.locator(".menu__panel")).to_be_visible()

    gallery.keyboard.press("Escape")

    expect(menu.locator(".menu__panel")).to_be_hidden()
    assert gallery.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_navigation_lies_at_the_thumb_on_a_phone(gallery: Page) -> None:
    gallery.set_viewport_size({"width": 390, "height": 844})
    entries = gallery.locator(".main-nav > ul > li:visible")
    boxes = [entry.bounding_box() for entry in entries.all()]

    assert len(boxes) == 5
    assert all(box and box["y"] > 844 - 90 and box["height"] >= 44 and box["width"] >= 44 for box in boxes)


def test_rest_of_the_navigation_opens_under_more(gallery: Page) -> None:
    gallery.set_viewport_size({"width": 390, "height": 844})
    gallery.click(".main-nav__more summary")

    assert gallery.locator(".main-nav__more .menu__item:visible").all_inner_texts() == [
        "Leverandører",
        "Faktorer",
        "Innstillinger",
    ]


def test_confirmation_opens_takes_focus_and_closes_on_escape(gallery: Page) -> None:
    gallery.click("button[popovertarget=remove] >> nth=0")
    dialog = gallery.locator("#remove")
    expect(dialog).to_be_visible()
    expect(dialog.locator("[popovertargetaction=hide]")).to_be_focused()

    gallery.keyboard.press("Escape")

    expect(dialog).to_be_hidden()


def test_progress_is_polled_until_the_work_is_over(gallery: Page, refused: list[str]) -> None:
    expect(gallery.locator("#done")).to_have_text("done", timeout=6_000)
    assert refused == []


def test_drop_zone_shows_the_chosen_file(gallery: Page) -> None:
    gallery.set_input_files(
        "[data-drop-zone] input", {"name": "2024.se", "mimeType": "text/plain", "buffer": b"#FLAGGA"}
    )

    expect(gallery.locator("[data-drop-zone] output")).to_have_text("2024.se")


def test_errors_of_a_form_link_to_their_fields(gallery: Page) -> None:
    gallery.click(".error-summary a >> nth=0")

    assert gallery.evaluate("location.hash") == "#id_name"


def test_slash_leads_to_the_search_box_only_outside_fields(gallery: Page) -> None:
    gallery.evaluate("document.querySelector('.search-box input').dataset.search = ''")
    gallery.focus("#id_note")
    gallery.keyboard.press("/")
    assert gallery.input_value("#id_note") == "/"

    gallery.evaluate("document.activeElement.blur()")
    gallery.keyboard.press("/")

    assert gallery.evaluate("document.activeElement.closest('.search-box') !== null")


def test_who_signs_in_and_out_at_a_desk_is_in_and_out(
    cast: Cast, page: Page, live_server: LiveServer, refused: list[str]
) -> None:
    page.set_viewport_size({"width": WIDTHS["desk"], "height": 900})
    page.goto(f"{live_server.url}/o/ekby/overview/")
    page.fill("[name=login]", cast.ada.email)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    menu = page.locator("details", has=page.locator("form[action$='/logout/']"))
    menu.locator("summary").click()
    place = page.url
    menu.locator("form[action$='/logout/'] button").click()
    expect(page.locator("a[href*='/accounts/login/']").first).to_be_visible()

    assert place == f"{live_server.url}/o/ekby/overview/"
    assert refused == []


def test_pages_work_without_script(cast: Cast, live_server: LiveServer, chromium: Browser) -> None:
    silent = chromium.new_context(java_script_enabled=False)
    page = silent.new_page()
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("[name=login]", cast.ada.email)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    page.locator("summary", has_text="Ada").click()

    assert page.locator(".menu__panel:visible").inner_text().splitlines()[0] == "Ada Ask"
    silent.close()


def test_organisation_colour_reaches_the_page(
    cast: Cast, signed_in: Callable[[User], Page], live_server: LiveServer, settings: Settings
) -> None:
    settings.ROOT_URLCONF = "tests.browser.gallery.urls"
    with open_access(access_for_work(cast.ekby.pk)):
        Organisation.objects.filter(pk=cast.ekby.pk).update(accent_colour="#7a1f5c")
    page = signed_in(cast.frida)
    page.goto(f"{live_server.url}/o/ekby/gallery")

    assert (
        page.evaluate("getComputedStyle(document.querySelector('.site-header')).borderTopColor") == "rgb(122, 31, 92)"
    )


def test_choice_of_language_stays_with_the_person(cast: Cast, signed_in: Callable[[User], Page]) -> None:
    page = signed_in(cast.ada)
    choose(page, "sv")

    cast.ada.refresh_from_db()
    assert cast.ada.language == "sv"
    assert page.get_attribute("html", "lang") == "sv"
