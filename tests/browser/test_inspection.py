"""An inspection on a phone: saved as one goes, without network and after the session is over; nothing lost or twice."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from follow_up.models import Control, ControlAnswer, ControlPhoto, ControlSignature
from follow_up.services.finish_control import finish_control
from foundation.access import open_access
from foundation.changes.record import Actor, acting
from foundation.scoping import access_for_work
from organisations.models import User
from tests.factories.cast import Cast
from tests.factories.controls import answer, items_of, make_control, make_evidence, make_photo, picture
from tests.factories.organisations import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture
def phone(chromium: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    """A phone of its own: its storage and worker are nobody else's."""
    context = chromium.new_context(locale="en-GB", viewport=PHONE, base_url=live_server.url, has_touch=True)
    context.set_default_timeout(30_000)
    yield context
    context.set_offline(False)
    context.close()


def sign_in(page: Page, user: User) -> None:
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit]")


def opened(phone: BrowserContext, control: Control, user: User) -> Page:
    """The page of the inspection, kept so that it opens without network."""
    page = phone.new_page()
    page.goto(f"/o/ekby/follow-up/controls/{control.uuid}/inspect/")
    sign_in(page, user)
    expect(page.locator("body[data-kept=yes]")).to_be_attached()
    return page


def started(cast: Cast) -> Control:
    with open_access(access_for_work(cast.ekby.pk)), acting(Actor(cast.ada.name, cast.ada.pk)):
        return make_control(cast.ekby)


def kept(cast: Cast) -> dict[str, list[object]]:
    """What the server has."""
    with open_access(access_for_work(cast.ekby.pk)):
        answers = ControlAnswer.objects.order_by("item__position", "answered_at")
        return {
            "answers": [(each.item.position, each.seen, each.value and int(each.value), each.note) for each in answers],
            "photos": list(ControlPhoto.objects.values_list("item__position", flat=True)),
            "signed": list(ControlSignature.objects.values_list("name", flat=True)),
        }


def on_server(page: Page) -> None:
    expect(page.locator("#state")).to_contain_text("Everything is sent")


def waiting(page: Page, count: int) -> None:
    expect(page.locator("#state")).to_contain_text(f"to send: {count}")


def next_question(page: Page) -> None:
    page.click("[data-next]")


def tick(page: Page, name: str) -> None:
    page.locator("[data-question]:not([hidden])").get_by_role("radio", name=name, exact=True).check()


def test_nothing_is_lost_or_twice_without_network(
    cast: Cast, phone: BrowserContext, axe: Callable[[Page], list[str]]
) -> None:
    page = opened(phone, started(cast), cast.ada)
    shown = page.locator("[data-question]:not([hidden])")
    shown.locator("[name=value]").fill("64,5")
    expect(shown.locator("[data-verdict]")).to_contain_text("Meets the requirement")
    assert axe(page) == []
    on_server(page)

    phone.set_offline(True)
    shown.locator("[name=value]").fill("40")
    expect(shown.locator("[data-verdict]")).to_contain_text("Becomes a deviation")
    shown.locator("summary", has_text="Note").click()
    shown.locator("[name=note]").fill("Two vans run on diesel")
    shot = {"name": "van.jpg", "mimeType": "image/jpeg", "buffer": picture((900, 600), place=True).getvalue()}
    shown.locator("[name=photo]").set_input_files(shot)  # type: ignore[arg-type] # a file by its content
    waiting(page, 2)
    next_question(page)
    tick(page, "Not kept")
    waiting(page, 3)

    page.reload()
    expect(shown.locator("h2")).to_be_visible()
    expect(shown.get_by_role("radio", name="Not kept")).to_be_checked()
    page.click("[data-previous]")
    expect(shown.locator("[name=value]")).to_have_value("40")
    expect(shown.locator("canvas")).to_be_visible()
    next_question(page)
    tick(page, "Kept")
    next_question(page)
    next_question(page)
    page.fill("#sign-name", "Per Plass")
    page.click(".question__sign")
    waiting(page, 4)
    assert kept(cast)["answers"] == [(1, "kept", 64, "")]

    phone.set_offline(False)
    on_server(page)
    page.reload()
    expect(page.locator("body[data-kept=yes]")).to_be_attached()
    first, *others = kept(cast)["answers"]
    assert (first, others) == (
        (1, "kept", 64, ""),
        [(1, "not_kept", 40, "Two vans run on diesel"), (2, "kept", None, "")],
    )
    assert (kept(cast)["photos"], kept(cast)["signed"]) == ([1], ["Per Plass"])


def test_what_the_server_falls_over_keeps_nothing_else_on_the_phone(cast: Cast, phone: BrowserContext) -> None:
    page = opened(phone, started(cast), cast.ada)
    shown = page.locator("[data-question]:not([hidden])")

    def fall_over(route: Route) -> None:
        if "poison" in (route.request.post_data or ""):
            route.fulfill(status=500, body="")
        else:
            route.continue_()

    phone.route("**/answers/", fall_over)
    phone.set_offline(True)
    tick(page, "Not kept")
    shown.locator("summary", has_text="Note").click()
    shown.locator("[name=note]").fill("poison")
    shot = {"name": "van.jpg", "mimeType": "image/jpeg", "buffer": picture((900, 600), place=True).getvalue()}
    shown.locator("[name=photo]").set_input_files(shot)  # type: ignore[arg-type] # a file by its content
    next_question(page)
    tick(page, "Kept")
    waiting(page, 3)

    phone.set_offline(False)
    waiting(page, 1)
    assert (kept(cast)["answers"], kept(cast)["photos"]) == ([(2, "kept", None, "")], [1])

    phone.unroute("**/answers/")
    page.reload()
    on_server(page)
    assert (1, "not_kept", None, "poison") in kept(cast)["answers"]


def test_an_answer_whose_receipt_was_lost_counts_once(cast: Cast, phone: BrowserContext) -> None:
    page = opened(phone, started(cast), cast.ada)
    lost: list[str] = []

    def lose(route: object) -> None:
        route.fetch()  # type: ignore[attr-defined] # the server has it, the phone does not hear of it
        lost.append("answer")
        route.abort()  # type: ignore[attr-defined]

    page.route("**/answers/", lose, times=1)
    next_question(page)
    tick(page, "Kept")
    page.wait_for_function("() => document.getElementById('state').textContent.includes('No network')")
    tick(page, "Not kept")
    on_server(page)

    assert lost == ["answer"]
    assert kept(cast)["answers"] == [(2, "kept", None, ""), (2, "not_kept", None, "")]


def test_signing_in_again_keeps_and_sends_what_waits(cast: Cast, phone: BrowserContext) -> None:
    page = opened(phone, started(cast), cast.ada)
    phone.clear_cookies(name="sessionid")
    next_question(page)
    tick(page, "Not kept")
    page.get_by_role("link", name="Sign in to send what waits: 1").click()
    assert kept(cast)["answers"] == []
    sign_in(page, cast.ada)

    on_server(page)
    assert kept(cast)["answers"] == [(2, "not_kept", None, "")]


def test_somebody_else_on_the_phone_sends_nothing_in_anothers_name(cast: Cast, phone: BrowserContext) -> None:
    page = opened(phone, started(cast), cast.ada)
    phone.set_offline(True)
    next_question(page)
    tick(page, "Not kept")
    waiting(page, 1)
    phone.clear_cookies(name="sessionid")
    phone.set_offline(False)
    page.get_by_role("link", name="Sign in to send what waits: 1").click()
    sign_in(page, cast.eva)

    expect(page.locator("#waits")).to_contain_text("On this phone 1 of Ada Ask wait")
    assert kept(cast)["answers"] == []


def test_two_controllers_see_what_the_other_answered(cast: Cast, phone: BrowserContext) -> None:
    control = started(cast)
    with open_access(access_for_work(cast.ekby.pk)), acting(Actor(cast.eva.name, cast.eva.pk)):
        answer(control, items_of(control)[1], "kept", ago=4)
    page = opened(phone, control, cast.ada)
    next_question(page)
    expect(page.locator("[data-question]:not([hidden])")).to_contain_text("Eva Eng answered")
    tick(page, "Not kept")
    on_server(page)

    page.goto(f"/o/ekby/follow-up/controls/{control.uuid}/")
    expect(page.locator(".control-item__differs")).to_have_count(1)
    expect(page.locator(".control-answers li")).to_have_count(2)


def test_what_waits_is_sent_after_the_control_was_finished(
    cast: Cast, phone: BrowserContext, axe: Callable[[Page], list[str]]
) -> None:
    control = started(cast)
    page = opened(phone, control, cast.ada)
    tick(page, "Kept")
    on_server(page)
    phone.set_offline(True)
    next_question(page)
    tick(page, "Not kept")
    waiting(page, 1)
    page.wait_for_timeout(100)
    _finish(cast, control)
    phone.set_offline(False)
    page.goto(f"/o/ekby/follow-up/controls/{control.uuid}/inspect/")

    expect(page).to_have_url(re.compile(f"{control.uuid}/$"))
    page.wait_for_function("() => document.querySelector('[data-inspection-waiting]').hidden")
    page.reload()
    expect(page.locator(".control-answers__late")).to_have_count(1)
    assert axe(page) == []


def _finish(cast: Cast, control: Control) -> None:

    with open_access(access_for_work(cast.ekby.pk)), acting(Actor(cast.ada.name, cast.ada.pk)):
        finish_control(control, judged={})


def test_without_script_each_question_is_a_form(chromium: Browser, cast: Cast, live_server: LiveServer) -> None:
    control = started(cast)
    context = chromium.new_context(java_script_enabled=False, base_url=live_server.url, viewport=PHONE, locale="en-GB")
    page = context.new_page()
    page.goto(f"/o/ekby/follow-up/controls/{control.uuid}/inspect/")
    sign_in(page, cast.ada)
    first = page.locator("[data-question]").first
    first.locator("[name=value]").fill("sixty")
    first.locator("button").click()
    expect(first).to_contain_text("Write a figure, such as 70 or 2,5.")
    expect(first.locator("[name=value]")).to_have_value("sixty")
    first.locator("[name=value]").fill("60")
    first.locator("button").click()
    expect(first.locator("[name=value]")).to_have_value("60")
    context.close()

    assert kept(cast)["answers"] == [(1, "kept", 60, "")]


@pytest.mark.parametrize("width", [1440, 390])
def test_pages_around_the_inspection_are_accessible_and_fit(
    cast: Cast,
    signed_in: Callable[[User], Page],
    axe: Callable[[Page], list[str]],
    refused: list[str],
    live_server: LiveServer,
    width: int,
) -> None:
    with open_access(access_for_work(cast.ekby.pk)), acting(Actor(cast.ada.name, cast.ada.pk)):
        control = make_control(cast.ekby)
        answer(control, items_of(control)[0], value=40, note="Two vans run on diesel")
        make_photo(control)
        make_evidence(control.contract)
    page = signed_in(cast.ada)
    page.set_viewport_size({"width": width, "height": 844})
    contract, found = control.contract.uuid, []
    for place in (
        "controls/",
        "controls/new/",
        f"controls/new/?contract={contract}",
        f"controls/{control.uuid}/",
        f"controls/{control.uuid}/finish/",
        f"evidence/contracts/{contract}/",
        f"evidence/contracts/{contract}/new/",
    ):
        page.goto(f"{live_server.url}/o/ekby/follow-up/{place}")
        found += [f"{place}: {violation}" for violation in axe(page)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{place} is wider than the screen")

    assert (found, refused) == ([], [])
