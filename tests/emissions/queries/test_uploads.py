from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone

from emissions.queries.uploads import imports_of_file, not_imported, upload_called
from emissions.services.import_ledger import AS_IT_IS, ReadingChoices, import_ledger
from emissions.services.upload_ledger import check_again, upload_ledger
from foundation.models import Job
from organisations.models import Organisation
from tests.emissions.footprint_cases import FOOD, FOOD_IN_MARCH, at_work, write_ledger


@pytest.fixture
def place(vik: Organisation) -> Iterator[Organisation]:
    with at_work(vik):
        yield vik


def dropped(place: Organisation, path: Path) -> Job:
    with path.open("rb") as stream:
        return upload_ledger(organisation=place, stream=stream, name=path.name)


def test_an_upload_is_found_by_its_job(place: Organisation, tmp_path: Path) -> None:
    job = dropped(place, write_ledger(tmp_path, 2024, [FOOD]))

    found = upload_called(place, job.uuid)

    assert found is not None
    assert (found.job, found.file.pk) == (job, job.arguments["file_id"])


def test_other_jobs_and_other_places_have_no_upload(place: Organisation, granby: Organisation, tmp_path: Path) -> None:
    job = dropped(place, write_ledger(tmp_path, 2024, [FOOD]))
    other = Job.objects.create(organisation=place, name="emissions.calculate_footprint", arguments={"year": 2024})

    assert [upload_called(granby, job.uuid), upload_called(place, other.uuid), upload_called(place, uuid4())] == [
        None
    ] * 3


def test_a_file_waits_once_with_its_newest_check_until_it_is_imported(place: Organisation, tmp_path: Path) -> None:
    first, second = write_ledger(tmp_path, 2024, [FOOD]), write_ledger(tmp_path, 2024, [FOOD_IN_MARCH])
    early = dropped(place, first)
    other = dropped(place, second)
    Job.objects.filter(pk=early.pk).update(status=Job.Status.DONE)
    newest = dropped(place, first)

    assert [upload.job for upload in not_imported(place)] == [newest, other]

    known = import_ledger(organisation=place, path=first, name=first.name).ledger_import
    assert [upload.job for upload in not_imported(place)] == [other]
    assert list(imports_of_file(known.file)) == [known]


def test_a_file_is_not_in_on_a_chart_that_was_changed_since(place: Organisation, tmp_path: Path) -> None:
    path = write_ledger(tmp_path, 2024, [FOOD])
    known = import_ledger(organisation=place, path=path, name=path.name).ledger_import
    Organisation.objects.filter(pk=place.pk).update(chart="bas" if place.chart != "bas" else "kommun_bas")

    assert list(imports_of_file(known.file)) == []


def test_old_checks_do_not_wait(place: Organisation, tmp_path: Path) -> None:
    job = dropped(place, write_ledger(tmp_path, 2024, [FOOD]))
    Job.objects.filter(pk=job.pk).update(created_at=timezone.now() - timedelta(days=31))

    assert not_imported(place) == []


def test_the_same_look_is_not_started_twice(place: Organisation, tmp_path: Path) -> None:
    job = dropped(place, write_ledger(tmp_path, 2024, [FOOD]))
    found = upload_called(place, job.uuid)
    assert found is not None

    assert check_again(organisation=place, stored=found.file, choices=AS_IT_IS) == job
    assert check_again(organisation=place, stored=found.file, choices=ReadingChoices(year=2023)) != job
