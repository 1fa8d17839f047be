"""Run one job under a lease: claim it, do its work, write its result."""

import logging
from contextlib import nullcontext
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone, translation

from foundation.access import open_access
from foundation.changes.record import Actor, acting
from foundation.errors import DomainError
from foundation.jobs.lease import LeaseLostError, claim, lease, renewed_lease, update_held
from foundation.jobs.models import Job
from foundation.jobs.registry import work_called
from foundation.jobs.time_limit import at_most
from foundation.scoping import access_for_work

REPORT_EVERY = 0.5
MAX_ATTEMPTS = 5
SHOWN_PROBLEMS = 500

logger = logging.getLogger(__name__)


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
                [step, done, total, timezone.now() + lease(), self.job.pk, self.job.attempt, Job.Status.RUNNING],
            )
            if not cursor.rowcount:
                raise LeaseLostError(str(self.job.uuid))

    def close(self) -> None:
        """Give the connection that reports were written on back."""
        self._aside.close()


def run_job(job_id: int, organisation_id: int) -> None:
    """Claim the job, do its work, write its result. A job that another worker holds, or that is over, is left alone."""
    with open_access(access_for_work(organisation_id)):
        job = claim(job_id)
        if job is None:
            return
        actor = Actor(job.actor_name or "Klimatrappa", job.started_by_id)
        with acting(actor), translation.override(job.language or settings.LANGUAGE_CODE), renewed_lease(job):
            _run_claimed(job)


def _run_claimed(job: Job) -> None:
    try:
        failure = _failure_of(job)
        if failure:
            _finish(job, Job.Status.FAILED, failure)
    except LeaseLostError:
        logger.warning("job %s was taken over by another worker", job.uuid)
    except (OperationalError, InterfaceError):
        logger.warning("job %s lost its database and will be taken up again", job.uuid, exc_info=True)


def _failure_of(job: Job) -> dict[str, Any] | None:
    """Do the work; return what to show where it failed for good, and nothing where it is done."""
    if job.attempt > MAX_ATTEMPTS:
        return {"error": "gave_up"}
    running = RunningJob(job)
    try:
        _do(running)
    except (LeaseLostError, OperationalError, InterfaceError):
        raise
    except DomainError as error:
        problems = [problem.as_json() for problem in error.problems[:SHOWN_PROBLEMS]]
        return {"error": "refused", "message": str(error), "problems": problems}
    except Exception:
        logger.exception("job %s failed", job.uuid)
        return {"error": "broken"}
    finally:
        running.close()
    return None


def _do(running: RunningJob) -> None:
    job = running.job
    work = work_called(job.name)
    with transaction.atomic() if work.fenced else nullcontext():
        with at_most(work.seconds):
            result = work.do(running, **job.arguments) or {}
        _finish(job, Job.Status.DONE, result)


def _finish(job: Job, status: Job.Status, result: dict[str, Any]) -> None:
    update_held(job, status=status, result=result, leased_until=None, finished_at=timezone.now())
