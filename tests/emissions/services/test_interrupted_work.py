"""Work whose rows are written but which is not yet over: what follows is started all the same, and once."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from django.db import OperationalError, connection, connections

from emissions import tasks
from emissions.models import LedgerImport, LedgerJoin
from emissions.queries.footprints import newest_footprints
from emissions.queries.outdated import outdated
from emissions.services.import_ledger import AS_IT_IS
from emissions.services.join_ledgers import JOIN
from emissions.services.upload_ledger import start_import
from foundation.files.store import store_file
from foundation.jobs import run
from foundation.jobs.models import Job
from foundation.jobs.run import run_job
from organisations.models import Organisation
from tests.emissions.footprint_cases import FOOD, UNKNOWN, at_work, imported, write_ledger
from tests.emissions.services.general_ledgers import general
from tests.factories.organisations import make_organisation

DOUBLES = "suppliers.find_doubles"
PATIENCE = 20

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place() -> Iterator[Organisation]:
    organisation = make_organisation("vik", country="SE", chart=Organisation.Chart.KOMMUN_BAS)
    with at_work(organisation):
        yield organisation


def import_job(place: Organisation, path: Path) -> Job:
    with path.open("rb") as stream:
        stored = store_file(organisation_id=place.pk, stream=stream, name=path.name)
    return start_import(organisation=place, stored=stored, choices=AS_IT_IS)


def run_aside(job: Job) -> None:
    try:
        run_job(job.pk, job.organisation_id)
    finally:
        connections.close_all()


def waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return bool(cursor.fetchone()[0])


def test_an_import_cut_off_before_doubles_are_looked_for_has_them_looked_for(
    place: Organisation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = import_job(place, write_ledger(tmp_path, 2024, [FOOD]))

    def gone(*_args: object, **_kwargs: object) -> None:
        raise OperationalError

    with monkeypatch.context() as patched:
        patched.setattr(tasks, "start_once", gone)
        run_job(job.pk, place.pk)
    Job.objects.filter(pk=job.pk).update(leased_until=job.created_at)
    run_job(job.pk, place.pk)

    job.refresh_from_db()
    assert (job.status, job.attempt, job.result.get("is_new")) == (Job.Status.DONE, 2, True)
    assert LedgerImport.objects.filter(organisation=place).count() == 1
    assert Job.objects.filter(organisation=place, name=DOUBLES).count() == 1


def test_a_ledger_imported_while_a_join_ends_is_joined_too(
    place: Organisation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    general(place, tmp_path, [FOOD, UNKNOWN])
    imported(place, tmp_path, 2024, [FOOD])
    corrected = import_job(place, write_ledger(tmp_path, 2024, [FOOD, UNKNOWN]))
    first = Job.objects.get(organisation=place, name=JOIN)
    joined, other_is_there, finish = Event(), Event(), run._finish

    def slow_finish(job: Job, status: Job.Status, result: dict[str, object]) -> None:
        if job.pk == first.pk:
            joined.set()
            assert other_is_there.wait(PATIENCE)
        finish(job, status, result)

    monkeypatch.setattr(run, "_finish", slow_finish)
    with ThreadPoolExecutor(2) as pool:
        joining = pool.submit(run_aside, first)
        assert joined.wait(PATIENCE)
        importing = pool.submit(run_aside, corrected)
        until = time.monotonic() + PATIENCE
        while not importing.done() and not waits_for_a_lock() and time.monotonic() < until:
            time.sleep(0.05)
        other_is_there.set()
        joining.result(PATIENCE)
        importing.result(PATIENCE)

    for job in Job.objects.filter(organisation=place, name=JOIN, status=Job.Status.WAITING):
        run_job(job.pk, place.pk)

    newest = LedgerJoin.objects.filter(organisation=place).order_by("pk").last()
    corrected.refresh_from_db()
    assert newest is not None
    assert [str(each.ledger_import.uuid) for each in newest.suppliers.all()] == [corrected.result["import"]]


def test_a_year_is_calculated_once_its_ledgers_are_joined(place: Organisation, tmp_path: Path) -> None:
    general(place, tmp_path, [FOOD, UNKNOWN])
    path = write_ledger(tmp_path, 2024, [FOOD])
    with path.open("rb") as stream:
        stored = store_file(organisation_id=place.pk, stream=stream, name=path.name)
    job = start_import(organisation=place, stored=stored, choices=AS_IT_IS, calculates=True)
    run_job(job.pk, place.pk)
    while waiting := Job.objects.filter(organisation=place, status=Job.Status.WAITING).first():
        run_job(waiting.pk, place.pk)

    assert LedgerJoin.objects.filter(organisation=place).exists()
    newest = list(newest_footprints([place.pk]))
    assert [footprint.year for footprint in newest] == [2024]
    assert outdated(newest) == set()
