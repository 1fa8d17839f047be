"""A Swedish municipality, its API client, and a ledger with its footprint.

Tests that run jobs need real transactions, since a job shows its progress on a connection of its own; the others have
the same services called within the test's transaction, which is far quicker.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

import emissions.tasks  # noqa: F401 - registers the work, as the worker does when it starts
from emissions.services.calculate_footprint import calculate_footprint
from emissions.services.import_ledger import import_ledger
from foundation.access import open_access
from foundation.changes.record import Actor, acting
from foundation.jobs.run import run_job
from foundation.models import Job
from foundation.scoping import access_for_work
from organisations.models import Organisation, Role
from tests.api.callers import Caller, make_caller
from tests.factories.organisations import make_organisation

LEDGERS = Path(__file__).parents[2] / "samples" / "ledgers"

Do = Callable[[Any], dict[str, Any]]


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    """No test runs into a limit because of those before it."""
    cache.clear()


@pytest.fixture
def vik(db: None) -> Organisation:  # noqa: ARG001 - it lives in the database
    return make_organisation("vik", country=Organisation.Country.SWEDEN, chart=Organisation.Chart.KOMMUN_BAS)


@pytest.fixture
def erp(vik: Organisation) -> Caller:
    return make_caller(vik, Role.FINANCE).sign_in()


@pytest.fixture
def do(vik: Organisation, erp: Caller) -> Do:
    """Do the job that an answer speaks of, as a worker would, and return it as the API then shows it."""

    def work(answer: Any) -> dict[str, Any]:
        assert answer.status_code == 202, answer.content
        with open_access(access_for_work(vik.pk)):
            job = Job.objects.get(uuid=answer.json()["job"])
        run_job(job.pk, vik.pk)
        return dict(erp.get(answer["Location"], Accept_Language="en").json())

    return work


def upload(caller: Caller, name: str, *, place: str = "vik", **fields: Any) -> Any:
    with (LEDGERS / name).open("rb") as file:
        return caller.upload(f"organisations/{place}/ledger-imports/", {"file": file, **fields})


@contextmanager
def at_work(organisation: Organisation) -> Iterator[None]:
    with open_access(access_for_work(organisation.pk)), acting(Actor("ERP")):
        yield


def import_file(organisation: Organisation, name: str) -> str:
    with at_work(organisation):
        return str(import_ledger(organisation=organisation, path=LEDGERS / name, name=name).ledger_import.uuid)


def import_rows(organisation: Organisation, folder: Path, *rows: str) -> str:
    """Import a supplier ledger of the given rows."""
    header = (LEDGERS / "ekby_supplier_ledger.csv").read_text(encoding="utf-8").splitlines()[0]
    path = folder / "rows.csv"
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    with at_work(organisation):
        return str(import_ledger(organisation=organisation, path=path, name=path.name).ledger_import.uuid)


def calculate(organisation: Organisation, year: int = 2024) -> str:
    with at_work(organisation):
        return str(calculate_footprint(organisation=organisation, year=year).uuid)


@pytest.fixture
def imported(vik: Organisation) -> str:
    """The id of an import of ten lines of a supplier ledger."""
    return import_file(vik, "ekby_supplier_ledger.csv")


@pytest.fixture
def calculated(vik: Organisation, imported: str) -> str:  # noqa: ARG001 - the accounts are needed
    """The id of the footprint of those lines."""
    return calculate(vik)
