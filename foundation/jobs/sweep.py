"""Take up dropped jobs: those whose bell was lost and those whose worker died."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from foundation.access import open_access
from foundation.jobs.models import Job
from foundation.jobs.start import ring
from foundation.scoping import access_for_operations

PATIENCE = timedelta(seconds=10)


def sweep_jobs() -> int:
    """Ring again for every job that nobody holds; returns how many. A job claimed meanwhile ignores the ring."""
    now = timezone.now()
    dropped = Q(status=Job.Status.WAITING, created_at__lt=now - PATIENCE) | Q(
        status=Job.Status.RUNNING, leased_until__lt=now
    )
    with open_access(access_for_operations()):
        found = list(Job.objects.filter(dropped).order_by("pk").values_list("pk", "organisation_id")[:1000])
    for job_id, organisation_id in found:
        ring(job_id, organisation_id)
    return len(found)
