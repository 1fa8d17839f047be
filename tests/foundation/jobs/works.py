"""Work for the tests of jobs; registered by importing it, in this process and in a worker."""

import os
import time
from typing import Any

from django.db import OperationalError

from foundation.changes.record import record_change
from foundation.errors import DomainError
from foundation.jobs.registry import job_task
from foundation.jobs.run import RunningJob
from foundation.models import Job
from foundation.problems import Problem


@job_task("tests.count")
def count(job: RunningJob, *, up_to: int) -> dict[str, Any]:
    """Safe to run twice: it only counts."""
    for number in range(up_to):
        job.report("counting", number, up_to)
    return {"counted": up_to}


@job_task("tests.refuse")
def refuse(job: RunningJob) -> dict[str, Any]:  # noqa: ARG001 - as every work
    """Safe to run twice: it does nothing."""
    raise DomainError("The file is empty.", problems=(Problem("empty", "file"),))


@job_task("tests.break")
def break_down(job: RunningJob) -> dict[str, Any]:  # noqa: ARG001 - as every work
    """Safe to run twice: it does nothing."""
    raise ZeroDivisionError


@job_task("tests.lose_database")
def lose_database(job: RunningJob) -> dict[str, Any]:  # noqa: ARG001 - as every work
    """Safe to run twice: it does nothing."""
    raise OperationalError("server closed the connection unexpectedly")


@job_task("tests.lose_lease")
def lose_lease(job: RunningJob) -> dict[str, Any]:
    """Safe to run twice: another worker takes the job in the middle of it."""
    write_a_row(job)
    Job.objects.filter(pk=job.job.pk).update(attempt=job.job.attempt + 1)
    job.report("next step")
    return {}


@job_task("tests.write", fenced=True)
def write(job: RunningJob) -> dict[str, Any]:
    """Safe to run twice: what it writes is committed only with its being done."""
    stall_where_told(job, "before")
    write_a_row(job)
    stall_where_told(job, "after")
    return {"attempt": job.job.attempt}


def write_a_row(job: RunningJob) -> None:
    """Leave a trace that would stand there twice if the work were committed twice."""
    record_change(organisation_id=job.organisation_id, kind="tests.thing", object_id=job.job.uuid, action="made")


def stall_where_told(job: RunningJob, where: str) -> None:
    """Sleep in the first attempt of a worker started with KLIMATRAPPA_TEST_STALL="before 3", while the test acts."""
    told, _, seconds = os.environ.get("KLIMATRAPPA_TEST_STALL", "").partition(" ")
    if told == where and job.job.attempt == 1:
        job.report("stalling")
        time.sleep(float(seconds))
