"""Start long work by name: write the row, ring the bell after commit."""

import json
from functools import partial
from typing import Any

from celery import current_app
from django.db import transaction
from django.utils.translation import get_language
from kombu.exceptions import OperationalError

from foundation.changes.record import current_actor
from foundation.jobs.models import Job
from foundation.postgres.locks import hold

RUN_JOB = "foundation.run_job"


def start_job(name: str, *, organisation_id: int, **arguments: Any) -> Job:  # noqa: ANN401 - JSON values
    """Write a waiting job and, once the transaction is committed, wake a worker; a lost ring is swept up later."""
    actor = current_actor()
    job = Job.objects.create(
        organisation_id=organisation_id,
        name=name,
        arguments=arguments,
        started_by_id=actor.user_id,
        actor_name=actor.name,
        language=get_language() or "",
    )
    transaction.on_commit(partial(ring, job.pk, organisation_id))
    return job


@transaction.atomic
def start_once(name: str, *, organisation_id: int, **arguments: Any) -> Job:  # noqa: ANN401 - JSON values
    """Return the job with these arguments that waits or runs, starting it where there is none: two clicks, one job."""
    hold("job", json.dumps([organisation_id, name, arguments], sort_keys=True))
    unfinished = Job.objects.filter(
        organisation_id=organisation_id,
        name=name,
        arguments=arguments,
        status__in=[Job.Status.WAITING, Job.Status.RUNNING],
    )
    return unfinished.first() or start_job(name, organisation_id=organisation_id, **arguments)


def ring(job_id: int, organisation_id: int) -> None:
    """Tell the workers that a job waits; without Redis the sweeper finds it."""
    try:
        current_app.send_task(RUN_JOB, [job_id, organisation_id], retry=False)
    except OperationalError:
        return
