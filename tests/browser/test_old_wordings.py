"""An officer brings thirty old wordings and decides on them, by keyboard alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from requirements_bank.models import Counterpart, OldWording
from requirements_bank.services.load_shipped import load_shipped_bank
from requirements_bank.services.map_bank import propose_counterparts
from tests.factories.bank import make_loaded_bank, make_published, said
from tests.factories.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "old_wordings"


def press_until(page: Page, name: str, *, role: str = "button") -> None:
    """Go on with the tabulator until a button has the focus, and press it."""
    wanted = page.get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type]
    for _ in range(200):
        page.keyboard.press("Tab")
        if wanted.evaluate("each => each === document.activeElement"):
            page.keyboard.press("Enter")
            return
    pytest.fail(f"{name!r} is not reached by keyboard")


def test_thirty_old_wordings_and_their_matches_by_keyboard(
    cast: Cast,
    signed_in: Callable[[User], Page],
    live_server: LiveServer,
    axe: Callable[[Page], list[str]],
    refused: list[str],
) -> None:
    load_shipped_bank()
    User.objects.filter(pk=cast.ada.pk).update(language="en")
    page = signed_in(cast.ada)
    page.goto(f"{live_server.url}/o/ekby/requirements/old-wordings/")
    assert axe(page) == []

    page.get_by_label("Text from an old contract").focus()
    page.keyboard.insert_text((SAMPLES / "old_wordings.txt").read_text(encoding="utf-8"))
    press_until(page, "Find what they are alike")
    expect(page.locator(".page-header__answer")).to_have_text("30 wordings, 0 decided.", timeout=30_000)
    expect(page.locator(".old-wording")).to_have_count(20)
    expect(page.locator(".old-wording").first).to_contain_text("TRA-002")
    page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
    assert axe(page) == []

    press_until(page, "Use TRA-002")
    expect(page.locator(".page-header__answer")).to_have_text("30 wordings, 1 decided.")
    expect(page.locator(".old-wording").first).to_contain_text("The bank's is used")
    page.wait_for_load_state("load")  # with its style sheets
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    with open_access(access_for_work(cast.ekby.pk)):
        assert OldWording.objects.filter(outcome="adopted").count() == 1
    assert refused == []


def test_a_bank_is_mapped_by_one_key_each(
    cast: Cast, signed_in: Callable[[User], Page], live_server: LiveServer, axe: Callable[[Page], list[str]]
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_published(cast.ekby)
        bank = make_loaded_bank(cast.ekby, said("NAB-1"), said("NAB-2"))
        propose_counterparts(organisation=cast.ekby, bank=bank)
    User.objects.filter(pk=cast.ada.pk).update(language="en")
    page = signed_in(cast.ada)
    page.goto(f"{live_server.url}/o/ekby/requirements/banks/{bank.uuid}/mapping/")
    assert axe(page) == []

    page.keyboard.press("s")
    expect(page.locator(".page-header__answer")).to_have_text("1 of 2 requirements are mapped.")
    page.wait_for_load_state("load")  # with what listens to keys
    page.keyboard.press("n")
    expect(page.locator(".page-header__answer")).to_have_text("2 of 2 requirements are mapped.")
    with open_access(access_for_work(cast.ekby.pk)):
        assert sorted(Counterpart.objects.values_list("relation", flat=True)) == ["none", "same"]
