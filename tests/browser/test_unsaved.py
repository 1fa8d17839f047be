"""Whoever leaves the editor with something unsaved is asked first; whoever saves or changed nothing is not."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page, expect
from pytest_django.live_server_helper import LiveServer

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from tests.factories.bank import make_draft
from tests.factories.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PROOF = "[name='proof.nb']"
BACK = ".editor__bar a"


def test_leaving_the_editor_asks_when_something_is_unsaved(
    cast: Cast, signed_in: Callable[[User], Page], refused: list[str], live_server: LiveServer
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        draft = make_draft(cast.ekby)
    page, asked = signed_in(cast.ada), list[str]()
    editor = f"{live_server.url}/o/ekby/requirements/drafts/{draft.uuid}/"

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.goto(editor)
    unsaved = page.locator("[data-unsaved]")
    expect(unsaved).to_be_hidden()
    page.fill(PROOF, "Et nytt bevis")
    expect(unsaved).to_be_visible()
    page.click(BACK, no_wait_after=True)
    page.wait_for_timeout(300)
    assert (asked, page.url) == (["beforeunload"], editor)

    page.fill(PROOF, page.locator(PROOF).evaluate("each => each.defaultValue"))
    expect(unsaved).to_be_hidden()  # as it was: there is nothing to lose
    page.fill(PROOF, "Et nytt bevis")
    page.locator(".editor__bar button").first.click()
    expect(page.locator(PROOF)).to_have_value("Et nytt bevis")
    expect(unsaved).to_be_hidden()
    page.click(BACK)
    expect(page).to_have_url(f"{live_server.url}/o/ekby/requirements/drafts/")
    assert (asked, refused) == (["beforeunload"], [])
