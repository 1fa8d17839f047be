"""The main job by keyboard: find, fill in, see the levels, gather five, hand a template over, open the Word file.

And what a network's new version looks like to a member that uses the requirement.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from requirements_bank.services.adopt import adopt
from requirements_bank.services.load_shipped import load_shipped_bank
from requirements_bank.services.versions import new_draft, publish
from tests.browser.screens import long_as
from tests.factories.bank import make_published, texts
from tests.factories.baskets import word_file
from tests.factories.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEMPLATE = (
    "{%p for section in sections %}",
    "{%p for clause in section.clauses %}",
    "{{ clause.number }} {{ clause.title }}",
    "{{ clause.text }}",
    "{%p endfor %}",
    "{%p endfor %}",
)
HITS = ".requirement-card h2 a"
ANNEX = ("{%tr for row in annex %}", "{{ row.code }}", "{%tr endfor %}")


@dataclass(frozen=True, slots=True)
class Reader:
    """In which language somebody reads, on how wide a screen, what they type and what they find."""

    language: str
    width: int
    words: str
    found: str
    filled: str


READERS = [
    Reader("nb", 1440, "utslippsfri varetransport", "Utslippsfrie leveranser", "Minst 75\u00a0% av leveransene"),
    Reader("sv", 390, "utsläppsfria leveranser", "Utsläppsfria leveranser", "Minst 75\u00a0% av leveranserna"),
    Reader("en", 1440, "zero-emission deliveries", "Zero-emission deliveries", "at least 75% of the deliveries"),
]


def tab_to(page: Page, selector: str, *, most: int = 120) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(most):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} cannot be reached by keyboard")


def press(page: Page, selector: str) -> None:
    tab_to(page, selector)
    press_enter(page)


def press_enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def find(page: Page, bank: str, reader: Reader) -> None:
    page.goto(bank)
    tab_to(page, "#bank-words")
    page.keyboard.type(reader.words)
    page.keyboard.press("Enter")
    expect(page.locator(HITS).first).to_have_text(reader.found)
    page.wait_for_timeout(1_000)  # the search that typing started may answer after the one that Enter sent


def gather_four_others(page: Page) -> None:
    for number in range(1, 5):
        card = page.locator(".requirement-card").nth(number)
        card.locator("form.basket-button button").focus()
        page.keyboard.press("Enter")
        expect(card.locator("form.basket-button a")).to_be_visible()


def fill_in(page: Page) -> None:
    tab_to(page, "#v-share")
    page.keyboard.press("Control+A")
    page.keyboard.type("75")
    expect(page.locator("#filled-text")).to_contain_text("75")


def hand_over_template(page: Page, bank: str, template: Path) -> None:
    page.goto(f"{bank}document-templates/")
    template.write_bytes(word_file(*TEMPLATE, rows=ANNEX))
    page.set_input_files("input[type=file]", template)
    page.locator("form[enctype] button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main table").first).to_contain_text("mal")


def word_from(page: Page) -> Path:
    press(page, "a[href$='/documents/']")
    page.select_option("#id_template", label="mal")
    tab_to(page, "button[formaction*='document.docx']")
    with page.expect_download() as downloaded:
        page.keyboard.press("Enter")
    return downloaded.value.path()


@long_as("reader", {"nb": (READERS[0],), "sv": (READERS[1],)}, {"en": (READERS[2],)})
def test_from_words_to_a_word_file(
    cast: Cast,
    signed_in: Callable[[User], Page],
    axe: Callable[[Page], list[str]],
    refused: list[str],
    live_server: LiveServer,
    tmp_path: Path,
    reader: Reader,
) -> None:
    load_shipped_bank()
    User.objects.filter(pk=cast.ada.pk).update(language=reader.language)
    page = signed_in(cast.ada)
    page.set_viewport_size({"width": reader.width, "height": 900})
    bank = f"{live_server.url}/o/ekby/requirements/"

    def look() -> None:
        assert axe(page) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= reader.width, page.url

    find(page, bank, reader)
    look()
    gather_four_others(page)
    page.locator(HITS).first.focus()
    press_enter(page)
    fill_in(page)
    look()
    press(page, "#filled form button")
    press(page, "a[href*='/levels/']")
    expect(page.locator("h1")).to_be_visible()
    look()
    hand_over_template(page, bank, tmp_path / "mal.docx")
    page.goto(f"{bank}baskets/")
    press(page, "main a[href*='/baskets/'][href$='/']:not([href$='/baskets/'])")
    expect(page.locator(".basket-item")).to_have_count(5)
    look()
    word = Document(str(word_from(page)))

    lines = [paragraph.text for paragraph in word.paragraphs]
    assert any(reader.filled in line for line in lines)
    assert len([row for row in word.tables[0].rows if row.cells[0].text]) == 5
    assert refused == []


def test_a_members_choice_when_the_network_publishes_anew(
    cast: Cast, signed_in: Callable[[User], Page], axe: Callable[[Page], list[str]], live_server: LiveServer
) -> None:
    with open_access(access_for_work(cast.network.pk)):
        version = make_published(cast.network, code="NET-001", title=texts("Felles levering"))
    with open_access(access_for_work(cast.ekby.pk)):
        adopt(organisation=cast.ekby, version=version)
    wording = texts("Minst {share} av leveransene skal skje med elektrisk varebil.")
    with open_access(access_for_work(cast.network.pk)):
        draft = new_draft(requirement=version.requirement, said={**version.content, "wording": wording})
        publish(draft, change_note="Sykkel passet ikke overalt")

    User.objects.filter(pk=cast.ada.pk).update(language="nb")
    page = signed_in(cast.ada)
    page.goto(f"{live_server.url}/o/ekby/requirements/used/")
    press(page, "a[href$='/newer/']")
    expect(page.locator("main del", has_text="lastesykkel").first).to_be_visible()
    expect(page.locator("main ins", has_text="elektrisk varebil").first).to_be_visible()
    assert axe(page) == []
    press(page, "button[name=answer][value=take]")
    page.goto(f"{live_server.url}/o/ekby/requirements/used/")
    expect(page.locator("main")).to_contain_text("versjon 2")
    expect(page.locator("a[href$='/newer/']")).to_have_count(0)
