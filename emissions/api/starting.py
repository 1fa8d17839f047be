"""Answer a client whose work was started: 202, and where to follow it."""

from django.urls import reverse
from rest_framework.response import Response

from foundation.jobs.models import Job
from organisations.api.jobs import JobOutput
from organisations.models import Organisation


def accepted(job: Job, organisation: Organisation) -> Response:
    """Answer 202 with the job and where to follow it."""
    address = reverse("api_job", args=[organisation.slug, job.uuid])
    return Response(JobOutput(job).data, status=202, headers={"Location": address})
