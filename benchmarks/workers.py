"""All years of all organisations calculated by Celery workers, one process and two: how much the second one brings."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from celery import current_app
from django.conf import settings

from benchmarks.figures import Figure
from benchmarks.world import YEARS, World
from emissions.models import Footprint
from foundation.access import open_access
from foundation.jobs.models import Job
from foundation.jobs.start import start_job
from foundation.scoping import access_for_work

FACTOR_SET = "us-epa-1.3.0"
LONGEST = 600
WORKER = [sys.executable, "-m", "celery", "--app", "config.celery", "worker", "--loglevel=ERROR", "--without-gossip"]


def measure(world: World) -> list[Figure]:
    """Calculate each organisation and year in a job of its own, with every breakdown by supplier, unit and account."""
    one, two = (_seconds(world, processes) for processes in (1, 2))
    jobs = len(world.organisations) * len(YEARS)
    baseline = f"one process: {one:.4g} s"
    return [Figure("calculate_by_two_workers", round(two, 2), f"s for {jobs} jobs", baseline, round(one / two, 2))]


def _seconds(world: World, processes: int) -> float:
    with open_access(world.access):
        Footprint.objects.all().delete()
    with _worker(processes):
        start = time.perf_counter()
        for organisation in world.organisations:
            with open_access(access_for_work(organisation.pk)):
                for year in YEARS:
                    start_job(
                        "emissions.calculate_footprint",
                        organisation_id=organisation.pk,
                        year=year,
                        factor_set=FACTOR_SET,
                    )
        _wait(world, start)
        return time.perf_counter() - start


def _wait(world: World, start: float) -> None:
    while True:
        with open_access(world.access):
            unfinished = Job.objects.filter(status__in=[Job.Status.WAITING, Job.Status.RUNNING]).count()
            failed = Job.objects.filter(status=Job.Status.FAILED).first()
        if failed:
            raise RuntimeError(f"{failed.name} failed: {failed.result}")
        if not unfinished:
            return
        if time.perf_counter() - start > LONGEST:
            raise RuntimeError(f"{unfinished} jobs are not done after {LONGEST} s")
        time.sleep(0.05)


@contextmanager
def _worker(processes: int) -> Iterator[None]:
    """Run a worker with so many processes, warm before the clock starts."""
    environment = os.environ | {
        "DATABASE_URL": os.environ["DATABASE_URL"],
        "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE,
    }
    program = subprocess.Popen([*WORKER, f"--concurrency={processes}"], env=environment)  # noqa: S603 - our own
    try:
        while not current_app.control.ping(timeout=1):
            if program.poll() is not None:
                raise RuntimeError("the worker ended before it began")
        yield
    finally:
        program.terminate()
        program.wait(timeout=60)
