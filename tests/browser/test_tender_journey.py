"""An officer divides a procurement into lots, gives one a criterion of its own, and makes the tender documents."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import Lot, Procurement, ProcurementDocument
from tests.factories.cast import Cast
from tests.factories.tenders import make_tender

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (390, 1440)


@pytest.fixture
def tender(cast: Cast) -> Procurement:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_tender(cast.ekby)


def typed_into(page: Page, locator: str, text: str) -> None:
    page.locator(locator).first.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def test_from_lots_to_tender_documents(
    cast: Cast,
    tender: Procurement,
    signed_in: Callable[[User], Page],
    live_server: LiveServer,
    axe: Callable[[Page], list[str]],
    refused: list[str],
) -> None:
    page = signed_in(cast.ada)
    address = f"{live_server.url}/o/ekby/procurements/{tender.uuid}"

    def look(name: str) -> None:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert axe(page) == [], name
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name

    page.goto(f"{address}/lots/")
    for title in ("Nord", "Sør"):
        typed_into(page, "[name=title]", title)
        page.keyboard.press("Enter")
        expect(page.locator(".lot-card h3").last).to_contain_text(title)
    page.locator(".lot-card").last.locator("button[value=up]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".lot-card h3").first).to_contain_text("Sør")
    look("lots")

    page.locator(".lot-card a").first.focus()
    page.keyboard.press("Enter")
    page.locator("[name=asked]").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[name$=-weight]")).to_have_count(1)
    typed_into(page, "[name=price_weight]", "55")
    typed_into(page, "[name$=-weight]", "45")
    page.keyboard.press("Enter")
    expect(page.locator(".lot-sum")).to_contain_text("55")
    expect(page.locator(".lot-sum.is-off")).to_have_count(0)
    look("lot")

    page.goto(f"{address}/tender-documents/")
    expect(page.locator(".tender-annex")).to_have_count(3)
    look("tender documents")
    page.locator("select[name=language]").focus()
    page.keyboard.press("s")
    expect(page.locator(".tender-annex__keep [name=language]").first).to_have_value("sv")
    page.locator("[name=annex][value='evaluation.pdf']").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".procurement-paper")).to_contain_text("Bilaga: utvärdering", timeout=30_000)

    with open_access(access_for_work(cast.ekby.pk)):
        assert [lot.title for lot in Lot.objects.all()] == ["Sør", "Nord"]
        assert ProcurementDocument.objects.get().annex == "evaluation"
    assert refused == []
