"""Who may hand files over, what is refused at the door, and what the list shows to whom."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

import emissions.tasks  # noqa: F401 - registers the work
from emissions.services.import_ledger import import_ledger
from foundation.access import open_access
from foundation.files.models import StoredFile
from foundation.scoping import access_for_work
from organisations.models import Organisation, Role, User
from tests.emissions.footprint_cases import (
    FOOD,
    YEAR_OF_POSTINGS,
    at_work,
    imported,
    write_ledger,
)
from tests.emissions.views.conftest import words_of
from tests.emissions.views.upload_steps import LIST, drop, looked_at
from tests.factories.organisations import make_member

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def vik(transactional_db: None, vik: Organisation) -> Organisation:  # noqa: ARG001 - the work reports on a connection of its own
    return vik


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    vik: Organisation, as_finance: Client, tmp_path: Path, settings: Settings
) -> None:
    settings.LEDGER_UPLOAD_MAX_BYTES = 100

    answer = drop(as_finance, write_ledger(tmp_path, 2024, YEAR_OF_POSTINGS))

    assert answer.status_code == 413
    assert "The file is larger than 100 bytes" in words_of(answer)
    with open_access(access_for_work(vik.pk)):
        assert not StoredFile.objects.filter(organisation=vik).exists()


def test_a_missing_file_is_asked_for(vik: Organisation, as_finance: Client) -> None:  # noqa: ARG001 - it must be there
    answer = as_finance.post(f"{LIST}uploads/")

    assert (answer.status_code, "Choose a file, or drop one here." in words_of(answer)) == (422, True)


def test_a_form_without_its_token_is_refused(vik: Organisation, finance: User, tmp_path: Path) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(finance, backend="django.contrib.auth.backends.ModelBackend")

    assert drop(browser, write_ledger(tmp_path, 2024, [FOOD])).status_code == 403
    with open_access(access_for_work(vik.pk)):
        assert not StoredFile.objects.filter(organisation=vik).exists()


def test_readers_see_imports_and_hand_over_nothing(
    vik: Organisation, in_english: Callable[[User], Client], tmp_path: Path
) -> None:
    imported(vik, tmp_path, 2024)
    browser = in_english(make_member("Rut Reader", vik, Role.READER))

    text = words_of(browser.get(LIST))

    assert "Drop the accounts here" not in text
    assert "Supplier ledger, CSV" in text
    assert drop(browser, next(tmp_path.iterdir())).status_code == 404


def test_personal_numbers_in_problems_are_for_the_finance_role(
    vik: Organisation, as_finance: Client, in_english: Callable[[User], Client], tmp_path: Path
) -> None:
    path = write_ledger(tmp_path, 2024, [FOOD, FOOD])
    path.write_text(path.read_text(encoding="utf-8").replace("12500.50", "850709-9805", 1), encoding="utf-8")
    page = looked_at(as_finance, vik, path)
    administrator = in_english(make_member("Adam Admin", vik, Role.ADMINISTRATOR))

    assert "850709-9805" in words_of(page)
    text = words_of(administrator.get(page.request["PATH_INFO"]))
    assert ("850709-9805" in text, "••••••-••••" in text) == (False, True)


def test_files_that_were_not_imported_wait_in_the_list(vik: Organisation, as_finance: Client, tmp_path: Path) -> None:
    path = write_ledger(tmp_path, 2024, [FOOD])
    looked_at(as_finance, vik, path)
    assert f"Looked at, not imported {path.name}" in words_of(as_finance.get(LIST))

    with at_work(vik):
        import_ledger(organisation=vik, path=path, name=path.name)

    assert "Looked at, not imported" not in words_of(as_finance.get(LIST))
