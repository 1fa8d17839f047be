from typing import Any

import pytest

from foundation.access import open_access
from foundation.jobs.start import start_job
from foundation.models import Job
from foundation.operations.backlog import job_backlog, message_backlog, messages_by_status, recent_jobs
from foundation.operations.database import database_figures, unapplied_migrations
from foundation.operations.queues import queue_figures
from foundation.operations.versions import our_version, versions
from foundation.outbox.send import queue_message
from foundation.scoping import access_for_work
from organisations.models import Organisation
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db


def make_jobs(*statuses: str) -> Organisation:
    place = make_organisation()
    with open_access(access_for_work(place.pk)):
        for status in statuses:
            Job.objects.create(organisation=place, name="tests.work", status=status)
    return place


def test_jobs_of_all_organisations_are_counted_by_state() -> None:
    make_jobs("waiting", "done")
    make_jobs("done", "failed")

    backlog = job_backlog()

    assert backlog.by_status == {"waiting": 1, "done": 2, "failed": 1}
    assert backlog.oldest_waiting is not None


def test_without_anything_there_is_nothing_to_count() -> None:
    assert (job_backlog().by_status, job_backlog().oldest_waiting) == ({}, None)


def test_open_jobs_come_first() -> None:
    make_jobs("done", "waiting", "failed", "running")

    assert [job.status for job in recent_jobs()] == ["waiting", "running", "failed", "done"]


def test_failed_jobs_can_be_seen_alone() -> None:
    make_jobs("done", "waiting", "failed")

    assert [job.status for job in recent_jobs(only_failed=True)] == ["failed"]


def test_messages_are_listed_without_their_text() -> None:
    place = make_organisation()
    with open_access(access_for_work(place.pk)):
        queue_message(organisation_id=place.pk, receiver="a@example.org", subject="Hello", body="secret")

    (message,) = messages_by_status()

    assert ("body" in message.get_deferred_fields(), message_backlog().by_status) == (True, {"waiting": 1})


def test_the_database_tells_its_size_and_version() -> None:
    figures = database_figures()

    assert figures.size > 1_000_000
    assert int(figures.version.split(".")[0].split(" ")[0]) >= 15
    assert 1 <= figures.connections <= figures.most_connections


def test_all_migrations_are_applied() -> None:
    assert unapplied_migrations() == []


def test_redis_tells_its_queues_and_nobody_works() -> None:
    figures = queue_figures()

    assert (figures.waiting is not None, figures.taken, bool(figures.version)) == (True, 0, True)


def test_a_started_job_rings_our_own_bell(django_capture_on_commit_callbacks: Any) -> None:
    place = make_organisation()
    before = queue_figures().waiting
    with open_access(access_for_work(place.pk)), django_capture_on_commit_callbacks(execute=True):
        start_job("tests.work", organisation_id=place.pk)

    after = queue_figures().waiting
    assert before is not None
    assert after == before + 1


def test_redis_that_does_not_answer_is_said_so(settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:9/0"

    assert (queue_figures().waiting, queue_figures().workers) == (None, ())


def test_versions_are_told() -> None:
    assert versions()["Klimatrappa"] == our_version()
