"""A real worker is killed or frozen in the middle of a job: the result is the same, and there once."""

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from foundation.access import open_access
from foundation.jobs.start import RUN_JOB
from foundation.models import Change, Job
from foundation.scoping import access_for_work
from organisations.models import Organisation
from tests.factories.organisations import make_organisation
from tests.foundation.jobs.workers import Workers, forget_tasks, tell_workers, until

LEASE = 1.5
SWEEP = "foundation.sweep_jobs"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def workers(tmp_path: Path, transactional_db: None) -> Iterator[Workers]:  # noqa: ARG001 - it must outlive the workers
    forget_tasks()
    started = Workers(tmp_path, LEASE)
    yield started
    started.stop()
    forget_tasks()


def waiting_job(place: Organisation) -> Job:
    with open_access(access_for_work(place.pk)):
        return Job.objects.create(organisation=place, name="tests.write")


def state_of(job: Job) -> tuple[str, str]:
    with open_access(access_for_work(job.organisation_id)):
        return Job.objects.values_list("status", "step").get(pk=job.pk)


def result_of(job: Job) -> tuple[str, dict[str, object], int]:
    with open_access(access_for_work(job.organisation_id)):
        now = Job.objects.get(pk=job.pk)
        return now.status, now.result, Change.objects.filter(kind="tests.thing").count()


def is_swept_and_done(job: Job) -> bool:
    tell_workers(SWEEP)
    time.sleep(0.3)
    return state_of(job)[0] == "done"


def test_a_killed_workers_job_is_done_by_another_and_once(workers: Workers) -> None:
    place = make_organisation()
    job = waiting_job(place)
    first = workers.start(stall="after 300")
    tell_workers(RUN_JOB, job.pk, place.pk)
    until(lambda: state_of(job) == ("running", "stalling"), 20, "the first attempt")

    workers.send(first, signal.SIGKILL)
    killed = result_of(job)
    workers.start()
    until(lambda: is_swept_and_done(job), 30, "the second attempt")

    assert killed == ("running", {}, 0)
    assert result_of(job) == ("done", {"attempt": 2}, 1)


def test_a_worker_taken_for_dead_cannot_write_when_it_wakes_up(workers: Workers) -> None:
    place = make_organisation()
    job = waiting_job(place)
    first = workers.start(stall="before 1")
    tell_workers(RUN_JOB, job.pk, place.pk)
    until(lambda: state_of(job) == ("running", "stalling"), 20, "the first attempt")

    workers.send(first, signal.SIGSTOP)
    workers.start()
    until(lambda: is_swept_and_done(job), 30, "the second attempt")
    workers.send(first, signal.SIGCONT)
    until(lambda: "was taken over by another worker" in workers.log_of(first), 20, "the first worker's giving up")

    assert result_of(job) == ("done", {"attempt": 2}, 1)
