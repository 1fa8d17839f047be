"""Take up dropped jobs: those whose bell was lost and those whose worker died."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from foundation.access import open_access
from foundation.jobs.models import Job
from foundation.jobs.start import ring
from foundation.scoping import access_for_operations

PATIENCE = timedelta(seconds=10)
RING_AGAIN_AFTER = timedelta(minutes=5)
BATCH = 1000


def sweep_jobs() -> int:
    """Ring again for jobs that nobody holds; returns how many. A job claimed meanwhile ignores the ring.

    A waiting job is rung for again every five minutes at most, so that a long queue does not grow by being swept.
    """
    now = timezone.now()
    waits = Q(status=Job.Status.WAITING)
    dropped = (
        waits & Q(leased_until__isnull=True, created_at__lt=now - PATIENCE)
        | waits & Q(leased_until__lt=now)
        | Q(status=Job.Status.RUNNING, leased_until__lt=now)
    )
    with open_access(access_for_operations()):
        found = list(Job.objects.filter(dropped).order_by("pk").values_list("pk", "organisation_id")[:BATCH])
        Job.objects.filter(waits, pk__in=[pk for pk, _ in found]).update(leased_until=now + RING_AGAIN_AFTER)
    for job_id, organisation_id in found:
        ring(job_id, organisation_id)
    return len(found)
