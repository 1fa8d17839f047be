"""Files that were handed in: the jobs that look at them, and what they were imported as."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, IntegerField, QuerySet
from django.db.models.fields.json import KT, KeyTextTransform
from django.db.models.functions import Cast
from django.utils import timezone

from emissions.models import LedgerImport
from foundation.files.models import StoredFile
from foundation.jobs.models import Job
from organisations.models import Organisation

LOOKING = ("emissions.check_ledger", "emissions.import_ledger")
MOST_AT_ONCE = 12
SHOWN_FOR = timedelta(days=30)
PUT_AWAY = "put_away"


@dataclass(frozen=True, slots=True)
class Upload:
    """One handed-in file as a job reads it."""

    job: Job
    file: StoredFile

    @property
    def name(self) -> str:
        """What the file was called when it was handed over this time."""
        return str(self.job.arguments.get("called") or self.file.name)

    @property
    def state(self) -> str:
        """What a listed check found: waiting for a worker, ready to import, refused, or failed."""
        if not self.job.is_over:
            return "waiting"
        if self.job.status == Job.Status.FAILED:
            return "failed"
        return "ready" if getattr(self.job, "accepted", None) == "true" else "refused"


def upload_called(organisation: Organisation, job_id: UUID) -> Upload | None:
    """Return the file behind a job that checks or imports it; None for another organisation's and for other jobs."""
    job = Job.objects.filter(organisation=organisation, uuid=job_id, name__in=LOOKING).first()
    if job is None:
        return None
    stored = StoredFile.objects.filter(organisation=organisation, pk=job.arguments["file_id"]).first()
    return Upload(job, stored) if stored else None


def imports_of_file(stored: StoredFile) -> QuerySet[LedgerImport]:
    """Return what the file was imported as on the organisation's chart of today, newest first."""
    imports = LedgerImport.objects.filter(organisation_id=stored.organisation_id, file=stored)
    found = imports.filter(chart=F("organisation__chart"))
    return found.defer("summary", "problems").order_by("-imported_at")


def not_imported(organisation: Organisation, limit: int = MOST_AT_ONCE) -> list[Upload]:
    """Return files looked at in the last weeks that were never imported, each with its newest check, newest first.

    Those that somebody took off the list are not among them.
    """
    imported = LedgerImport.objects.filter(organisation=organisation).values("file_id")
    checks = (
        Job.objects.filter(organisation=organisation, name=LOOKING[0], created_at__gte=timezone.now() - SHOWN_FOR)
        .annotate(
            stored=Cast(KeyTextTransform("file_id", "arguments"), IntegerField()),
            accepted=KT("result__summary__accepted"),
            put_away=KT(f"result__{PUT_AWAY}"),
        )
        .exclude(stored__in=imported)
        .order_by("stored", "-pk")
        .distinct("stored")
    )
    kept = (job for job in checks.defer("result") if job.put_away is None)
    newest = sorted(kept, key=lambda job: -job.pk)[:limit]
    files = StoredFile.objects.in_bulk([job.arguments["file_id"] for job in newest])
    return [Upload(job, files[job.arguments["file_id"]]) for job in newest if job.arguments["file_id"] in files]


def lines_looked_at(organisation: Organisation, arguments: dict[str, Any]) -> int:
    """Return how many lines a check found in the file, read in the same way; 0 where nobody looked."""
    checks = Job.objects.filter(
        organisation=organisation, name=LOOKING[0], arguments__file_id=arguments["file_id"], status=Job.Status.DONE
    )
    values = checks.order_by("-pk").values_list("arguments__choices", "result__mapping", "result__summary__lines")
    asked = _comparable(arguments["choices"], None)
    same = (lines for choices, mapping, lines in values[:10] if _comparable(choices, mapping) == asked)
    return int(next(same, 0))


def choices_as_checked(job: Job) -> dict[str, Any]:
    """Return how a check read its file, for an import that reads it alike whatever is remembered in the meantime."""
    return {**job.arguments["choices"], "mapping": job.result.get("mapping"), "uses_remembered": False}


def _comparable(choices: dict[str, Any], mapping: dict[str, Any] | None) -> dict[str, Any]:
    return {**choices, "mapping": mapping or choices.get("mapping"), "uses_remembered": False}
