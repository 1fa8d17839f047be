"""Every page that there is: accessible, nothing refused by the browser, wide and narrow.

The pages are those of the isolation crawler: a new address without an example fails there. Each is opened in one of the
languages, in turn, and in all of them in `make endurance`.
"""

import os
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from foundation.access import open_access
from foundation.audience import Audience
from foundation.scoping import access_for_work
from organisations.models import User
from tests.architecture.addresses import addresses_for
from tests.architecture.examples import Arguments, Maker, example_for
from tests.browser.conftest import AXE, listened_to
from tests.factories.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDE, NARROW = 1440, 390
# Words of the menu that their box cuts, and words of a drawing that stick out of it.
CUT_WORDS = """() => [
  ...[...document.querySelectorAll(".main-nav__link span")].filter((word) => word.scrollWidth > word.clientWidth),
  ...[...document.querySelectorAll(".chart-drawing text")].filter((word) => {
    const drawing = word.ownerSVGElement.getBoundingClientRect(), box = word.getBoundingClientRect();
    return drawing.width && (box.left < drawing.left - 1 || box.right > drawing.right + 1);
  }),
].map((word) => word.textContent)"""
PAGES_OF_A_TAB = 8
OPEN_AND_TELL_LANGUAGE = """() => {
    document.querySelectorAll('main details').forEach(each => { each.open = true });
    return document.documentElement.lang;
}"""
NO_PAGES = {"account_logout", "account_inactive"}
ELSEWHERE = {"api_documentation"}  # as long as all others together, and looked at by a test of its own
ENDURANCE = bool(os.environ.get("KLIMATRAPPA_ENDURANCE"))
LANGUAGES = [code for code, _ in settings.LANGUAGES]


def paths_of(cast: Cast, *audiences: Audience) -> Iterator[str]:
    """The address of every page for these people, with Ekby's things in it; each thing is made once."""
    made: dict[Maker, Arguments] = {}
    for address in addresses_for(*audiences):
        example = example_for(address)
        if example is None or address.key in NO_PAGES | ELSEWHERE:
            continue
        if example.make not in made:
            with open_access(access_for_work(cast.ekby.pk)):
                made[example.make] = example.make(cast)
        place = {"organisation": cast.ekby.slug} if "<slug:organisation>" in address.route else {}
        yield address.path(**place, **made[example.make])


def is_page(client: Client, path: str) -> bool:
    """Whether the address answers with a whole page: no file, no redirect, no part of a page."""
    answer: Any = client.get(path)
    return bool(answer.status_code == HTTPStatus.OK and b"<html" in answer.getvalue())


def by_language(paths: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Each language with the addresses that are looked at in it."""
    for place, language in enumerate(LANGUAGES):
        yield language, paths if ENDURANCE else paths[place :: len(LANGUAGES)]


def in_tabs(context: BrowserContext, refused: list[str], paths: list[str]) -> Iterator[tuple[Page, str]]:
    """Each address with the page to look at it in: one that has seen many takes twice as long over each."""
    for first in range(0, len(paths), PAGES_OF_A_TAB):
        page = listened_to(context, refused)
        page.add_init_script(path=AXE)
        for path in paths[first : first + PAGES_OF_A_TAB]:
            yield page, path
        page.close()


def test_endurance_of_every_page_it_is_accessible_and_fits(
    cast: Cast,
    signed_in: Callable[[User], Page],
    client_for: Callable[[User], Client],
    live_server: LiveServer,
    axe: Callable[[Page], list[str]],
    refused: list[str],
) -> None:
    people = {
        cast.frida: (Audience.OWN, Audience.SHARED, Audience.SIGNED_IN, Audience.PUBLIC),
        cast.olav: (Audience.OPERATOR,),
    }
    seen = 0
    for person, audiences in people.items():
        client = client_for(person)
        paths = [path for path in paths_of(cast, *audiences) if is_page(client, path)]
        page = signed_in(person)
        for language, those in by_language(paths):
            User.objects.filter(pk=person.pk).update(language=language)
            for tab, path in in_tabs(page.context, refused, those):
                tab.set_viewport_size({"width": WIDE, "height": 900})
                tab.goto(f"{live_server.url}{path}")
                assert tab.evaluate(OPEN_AND_TELL_LANGUAGE) == language, path
                assert axe(tab) == [], path
                assert tab.evaluate(CUT_WORDS) == [], path
                tab.set_viewport_size({"width": NARROW, "height": 844})
                assert tab.evaluate("document.documentElement.scrollWidth") <= NARROW, path
                assert tab.evaluate(CUT_WORDS) == [], path
                seen += 1
        page.context.clear_cookies()

    assert seen > 90
    assert refused == []
