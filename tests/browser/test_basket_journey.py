"""A buyer gathers five requirements, fills them in by keyboard, hands a template over and opens the Word file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from requirements_bank.services.load_shipped import load_shipped_bank
from tests.browser.screens import long_on
from tests.factories.bank import make_published, texts
from tests.factories.baskets import word_file
from tests.factories.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KINDS = ("qualification", "technical_specification", "award_criterion", "contract_clause", "reporting_duty")
TEMPLATE = (
    "Krav fra {{ organisation }}",
    "{%p for section in sections %}",
    "{{ section.number }} {{ section.heading }}",
    "{%p for clause in section.clauses %}",
    "{{ clause.number }} {{ clause.title }}",
    "{{ clause.text }}",
    "{%p endfor %}",
    "{%p endfor %}",
)
ANNEX = ("{%tr for row in annex %}", "{{ row.number }} {{ row.code }} v{{ row.version }}", "{%tr endfor %}")


@pytest.fixture
def five(cast: Cast) -> list[str]:
    """The versions of five requirements of Ekby's, one of each kind."""
    with open_access(access_for_work(cast.ekby.pk)):
        return [
            str(
                make_published(cast.ekby, code=f"EGN-90{number}", kind=kind, title=texts(f"Krav {number}", sv="x")).uuid
            )
            for number, kind in enumerate(KINDS, start=1)
        ]


def put_into_basket(page: Page, address: str, version: str) -> None:
    """Press the button of a card; cards stand on pages of their own."""
    page.goto(f"{address}/o/ekby/requirements/baskets/")
    page.evaluate(
        """([address, version]) => {
            const form = document.createElement('form');
            form.method = 'post'; form.action = address;
            const token = JSON.parse(document.body.getAttribute('hx-headers'))['X-CSRFToken'];
            for (const [name, value] of [['version', version], ['csrfmiddlewaretoken', token]]) {
                const field = document.createElement('input');
                field.name = name; field.value = value; form.append(field);
            }
            document.body.append(form); form.submit();
        }""",
        [f"{address}/o/ekby/requirements/baskets/add/", version],
    )
    page.wait_for_url("**/baskets/*-*-*-*-*/")


def fill_by_keyboard(page: Page) -> None:
    """Type a value that does not fit and see it stand there, then one for each requirement."""
    fields = page.locator(".basket-item__values input")
    fields.first.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("500")
    page.keyboard.press("Enter")
    expect(page.locator("#basket-items [role=alert]")).to_be_visible()
    expect(fields.first).to_have_value("500")
    for number in range(5):
        fields.nth(number).focus()
        page.keyboard.press("Control+A")
        page.keyboard.type(str(50 + number))
    page.keyboard.press("Enter")
    expect(page.locator("#basket-items [role=status]")).to_contain_text("Lagret")
    expect(page.locator(".basket-item__wording mark").nth(4)).to_have_text("54\u00a0%")


def hand_over_template(page: Page, template: Path) -> None:
    """A template with a slip is refused by name; the right one is kept."""
    template.write_bytes(word_file("{{ organisasjon }}"))
    page.set_input_files("input[type=file]", template)
    page.click("text=Prøv den og lagre den")
    expect(page.locator(".template-errors")).to_contain_text("{{ organisasjon }}")
    template.write_bytes(word_file(*TEMPLATE, rows=ANNEX))
    page.set_input_files("input[type=file]", template)
    page.click("text=Prøv den og lagre den")
    expect(page.locator("[role=status]")).to_contain_text("mal virker")


def check(word: Any) -> None:
    """Clause numbers, filled values and the codes of the annex are in the file."""
    lines = [paragraph.text for paragraph in word.paragraphs]
    rows = [row.cells[0].text for row in word.tables[0].rows]

    assert lines[0] == "Krav fra Ekby kommun"
    for number in range(1, 6):
        place = lines.index(f"{number}.1 Krav {number}")
        assert lines[place + 1].startswith(f"Minst {49 + number}\u00a0% av leveransene")
    assert rows == [f"{number}.1 EGN-90{number} v1" for number in range(1, 6)]


@long_on("desk")
def test_from_five_requirements_to_a_word_file(
    cast: Cast,
    five: list[str],
    signed_in: Callable[[User], Page],
    live_server: LiveServer,
    axe: Callable[[Page], list[str]],
    refused: list[str],
    tmp_path: Path,
    width: int,
) -> None:
    page = signed_in(cast.ada)
    page.set_viewport_size({"width": width, "height": 900})

    def look(heading: str) -> None:
        expect(page.locator("h1")).to_have_text(heading)
        page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
        assert axe(page) == [], heading
        assert page.evaluate("document.documentElement.scrollWidth") <= width, heading

    for version in five:
        put_into_basket(page, live_server.url, version)
    look("Kurven til Ada Ask")
    assert page.locator(".basket-item").count() == 5

    fill_by_keyboard(page)
    assert axe(page) == []

    page.goto(f"{live_server.url}/o/ekby/requirements/document-templates/")
    look("Dokumentmaler")
    hand_over_template(page, tmp_path / "mal.docx")

    page.goto(f"{live_server.url}/o/ekby/requirements/baskets/")
    look("Kurver")
    page.click("text=Kurven til Ada Ask")
    page.click("text=Lag dokumenter")
    look("Lag dokumenter")
    page.select_option("#id_template", label="mal")
    with page.expect_download() as downloaded:
        page.click("button:has-text('Word')")
    check(Document(str(downloaded.value.path())))
    assert [line for line in refused if "422" not in line] == []  # what was refused by name


@long_on("phone")
def test_from_a_word_to_a_basket_by_the_guide(
    cast: Cast,
    signed_in: Callable[[User], Page],
    live_server: LiveServer,
    axe: Callable[[Page], list[str]],
    refused: list[str],
    width: int,
) -> None:
    load_shipped_bank()
    page = signed_in(cast.frida)
    page.set_viewport_size({"width": width, "height": 900})

    def look() -> None:
        page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
        assert axe(page) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url

    page.goto(f"{live_server.url}/o/ekby/requirements/guide/")
    look()
    page.fill("main [name=q]", "skoleskyss")
    page.fill("[name=value]", "12 mill")
    page.click("text=Gå videre")
    expect(page.locator("[name=category][value='transport.passenger']")).to_be_checked()
    look()
    page.click("text=Gå videre")
    expect(page.locator("[name=level]")).to_have_count(3)
    look()
    page.check("[name=level][value=advanced]")
    page.click("text=Vis settet")
    expect(page.locator("[name=version]").first).to_be_checked()
    look()
    page.go_back()
    expect(page.locator("[name=level][value=basic]")).to_be_visible()
    page.go_forward()
    chosen = page.locator("[name=version]:checked").count()
    page.click("text=Legg disse i en kurv")
    expect(page.locator("h1")).to_have_text("Skoleskyss")
    assert page.locator(".basket-item").count() == chosen
    page.goto(f"{live_server.url}/o/ekby/requirements/limits/")
    look()
    assert refused == []
