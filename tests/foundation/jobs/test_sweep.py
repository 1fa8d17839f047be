from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from foundation.access import open_access
from foundation.jobs.sweep import PATIENCE, sweep_jobs
from foundation.models import Job
from foundation.scoping import access_for_work
from organisations.models import Organisation
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db


def make_job(place: Organisation, *, age: timedelta = timedelta(), **fields: Any) -> Job:
    with open_access(access_for_work(place.pk)):
        job = Job.objects.create(organisation=place, name="tests.count", **fields)
        Job.objects.filter(pk=job.pk).update(created_at=timezone.now() - age)
        return job


def test_a_fresh_job_is_left_to_its_own_bell() -> None:
    make_job(make_organisation())

    assert sweep_jobs() == 0


def test_a_job_whose_bell_was_lost_is_rung_for_once_in_a_while() -> None:
    make_job(make_organisation(), age=PATIENCE * 2)

    assert (sweep_jobs(), sweep_jobs()) == (1, 0)


def test_jobs_of_every_organisation_are_swept() -> None:
    for _ in range(3):
        make_job(make_organisation(), age=PATIENCE * 2)

    assert sweep_jobs() == 3


def test_a_dead_workers_job_is_rung_for_and_a_living_ones_is_not() -> None:
    now, place = timezone.now(), make_organisation()
    make_job(place, status="running", attempt=1, leased_until=now - timedelta(seconds=1))
    make_job(place, status="running", attempt=1, leased_until=now + timedelta(seconds=60))

    assert sweep_jobs() == 1


@pytest.mark.parametrize("status", ["done", "failed"])
def test_what_is_over_stays_over(status: str) -> None:
    make_job(make_organisation(), age=PATIENCE * 2, status=status)

    assert sweep_jobs() == 0
