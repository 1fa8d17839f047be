"""The main job: a finance officer drops the accounts, sees what they are, imports them and has the tonnes.

A real Celery worker does the work, as a process of its own.
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from emissions.services.change_rules import RuleDraft, add_rule
from foundation.access import open_access
from foundation.jobs.start import RUN_JOB
from foundation.models import Job
from foundation.scoping import access_for_work
from organisations.models import Organisation, Role, User
from tests.browser.screens import long_as
from tests.emissions.footprint_cases import YEAR_OF_POSTINGS, at_work, imported, write_ledger
from tests.emissions.importers.ledgers import SAMPLES
from tests.factories.organisations import make_member, make_organisation
from tests.foundation.jobs.workers import database_url, forget_tasks, redis_url, tell_workers, until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture
def worker(
    tmp_path: Path,
    transactional_db: None,  # noqa: ARG001 - it must outlive the worker
    settings: Settings,
) -> Iterator[subprocess.Popen[bytes]]:
    """A worker on the test's database and files."""
    forget_tasks()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.local",
        "DATABASE_URL": database_url(),
        "REDIS_URL": redis_url(),
        "KLIMATRAPPA_DATA": str(settings.DATA_DIR),
    }
    log = tmp_path / "worker.log"
    command = [sys.executable, "-m", "celery", "-A", "config.celery", "worker", "--concurrency=1", "--loglevel=INFO"]
    command += ["--without-mingle", "--without-gossip"]
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - ourselves
            command, stdout=output, stderr=output, env=environment, cwd=settings.BASE_DIR, start_new_session=True
        )
    until(lambda: b" ready." in log.read_bytes() or process.poll() is not None, 40, f"the start of a worker ({log})")
    assert process.poll() is None, log.read_text()
    yield process
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    forget_tasks()


@pytest.fixture
def vik(transactional_db: None) -> Organisation:  # noqa: ARG001 - it lives in the database
    return make_organisation(
        "vik", country=Organisation.Country.SWEDEN, chart=Organisation.Chart.KOMMUN_BAS, population=1_000
    )


def finance(vik: Organisation, language: str = "sv") -> User:
    return make_member("Fia Finans", vik, Role.FINANCE, language=language)


def ring(place: Organisation, name: str) -> None:
    """Ring the worker's bell for the newest job of a name, once it is there."""

    def newest() -> Job | None:
        with open_access(access_for_work(place.pk)):
            return Job.objects.filter(organisation=place, name=name, status=Job.Status.WAITING).last()

    until(newest, 10, f"a waiting job {name}")
    job = newest()
    assert job is not None
    tell_workers(RUN_JOB, job.pk, place.pk)


def folder_for(tmp_path: Path) -> Path:
    folder = tmp_path / "ledgers"
    folder.mkdir()
    return folder


def look(page: Page, axe: Callable[[Page], list[str]], heading: str | re.Pattern[str]) -> None:
    """The page has the heading, fits its width and holds no barrier."""
    expect(page.locator("h1")).to_have_text(heading, timeout=20_000)
    page.evaluate("document.querySelectorAll('details.disclosure').forEach(each => { each.open = true })")
    assert axe(page) == [], heading
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") == width, heading


def test_from_the_file_to_the_footprint(
    worker: subprocess.Popen[bytes],  # noqa: ARG001 - does the work
    vik: Organisation,
    tmp_path: Path,
    signed_in: Callable[[User], Page],
    axe: Callable[[Page], list[str]],
    refused: list[str],
) -> None:
    path = write_ledger(folder_for(tmp_path), 2024, YEAR_OF_POSTINGS)
    page = signed_in(finance(vik))
    page.click("nav.main-nav a:has-text('Bokföring')")
    look(page, axe, "Bokföring")

    page.set_input_files("[name=file]", path)
    expect(page.locator("h1")).to_have_text(path.name)
    ring(vik, "emissions.check_ledger")
    expect(page.locator(".page-header__answer")).to_contain_text("10 rader", timeout=20_000)
    look(page, axe, path.name)

    page.click(".page-header button:has-text('Importera filen')")
    ring(vik, "emissions.import_ledger")
    look(page, axe, "Bokföring januari till mars 2024")

    expect(page.locator("#footprint-now strong")).to_contain_text("CO₂e", timeout=20_000)
    page.click("#footprint-now a")
    look(page, axe, "Inköpen 2024")
    assert refused == []


def test_a_file_that_cannot_be_imported_says_what_to_do(
    worker: subprocess.Popen[bytes],  # noqa: ARG001 - does the work
    vik: Organisation,
    live_server: LiveServer,
    signed_in: Callable[[User], Page],
    axe: Callable[[Page], list[str]],
    refused: list[str],
) -> None:
    page = signed_in(finance(vik))
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/o/vik/accounts/")
    look(page, axe, "Bokföring")

    page.set_input_files("[name=file]", SAMPLES / "ekby_supplier_ledger_broken.csv")
    ring(vik, "emissions.check_ledger")
    expect(page.locator(".problem").first).to_contain_text("Rad 3 har 8 fält", timeout=20_000)
    look(page, axe, "ekby_supplier_ledger_broken.csv")

    page.click("button:has-text('Utelämna dem')")
    ring(vik, "emissions.check_ledger")
    expect(page.locator(".to-thumb button")).to_be_visible(timeout=20_000)
    assert refused == []


@long_as("width, language", {"phone-sv": (390, "sv")}, {"desk-nb": (1440, "nb"), "phone-en": (390, "en")})
def test_every_page_about_accounts_is_accessible_and_fits(
    vik: Organisation,
    tmp_path: Path,
    live_server: LiveServer,
    signed_in: Callable[[User], Page],
    axe: Callable[[Page], list[str]],
    refused: list[str],
    width: int,
    language: str,
) -> None:
    folder = folder_for(tmp_path)
    imported(vik, folder, 2023)
    replaced = imported(vik, folder, 2024)
    imported(vik, folder, 2024, YEAR_OF_POSTINGS[:-1])
    with at_work(vik):
        draft = RuleDraft(supplier_name="mejeriet", category="food.dairy", explanation="They make milk")
        rule = add_rule(organisation=vik, draft=draft)
    page = signed_in(finance(vik, language))
    page.set_viewport_size({"width": width, "height": 844})

    accounts = f"{live_server.url}/o/vik/accounts/"
    for path in (
        "",
        f"imports/{replaced.uuid}/",
        "mapping/",
        "mapping/?by=supplier&state=excluded&q=a",
        "mapping/?q=spaceships",
        "quality/",
        "quality/fix-list/",
        f"rules/?made={rule.uuid}",
        f"rules/{rule.uuid}/",
        f"rules/{rule.uuid}/end/",
        "rules/new/?account=61700",
        "rules/policies/count_free_choice_schools/",
    ):
        page.goto(f"{accounts}{path}")
        look(page, axe, re.compile(".+"))
    assert refused == []


def test_a_rule_is_made_previewed_saved_and_undone(
    vik: Organisation,
    tmp_path: Path,
    live_server: LiveServer,
    signed_in: Callable[[User], Page],
    axe: Callable[[Page], list[str]],
    refused: list[str],
) -> None:
    imported(vik, folder_for(tmp_path), 2024)
    page = signed_in(finance(vik, "en"))
    page.goto(f"{live_server.url}/o/vik/accounts/mapping/?state=unclassified")
    page.click("td a:has-text('Change')")
    look(page, axe, "A new rule")
    expect(page.locator("[name=account]")).to_have_value("67000!")
    expect(page.locator("[name=reason]")).to_be_hidden()

    page.click("button:has-text('Show what would change')")
    expect(page.locator(".error-summary")).to_be_focused()
    look(page, axe, "A new rule")
    page.select_option("[name=category]", "office.supplies")
    page.fill("[name=explanation]", "Pens and paper")
    page.click("button:has-text('Show what would change')")
    expect(page.locator(".page-header__answer")).to_contain_text("one line would be counted differently")
    look(page, axe, "A new rule")

    page.click("button:has-text('Save the rule')")
    expect(page.locator("[role=status] p")).to_contain_text("The rule “Pens and paper” holds from now on.")
    page.click("button:has-text('Undo')")
    expect(page.locator("main")).to_contain_text("Undone: the rule is as it was before.")
    assert [complaint for complaint in refused if "status of 422" not in complaint] == []
