"""An administrator makes an API client: its purpose asks for what it needs, and its secret is copied at a press."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from organisations.models import Role, User
from tests.factories.organisations import make_member, make_organisation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_secret_is_copied(signed_in: Callable[[User], Page], live_server: LiveServer, refused: list[str]) -> None:
    page = signed_in(make_member("Ada Admin", make_organisation("vik"), Role.ADMINISTRATOR, language="en"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{live_server.url}/o/vik/clients/new/")
    expect(page.locator("[name=role]")).to_be_hidden()
    page.check("[name=purpose][value=other]")
    expect(page.locator("[name=role]")).to_be_visible()
    page.check("[name=purpose][value=deliver]")
    page.fill("[name=name]", "Nightly export")
    page.click("button:has-text('Make the client')")

    page.click("[data-copy=secret]")

    expect(page.locator("[data-copy=secret]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#secret").inner_text()
    assert refused == []
