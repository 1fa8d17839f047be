"""An officer asks a supplier for reports; it fills one in on a phone; the officer accepts it."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from emissions.models import ActivityDimension, ActivityValue
from follow_up.models import KeptState, SupplierReport
from foundation.access import open_access
from foundation.models import Message
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.calculations.contract_period import months_later
from procurement.models import Obligation
from tests.factories.cast import Cast
from tests.factories.follow_up import make_followed, make_obligation
from tests.factories.reports import make_series

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (1440, 390)


@pytest.fixture
def duty(cast: Cast) -> tuple[Obligation, Obligation, ActivityDimension]:
    """A share that is measured, the duty to report it, and a part of a series that counts kilometres."""
    begins = months_later(timezone.localdate().replace(day=1), -2)
    with open_access(access_for_work(cast.ekby.pk)):
        contract = make_followed(cast.ekby, first_day=begins, signed_on=begins)
        share = make_obligation(contract)
        duty = make_obligation(contract, "Report each month", steps=(), kind="reporting_duty")
        return share, duty, make_series(cast.ekby)


def letter_link(cast: Cast) -> str:
    """The path of the link in the newest letter."""
    with open_access(access_for_work(cast.ekby.pk)):
        found = re.search(r"https?://[^/\s]+(/report/\S+)", Message.objects.latest("pk").body)
    assert found
    return found[1]


def looking(axe: Callable[[Page], list[str]]) -> Callable[[Page, str], None]:
    """Returns what looks at a page at both widths: accessible, and no wider than the window."""

    def look(seen: Page, name: str) -> None:
        for width in WIDTHS:
            seen.set_viewport_size({"width": width, "height": 900})
            assert axe(seen) == [], name
            assert seen.evaluate("document.documentElement.scrollWidth") <= width, name

    return look


def fill_in(phone: Page, look: Callable[[Page, str], None]) -> None:
    """The supplier saves, comes back, forgets something, and sends."""
    figures = phone.locator(".report-row input[inputmode=decimal]")
    phone.locator(".report-row details summary").nth(1).click()
    expect(phone.locator(".report-row figure svg:visible")).to_have_count(1)
    look(phone, "the steps as a picture")
    figures.nth(0).fill("64")
    phone.locator("button[value=save]").focus()
    phone.keyboard.press("Enter")
    phone.wait_for_url("**saved=1")
    look(phone, "saved for later")
    expect(figures.nth(0)).to_have_value("64")
    phone.set_viewport_size({"width": 390, "height": 844})
    phone.locator("button[value=send]").click()
    expect(phone.locator(".error-summary li")).to_have_count(2)
    look(phone, "what is missing")
    figures.nth(1).fill("1 250,5")
    phone.fill("[name=name]", "Kari Nordmann")
    phone.locator("button[value=send]").click()
    phone.wait_for_url("**sent=1")
    look(phone, "sent")


def test_from_asking_to_measured_and_counted(
    cast: Cast,
    duty: tuple[Obligation, Obligation, ActivityDimension],
    signed_in: Callable[[User], Page],
    chromium: Browser,
    live_server: LiveServer,
    axe: Callable[[Page], list[str]],
    refused: list[str],
) -> None:
    share, asked, part = duty
    page, look = signed_in(cast.ada), looking(axe)

    page.goto(f"{live_server.url}/o/ekby/follow-up/obligations/{asked.uuid}/")
    page.locator("a[href*='ask-for-reports']").focus()
    page.keyboard.press("Enter")
    page.select_option("[name=period_kind]", "month")
    page.fill("[name=first_day]", f"{share.contract.first_day}")
    page.select_option("[name='lines-1-kind']", "km")
    page.select_option("[name='lines-1-part']", str(part.pk))
    look(page, "asking")
    page.locator("button[value=keep]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".report-others li")).to_have_count(2)
    look(page, "what is asked")

    phone = chromium.new_context(viewport={"width": 390, "height": 844}, locale="nb-NO").new_page()
    phone.goto(f"{live_server.url}{letter_link(cast)}")
    fill_in(phone, look)
    phone.context.close()

    page.goto(f"{live_server.url}/o/ekby/follow-up/reports/?show=to_look_at")
    look(page, "reports")
    page.locator(".report-table th a").focus()
    page.keyboard.press("Enter")
    look(page, "a report")
    page.locator("form[action$='/accept/'] button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("a[href$='/correct/']")).to_be_visible()
    look(page, "accepted")

    with open_access(access_for_work(cast.ekby.pk)):
        report = SupplierReport.objects.get(accepted_at__isnull=False)
        share.standing.refresh_from_db()
        assert (share.standing.state, share.standing.told_on) == (KeptState.KEPT, report.last_day)
        value = ActivityValue.objects.get()
        assert (f"{value.amount:.1f}", value.source_id) == ("1250.5", str(report.uuid))
        assert isinstance(report.last_day, date)
    assert [line for line in refused if "422" not in line] == []
