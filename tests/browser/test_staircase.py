"""A staircase is typed, moved by keyboard, saved, held against somebody else's, and asked what if."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from foundation.access import open_access
from foundation.changes.record import Actor, acting
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import AskedRequirement, StaircaseStep
from procurement.services.staircases import PlannedStep, Rules, let_rise
from tests.factories.cast import Cast
from tests.factories.procurements import make_asking

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def asked(cast: Cast) -> AskedRequirement:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_asking(cast.ekby)[1][0]


@pytest.mark.parametrize("width", [1440, 390], ids=["desk", "phone"])
def test_a_staircase_is_typed_moved_saved_and_asked_what_if(
    cast: Cast,
    asked: AskedRequirement,
    signed_in: Callable[[User], Page],
    live_server: LiveServer,
    axe: Callable[[Page], list[str]],
    refused: list[str],
    width: int,
) -> None:
    page = signed_in(cast.ada)
    page.set_viewport_size({"width": width, "height": 900})
    address = f"{live_server.url}/o/ekby/procurements/{asked.procurement.uuid}/staircases/"

    def look() -> None:
        page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
        assert axe(page) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url

    page.goto(address)
    look()
    page.click(".climb-flat a")
    expect(page.locator("[name=step-0-threshold]")).to_have_value("40")
    page.fill("[name=step-1-threshold]", "60")
    page.fill("[name=step-1-months]", "24")
    page.locator("[name=step-1-months]").blur()
    expect(page.locator("#climb-picture .chart-drawing:visible")).to_contain_text("60")
    page.click("[name=do][value=add]")
    page.fill("[name=step-2-threshold]", "80")
    page.fill("[name=step-2-months]", "47")
    look()
    move_by_keyboard(page)
    page.click(".climb-save button")
    expect(page.locator("[role=status]").first).to_be_visible()
    assert saved_steps(cast) == [(40, 0), (62, 24), (80, 48)]
    look()

    meet_somebody_else(page, cast, asked)
    look()
    page.click(".climb-save button")
    page.wait_for_load_state()
    assert saved_steps(cast) == [(45, 0), (62, 24), (80, 48)]

    page.click("a[href$='what-if/']")
    page.fill("[name=start]", "2028-02-01")
    page.select_option("[name=options]", "0")
    page.click("main form button")
    expect(page.locator(".climb-sides section")).to_have_count(2)
    expect(page.locator(".climb-different li")).to_have_count(2)  # all later; the last one never
    look()
    assert [line for line in refused if "409" not in line] == []


def test_a_step_is_dragged_in_the_picture(
    cast: Cast, asked: AskedRequirement, signed_in: Callable[[User], Page], live_server: LiveServer, refused: list[str]
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        let_rise(asked, [PlannedStep(Decimal(40), months=0), PlannedStep(Decimal(60), months=24)], Rules())
    page = signed_in(cast.ada)
    page.goto(f"{live_server.url}/o/ekby/procurements/{asked.procurement.uuid}/staircases/{asked.uuid}/")
    handle = page.get_by_role("slider").nth(1)
    box = handle.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 120, y - 60, steps=6)
    page.mouse.up()

    threshold, months = (page.locator(f"[name=step-1-{name}]") for name in ("threshold", "months"))
    assert 65 < int(threshold.input_value()) < 95
    assert 26 < int(months.input_value()) < 48
    expect(page.locator("#climb-picture .chart-drawing:visible")).to_contain_text(threshold.input_value())
    assert (saved_steps(cast), refused) == ([(40, 0), (60, 24)], [])  # nothing is saved by looking


def move_by_keyboard(page: Page) -> None:
    """Raise the second step by two, and let the third come a month later; the picture follows."""
    steps = page.get_by_role("slider")
    expect(steps).to_have_count(3)
    steps.nth(1).focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[name=step-1-threshold]")).to_have_value("62")
    steps.nth(2).focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[name=step-2-months]")).to_have_value("48")
    expect(page.locator("#climb-picture .chart-drawing:visible")).to_contain_text("62")
    expect(steps.nth(2)).to_be_focused()
    expect(steps.nth(2)).to_have_attribute("aria-valuenow", "80")


def meet_somebody_else(page: Page, cast: Cast, asked: AskedRequirement) -> None:
    """Type while somebody else saves: what was typed stays, and theirs stands beside it."""
    page.fill("[name=step-0-threshold]", "45")
    with open_access(access_for_work(cast.ekby.pk)), acting(Actor("Bo Berg", None)):
        let_rise(asked, [PlannedStep(Decimal(55), months=0)], Rules(), revision=1)
    page.click(".climb-save button")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Bo Berg")
    expect(alert).to_contain_text("55")
    expect(page.locator("[name=step-0-threshold]")).to_have_value("45")


def saved_steps(cast: Cast) -> list[tuple[int, int | None]]:
    with open_access(access_for_work(cast.ekby.pk)):
        return [(int(step.threshold), step.months) for step in StaircaseStep.objects.all()]
