"""The long work of the supplier register: look for doubles."""

from typing import Any

from foundation.jobs.registry import job_task
from foundation.jobs.run import RunningJob
from organisations.models import Organisation
from suppliers.services.find_doubles import find_doubles


@job_task("suppliers.find_doubles", fenced=True)
def find_doubles_work(job: RunningJob) -> dict[str, Any]:
    """Safe to run twice: the second run finds the same proposals. Fenced, as joins are: see emissions/tasks.py."""
    organisation = Organisation.objects.get(pk=job.organisation_id)
    return {"open": find_doubles(organisation=organisation, progress=job.report)}
