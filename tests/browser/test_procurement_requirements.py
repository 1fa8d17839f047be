"""An officer puts a basket into a procurement, fills in and weighs by keyboard, and reads the answer of the law."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import AskedRequirement, Procurement
from tests.browser.background import settled
from tests.browser.screens import long_on
from tests.factories.bank import make_published, texts
from tests.factories.baskets import make_filled_basket
from tests.factories.cast import Cast
from tests.factories.procurements import make_planned

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TYPED_MEANWHILE = """document.addEventListener("htmx:beforeSend", () => {
  document.querySelector("[name=price_weight]").value = "75";
}, { once: true })"""  # after the form was read, before its answer is here


@pytest.fixture
def planned(cast: Cast) -> Procurement:
    """A Norwegian procurement that asks for nothing yet, and a basket with a criterion and a clause."""
    with open_access(access_for_work(cast.ekby.pk)):
        criterion = make_published(
            cast.ekby, code="EGN-901", kind="award_criterion", phase="evaluation", title=texts("Lave utslipp", sv="x")
        )
        make_filled_basket(cast.ekby, criterion, make_published(cast.ekby, code="EGN-902"))
        return make_planned(cast.ekby, country="NO")


def typed_into(page: Page, locator: str, text: str) -> None:
    page.locator(locator).first.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def saves_and_types_on(page: Page) -> None:
    """What is typed while a save is on its way stands there afterwards, unsaved."""
    settled(page)
    page.evaluate(TYPED_MEANWHILE)
    page.keyboard.press("Enter")
    expect(page.locator("#asked [data-unsaved]")).to_be_visible()
    expect(page.locator("[name=price_weight]")).to_have_value("75")
    settled(page)
    typed_into(page, "[name=price_weight]", "80")
    page.keyboard.press("Enter")
    expect(page.locator("#asked [data-unsaved]")).to_be_hidden()


@long_on("phone")
def test_from_a_basket_to_the_answer_of_the_law(
    cast: Cast,
    planned: Procurement,
    signed_in: Callable[[User], Page],
    live_server: LiveServer,
    axe: Callable[[Page], list[str]],
    refused: list[str],
    width: int,
) -> None:
    page = signed_in(cast.ada)
    page.set_viewport_size({"width": width, "height": 900})
    address = f"{live_server.url}/o/ekby/procurements/{planned.uuid}"

    def look(name: str) -> None:
        page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
        assert axe(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name

    page.goto(f"{address}/requirements/")
    look("empty")
    page.locator("#add-basket").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".asked-item")).to_have_count(2)

    typed_into(page, "[name$=-value_share]", "500")
    typed_into(page, "[name$=-weight]", "20")
    typed_into(page, "[name=price_weight]", "80")
    page.keyboard.press("Enter")
    expect(page.locator("#asked [role=alert]")).to_be_visible()
    expect(page.locator("[name$=-value_share]").first).to_have_value("500")
    settled(page)
    typed_into(page, "[name$=-value_share]", "60")
    page.keyboard.press("Enter")
    expect(page.locator("#asked [role=status]")).to_be_visible()
    saves_and_types_on(page)
    expect(page.locator(".basket-item__wording mark").first).to_have_text("60\u00a0%")
    expect(page.locator(".asked-sum.is-off")).to_have_count(0)
    look("requirements")

    page.goto(f"{address}/law/")
    expect(page.locator(".law-answer.is-complete")).to_have_count(0)
    expect(page.locator(".law-findings.is-missing li")).to_have_count(1)
    look("law, missing")
    page.select_option("[name=contract]", "services")
    page.select_option("[name=above]", "yes")
    page.locator("[name=climate_by][value=requirements]").focus()
    page.keyboard.press("Space")
    page.locator("[name=requirements]").focus()
    page.keyboard.press("Space")
    typed_into(page, "[name=reason]", "Kravet gir mer enn et kriterium.")
    page.keyboard.press("Tab")
    page.locator("form.law-form button").last.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".law-answer.is-complete")).to_be_visible()
    expect(page.locator(".law-documents")).to_contain_text("Kravet gir mer enn et kriterium.")
    look("law, complete")

    page.goto(f"{address}/requirements/find/?q=EGN")
    look("find")
    with open_access(access_for_work(cast.ekby.pk)):
        assert AskedRequirement.objects.filter(values={"share": "60"}).count() == 1
    assert [line for line in refused if "422" not in line] == []
