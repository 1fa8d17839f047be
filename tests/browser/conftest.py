"""One chromium and one context for all browser tests, and a page for each test."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from foundation.translations.catalogs import compile_catalogs
from organisations.models import User

expect.set_options(timeout=30_000)  # a busy machine is no failure

# Playwright keeps an event loop running in the main thread, where Django would refuse the tests' own queries.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE_OVER_ALL = """async rules =>
    (await axe.run(document, {runOnly: rules, resultTypes: ['violations']})).violations
"""
AXE_OVER_LOOKS = """async rules => {
    const looks = new Map(), grounds = new Map();
    const ground = each => {
        if (!each) return '';
        if (!grounds.has(each)) {
            const style = getComputedStyle(each);
            const own = [style.backgroundColor, style.backgroundImage, style.opacity, style.position].join(' ');
            const above = ground(each.parentElement);
            grounds.set(each, own === 'rgba(0, 0, 0, 0) none 1 static' ? above : `${above} / ${own}`);
        }
        return grounds.get(each);
    };
    for (const each of document.body.querySelectorAll('*')) {
        if ([...each.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim())) {
            const { color, fontSize, fontWeight, textShadow } = getComputedStyle(each);
            const look = [ground(each), color, fontSize, fontWeight, textShadow].join(' | ');
            if (!looks.has(look)) looks.set(look, each);
        }
    }
    const options = { resultTypes: ['violations'] };
    const contrast = await axe.run({ include: [...looks.values()] }, { ...options, runOnly: ['color-contrast'] });
    const others = { ...options, runOnly: rules, rules: { 'color-contrast': { enabled: false } } };
    return [...contrast.violations, ...(await axe.run(document, others)).violations];
}"""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
]


@pytest.fixture(scope="session", autouse=True)
def _connections_end_with_their_request() -> None:
    """The live server's threads must not hold on to the test database when it is dropped."""
    connections.settings["default"]["CONN_MAX_AGE"] = 0


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if not program:
        pytest.fail("The browser tests need chromium. Install it: apt-get install chromium", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def context(chromium: Browser) -> Iterator[BrowserContext]:
    compile_catalogs(Path(settings.BASE_DIR))
    context = chromium.new_context(locale="nb-NO", viewport={"width": 1440, "height": 900})
    context.set_default_timeout(30_000)  # a busy machine is no failure
    yield context
    context.close()


GIVEN_UP = ("htmx:sendAbort", "htmx:afterRequest")


@pytest.fixture
def refused() -> list[str]:
    """What the page's console complained about: a broken Content-Security-Policy shows here."""
    return []


@pytest.fixture
def page(context: BrowserContext, refused: list[str], live_server: LiveServer) -> Iterator[Page]:  # noqa: ARG001 - to visit
    context.clear_cookies()
    page = listened_to(context, refused)
    yield page
    page.close()


def listened_to(context: BrowserContext, refused: list[str]) -> Page:
    """A new page whose complaints are taken down in `refused`.

    Whoever types on gives up the question that is still on its way. Answers that are wrong show otherwise as well.
    """
    page = context.new_page()

    def take_down(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(GIVEN_UP):
            refused.append(message.text)

    page.on("console", take_down)
    page.on("pageerror", lambda error: refused.append(str(error)))
    return page


@pytest.fixture
def signed_in(page: Page, live_server: LiveServer, client_for: Callable[[User], Client]) -> Callable[[User], Page]:
    """The first page of the given person, signed in; by the form one is in test_frame.py and test_inspection.py."""

    def sign_in(user: User) -> Page:
        session = client_for(user).cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page.goto(live_server.url)
        return page

    return sign_in


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Runs axe-core over the page and returns each violation with the element it is about."""
    return lambda page: _violations(page, AXE_OVER_ALL)


@pytest.fixture
def axe_over_looks() -> Callable[[Page], list[str]]:
    """As `axe`, for a page of thousands of elements that look alike: of these, contrast is measured once for each look.

    All other rules go over every element. A look is what contrast depends on: colour, size, weight and shadow of a
    text, and ground, opacity and position of everything around it.
    """
    return lambda page: _violations(page, AXE_OVER_LOOKS)


def _violations(page: Page, run: str) -> list[str]:
    if not AXE.exists():
        pytest.fail("The accessibility tests need axe-core. Install it: npm ci", pytrace=False)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(run, RULES)
    return [
        f"{violation['id']}: {violation['help']} {node['target']} {node['html'][:160]}"
        for violation in found
        for node in violation["nodes"]
    ]
