"""Files with banks that were handed over: the jobs that look at them and load them."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from foundation.files.models import StoredFile
from foundation.jobs.models import Job
from organisations.models import Organisation

CHECK_BANK, LOAD_BANK = "requirements_bank.check_bank", "requirements_bank.load_bank"
SHOWN_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class UploadedBank:
    """One file as a job reads it."""

    job: Job
    file: StoredFile

    @property
    def is_check(self) -> bool:
        """Whether the job only looks at the file."""
        return self.job.name == CHECK_BANK


def uploaded_bank(organisation: Organisation, job_id: UUID) -> UploadedBank | None:
    """Return the file behind a job that looks at or loads it; None for another organisation's and for other jobs."""
    job = Job.objects.filter(organisation=organisation, uuid=job_id, name__in=(CHECK_BANK, LOAD_BANK)).first()
    stored = StoredFile.objects.filter(organisation=organisation, pk=job.arguments["file_id"]).first() if job else None
    return UploadedBank(job, stored) if job and stored else None


def waiting_banks(organisation: Organisation, limit: int = 5) -> list[UploadedBank]:
    """Return files that were looked at in the last weeks and never loaded since, newest first."""
    jobs = Job.objects.filter(
        organisation=organisation, name__in=(CHECK_BANK, LOAD_BANK), created_at__gte=timezone.now() - SHOWN_FOR
    )
    newest: dict[int, Job] = {}
    for job in jobs.order_by("-pk")[:100]:
        newest.setdefault(int(job.arguments["file_id"]), job)
    open_jobs = [job for job in newest.values() if job.name == CHECK_BANK][:limit]
    files = StoredFile.objects.in_bulk([job.arguments["file_id"] for job in open_jobs])
    return [
        UploadedBank(job, files[job.arguments["file_id"]]) for job in open_jobs if job.arguments["file_id"] in files
    ]
