"""Start long work for a client: the same work asked for twice while it waits or runs is started once."""

from django.db import transaction
from django.urls import reverse
from rest_framework.response import Response

from foundation.jobs.models import Job
from foundation.jobs.start import start_job
from organisations.api.jobs import JobOutput
from organisations.models import Organisation


@transaction.atomic
def job_for(name: str, organisation: Organisation, **arguments: object) -> Job:
    """Return the unfinished job with these arguments, starting it where there is none."""
    unfinished = Job.objects.filter(
        organisation=organisation,
        name=name,
        arguments=arguments,
        status__in=[Job.Status.WAITING, Job.Status.RUNNING],
    )
    return unfinished.first() or start_job(name, organisation_id=organisation.pk, **arguments)


def accepted(job: Job, organisation: Organisation) -> Response:
    """Answer 202 with the job and where to follow it."""
    address = reverse("api_job", args=[organisation.slug, job.uuid])
    return Response(JobOutput(job).data, status=202, headers={"Location": address})
