"""The fix lists that came back to an organisation and were applied, as its record of changes tells of them."""

from dataclasses import dataclass
from datetime import datetime

from foundation.changes.models import Change
from foundation.files.models import StoredFile
from foundation.jobs.models import Job
from organisations.models import Organisation

KIND, BROUGHT_IN, APPLIED, TAKEN_BACK = "emissions.fix_list", "brought_in", "applied", "taken_back"
NEWEST = 5


@dataclass(frozen=True, slots=True)
class AppliedFixList:
    """One list: the run that applied it, its file's name, who applied it when, and how many things it changed."""

    run: str
    name: str
    by: str
    at: datetime
    changes: int
    is_taken_back: bool


def applied_fix_lists(organisation: Organisation) -> list[AppliedFixList]:
    """Return the newest lists that were applied and know how to be taken back, at most NEWEST, newest first."""
    told = Change.objects.filter(organisation_id=organisation.pk, kind=KIND)
    applied = list(told.filter(action=APPLIED).order_by("-pk")[:NEWEST])
    runs = [change.object_id for change in applied]
    jobs = Job.objects.filter(organisation=organisation, uuid__in=runs, result__has_key="undo")
    known = {str(run) for run in jobs.values_list("uuid", flat=True)}
    back = set(told.filter(action=TAKEN_BACK, object_id__in=runs).values_list("object_id", flat=True))
    return [
        AppliedFixList(
            run=change.object_id,
            name=change.summary["name"],
            by=change.actor_name,
            at=change.made_at,
            changes=change.summary["changes"],
            is_taken_back=change.object_id in back,
        )
        for change in applied
        if change.object_id in known
    ]


def list_taken_back(organisation: Organisation, run: object) -> Change | None:
    """Return the change that took the list back which `run` applied; None while it stands."""
    told = Change.objects.filter(organisation_id=organisation.pk, kind=KIND, object_id=str(run), action=TAKEN_BACK)
    return told.first()


def fix_list_file(organisation: Organisation, sha256: str) -> StoredFile | None:
    """Return the organisation's file with this content if it came in as a fix list, else None."""
    told = Change.objects.filter(organisation_id=organisation.pk, kind=KIND, object_id=sha256, action=BROUGHT_IN)
    return StoredFile.objects.filter(organisation=organisation, sha256=sha256).first() if told.exists() else None
