import signal
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from foundation.access import open_access
from foundation.jobs.lease import LeaseLostError, claim, renewed_lease, update_held
from foundation.jobs.registry import job_task
from foundation.jobs.run import MAX_ATTEMPTS, RunningJob, run_job
from foundation.jobs.start import start_job, start_once
from foundation.models import Change, Job
from foundation.scoping import access_for_work
from organisations.models import Organisation
from tests.factories.organisations import make_organisation
from tests.foundation.jobs import works

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place() -> Organisation:
    return make_organisation()


def make_job(place: Organisation, name: str, **fields: Any) -> Job:
    with open_access(access_for_work(place.pk)):
        return Job.objects.create(organisation=place, name=name, **fields)


def now_of(job: Job) -> Job:
    with open_access(access_for_work(job.organisation_id)):
        return Job.objects.get(pk=job.pk)


def changes_in(place: Organisation) -> int:
    with open_access(access_for_work(place.pk)):
        return Change.objects.count()


def test_a_job_is_done_once(place: Organisation) -> None:
    job = make_job(place, "tests.count", arguments={"up_to": 3})

    run_job(job.pk, place.pk)
    run_job(job.pk, place.pk)

    after = now_of(job)
    assert (after.status, after.result, after.attempt, after.leased_until) == ("done", {"counted": 3}, 1, None)


@job_task("tests.watched", fenced=True)
def watched(job: RunningJob) -> dict[str, Any]:
    """Safe to run twice: it writes nothing."""
    job.report("writing", 1, 2)
    aside = connection.copy()
    with aside.cursor() as cursor:
        cursor.execute("SELECT step, done, total FROM foundation_job WHERE id = %s", [job.job.pk])
        seen = cursor.fetchone()
    aside.close()
    return {"seen": seen, "in_transaction": connection.in_atomic_block}


def test_progress_is_shown_while_the_works_transaction_is_open(place: Organisation) -> None:
    job = make_job(place, "tests.watched")

    run_job(job.pk, place.pk)

    assert now_of(job).result == {"seen": ["writing", 1, 2], "in_transaction": True}


def test_a_refusal_is_kept_with_its_sentence_and_its_problems(place: Organisation) -> None:
    job = make_job(place, "tests.refuse")

    run_job(job.pk, place.pk)

    after = now_of(job)
    assert (after.status, after.result["error"], after.result["message"]) == (
        "failed",
        "refused",
        "The file is empty.",
    )
    assert [problem["code"] for problem in after.result["problems"]] == ["empty"]


def test_a_mistake_of_ours_fails_the_job_without_telling_its_insides(place: Organisation) -> None:
    job = make_job(place, "tests.break")

    run_job(job.pk, place.pk)

    assert (now_of(job).status, now_of(job).result) == ("failed", {"error": "broken"})


def test_a_job_whose_database_went_away_is_left_to_be_taken_up_again(place: Organisation) -> None:
    job = make_job(place, "tests.lose_database")

    run_job(job.pk, place.pk)

    assert now_of(job).status == "running"


def test_a_job_that_another_worker_holds_is_left_alone(place: Organisation) -> None:
    held_until = timezone.now() + timedelta(minutes=1)
    job = make_job(place, "tests.count", arguments={"up_to": 1}, status="running", attempt=1, leased_until=held_until)

    run_job(job.pk, place.pk)

    assert (now_of(job).status, now_of(job).attempt) == ("running", 1)


def test_a_dropped_job_is_taken_over_with_the_next_attempt(place: Organisation) -> None:
    dropped = timezone.now() - timedelta(seconds=1)
    job = make_job(place, "tests.count", arguments={"up_to": 1}, status="running", attempt=1, leased_until=dropped)

    run_job(job.pk, place.pk)

    assert (now_of(job).status, now_of(job).attempt) == ("done", 2)


def test_a_job_that_breaks_off_again_and_again_is_given_up(place: Organisation) -> None:
    dropped = timezone.now() - timedelta(seconds=1)
    job = make_job(place, "tests.count", status="running", attempt=MAX_ATTEMPTS, leased_until=dropped)

    run_job(job.pk, place.pk)

    assert (now_of(job).status, now_of(job).result) == ("failed", {"error": "gave_up"})


def test_a_worker_that_lost_its_lease_finds_out_when_it_reports(place: Organisation) -> None:
    job = make_job(place, "tests.lose_lease")

    run_job(job.pk, place.pk)

    assert (now_of(job).status, now_of(job).attempt, now_of(job).result) == ("running", 2, {})


@job_task("tests.overtaken", fenced=True)
def overtaken(job: RunningJob) -> None:
    """Safe to run twice: here another worker takes over after it has written."""
    works.write_a_row(job)
    in_another_thread(lambda: take_over(job.job))


def test_what_a_fenced_worker_wrote_is_rolled_back_when_it_had_lost_the_job(place: Organisation) -> None:
    job = make_job(place, "tests.overtaken")

    run_job(job.pk, place.pk)

    assert (changes_in(place), now_of(job).status, now_of(job).attempt) == (0, "running", 2)


def take_over(job: Job) -> None:
    with open_access(access_for_work(job.organisation_id)):
        Job.objects.filter(pk=job.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
        claim(job.pk)
    connection.close()


def in_another_thread(do: Callable[[], object]) -> None:
    thread = threading.Thread(target=do)
    thread.start()
    thread.join()


def test_two_workers_claim_a_job_and_one_gets_it(place: Organisation) -> None:
    job = make_job(place, "tests.count")
    with open_access(access_for_work(place.pk)):
        first, second = claim(job.pk), claim(job.pk)

    assert (first is not None, second) == (True, None)


def test_an_older_attempt_can_write_nothing(place: Organisation) -> None:
    job = make_job(place, "tests.count")
    with open_access(access_for_work(place.pk)):
        first = claim(job.pk)
        assert first is not None
        Job.objects.filter(pk=job.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
        claim(job.pk)
        with pytest.raises(LeaseLostError):
            update_held(first, status="done")


def test_the_lease_is_renewed_while_the_work_goes_on(place: Organisation, settings: Any) -> None:
    settings.JOB_LEASE_SECONDS = 0.2
    job = make_job(place, "tests.count")
    with open_access(access_for_work(place.pk)):
        held = claim(job.pk)
        assert held is not None
        assert held.leased_until is not None
        first_until = held.leased_until
        with renewed_lease(held):
            in_another_thread(lambda: threading.Event().wait(0.5))
        renewed_until = Job.objects.get(pk=job.pk).leased_until

    assert renewed_until is not None
    assert renewed_until > first_until + timedelta(seconds=0.2)


def test_two_who_start_the_same_work_at_once_get_one_job(place: Organisation) -> None:
    together, jobs = threading.Barrier(2), list[int]()

    def start() -> None:
        with open_access(access_for_work(place.pk)):
            together.wait(20)
            with transaction.atomic():
                jobs.append(start_once("tests.count", organisation_id=place.pk, up_to=1).pk)
                threading.Event().wait(0.2)
        connection.close()

    threads = [threading.Thread(target=start) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert (len(jobs), len(set(jobs))) == (2, 1)


def test_other_arguments_and_finished_work_are_started_anew(place: Organisation) -> None:
    with open_access(access_for_work(place.pk)):
        first = start_once("tests.count", organisation_id=place.pk, up_to=1)
        other = start_once("tests.count", organisation_id=place.pk, up_to=2)
        Job.objects.filter(pk=first.pk).update(status=Job.Status.DONE)
        again = start_once("tests.count", organisation_id=place.pk, up_to=1)

    assert len({first.pk, other.pk, again.pk}) == 3


def test_a_rolled_back_start_leaves_no_job(place: Organisation) -> None:
    def start_and_fail() -> None:
        with transaction.atomic():
            start_job("tests.count", organisation_id=place.pk, up_to=1)
            raise LookupError

    with open_access(access_for_work(place.pk)):
        with pytest.raises(LookupError):
            start_and_fail()

        assert Job.objects.count() == 0


@job_task("tests.endless", fenced=True, seconds=0.2)
def endless(job: RunningJob) -> dict[str, Any]:
    """Safe to run twice: it is never done."""
    works.write_a_row(job)
    while True:
        pass


def test_work_that_takes_too_long_is_ended_with_a_sentence(place: Organisation) -> None:
    job = make_job(place, "tests.endless", language="en")

    run_job(job.pk, place.pk)

    after = now_of(job)
    assert (after.status, after.result["error"], after.attempt) == ("failed", "refused", 1)
    assert "nothing of it was kept" in after.result["message"]
    assert changes_in(place) == 0
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
