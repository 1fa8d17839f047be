"""The lease on a job: claimed by one worker, renewed while it lives, and lost when another worker takes over.

`attempt` is the fencing token: each claim raises it, and every write of a worker names the attempt it was given.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections
from django.db.models import F, Q
from django.utils import timezone

from foundation.access import current_access, open_access
from foundation.jobs.models import Job

logger = logging.getLogger(__name__)


class LeaseLostError(Exception):
    """Another worker has taken the job over."""


def lease() -> timedelta:
    """Return for how long a worker holds a job without a sign of life."""
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


def claim(job_id: int) -> Job | None:
    """Take the job for this worker, or nothing if another holds it or it is over."""
    now = timezone.now()
    free = Q(status=Job.Status.WAITING) | Q(status=Job.Status.RUNNING, leased_until__lt=now)
    claimed = Job.objects.filter(free, pk=job_id).update(
        status=Job.Status.RUNNING, attempt=F("attempt") + 1, leased_until=now + lease()
    )
    return Job.objects.get(pk=job_id) if claimed else None


def update_held(job: Job, **values: Any) -> None:  # noqa: ANN401 - model fields
    """Write on the job's row while this worker holds it; raises LeaseLostError if it does not."""
    held = Job.objects.filter(pk=job.pk, attempt=job.attempt, status=Job.Status.RUNNING).update(**values)
    if not held:
        raise LeaseLostError(str(job.uuid))


@contextmanager
def renewed_lease(job: Job) -> Iterator[None]:
    """Renew the lease in the background while the block runs; a worker that is killed renews it no more."""
    stop = threading.Event()
    access = current_access()

    def renew() -> None:
        try:
            while not stop.wait(lease().total_seconds() / 4):
                with open_access(access):
                    update_held(job, leased_until=timezone.now() + lease())
        except LeaseLostError:
            return  # the worker finds out when it reports or finishes
        except DatabaseError:
            logger.warning("the lease of job %s could not be renewed", job.uuid, exc_info=True)
        finally:
            connections.close_all()

    thread = threading.Thread(target=renew, name=f"lease of job {job.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
