"""Run one job under a lease: the attempt number is the fencing token, a lost lease stops the old worker's writes."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic
from typing import Any

from django.db import connection, connections
from django.db.models import F, Q
from django.utils import timezone

from foundation.access import open_access
from foundation.changes.record import Actor, acting
from foundation.errors import DomainError
from foundation.jobs.models import Job
from foundation.jobs.registry import work_called
from foundation.scoping import access_for_work

LEASE = timedelta(seconds=60)
RENEW_EVERY = 15.0
REPORT_EVERY = 0.5
MAX_ATTEMPTS = 5

logger = logging.getLogger(__name__)


class LeaseLostError(Exception):
    """Another worker has taken the job over."""


class RunningJob:
    """A job that this worker holds; `report` is the progress callback for services."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._reported = 0.0
        self._aside = connection.copy()

    @property
    def organisation_id(self) -> int:
        """The organisation that the work is for."""
        return int(self.job.organisation_id)

    def report(self, step: str, done: int = 0, total: int = 0) -> None:
        """Show progress on the row, at most twice a second; raises LeaseLostError if the job is another's now.

        Written on a connection of its own, so that it shows while the work's transaction is open.
        """
        changed = step != self.job.step
        if not changed and monotonic() - self._reported < REPORT_EVERY:
            return
        self._reported = monotonic()
        self.job.step = step
        with self._aside.cursor() as cursor:
            cursor.execute(
                "UPDATE foundation_job SET step = %s, done = %s, total = %s, leased_until = %s"
                " WHERE id = %s AND attempt = %s AND status = %s",
                [step, done, total, timezone.now() + LEASE, self.job.pk, self.job.attempt, Job.Status.RUNNING],
            )
            if not cursor.rowcount:
                raise LeaseLostError(str(self.job.uuid))

    def close(self) -> None:
        """Give the connection that reports were written on back."""
        self._aside.close()


def run_job(job_id: int, organisation_id: int) -> None:
    """Claim the job, do its work, write its result. A job that another worker holds, or that is over, is left alone."""
    with open_access(access_for_work(organisation_id)):
        job = _claim(job_id)
        if job is None:
            return
        with acting(Actor(job.actor_name or "Klimatrappa", job.started_by_id)), _renewed_lease(job):
            _work(job)


def _claim(job_id: int) -> Job | None:
    now = timezone.now()
    free = Q(status=Job.Status.WAITING) | Q(status=Job.Status.RUNNING, leased_until__lt=now)
    claimed = Job.objects.filter(free, pk=job_id).update(
        status=Job.Status.RUNNING, attempt=F("attempt") + 1, leased_until=now + LEASE
    )
    return Job.objects.get(pk=job_id) if claimed else None


def _work(job: Job) -> None:
    if job.attempt > MAX_ATTEMPTS:
        _finish(job, Job.Status.FAILED, {"error": "gave_up"})
        return
    running = RunningJob(job)
    try:
        result = work_called(job.name)(running, **job.arguments)
        _finish(job, Job.Status.DONE, result)
    except LeaseLostError:
        logger.warning("job %s was taken over by another worker", job.uuid)
    except DomainError as error:
        _finish(job, Job.Status.FAILED, {"error": "refused", "message": str(error)})
    except Exception:
        logger.exception("job %s failed", job.uuid)
        _finish(job, Job.Status.FAILED, {"error": "broken"})
    finally:
        running.close()


def _finish(job: Job, status: Job.Status, result: dict[str, Any]) -> None:
    _update_held(job, status=status, result=result, leased_until=None, finished_at=timezone.now())


def _update_held(job: Job, **values: Any) -> None:  # noqa: ANN401 - model fields
    held = Job.objects.filter(pk=job.pk, attempt=job.attempt, status=Job.Status.RUNNING).update(**values)
    if not held:
        raise LeaseLostError(str(job.uuid))


@contextmanager
def _renewed_lease(job: Job) -> Iterator[None]:
    stop = threading.Event()
    access = access_for_work(int(job.organisation_id))

    def renew() -> None:
        try:
            while not stop.wait(RENEW_EVERY):
                with open_access(access):
                    Job.objects.filter(pk=job.pk, attempt=job.attempt, status=Job.Status.RUNNING).update(
                        leased_until=timezone.now() + LEASE
                    )
        finally:
            connections.close_all()

    thread = threading.Thread(target=renew, name=f"lease of job {job.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
