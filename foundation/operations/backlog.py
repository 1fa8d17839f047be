"""Jobs and messages over all organisations, as operators see them: numbers and states, never what they are about."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, QuerySet

from foundation.access import open_access
from foundation.models import Job, Message
from foundation.scoping import access_for_operations

OPEN_JOBS = (Job.Status.WAITING, Job.Status.RUNNING)
TROUBLED = (Message.Status.UNCERTAIN, Message.Status.FAILED)


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many there are in each state, and since when the oldest one waits."""

    by_status: dict[str, int]
    oldest_waiting: datetime | None


def job_backlog() -> Backlog:
    """Return the jobs of all organisations by state."""
    with open_access(access_for_operations()):
        return _backlog(Job.objects.all(), Job.Status.WAITING)


def message_backlog() -> Backlog:
    """Return the messages of all organisations by state."""
    with open_access(access_for_operations()):
        return _backlog(Message.objects.all(), Message.Status.WAITING)


def _backlog(rows: QuerySet[Job] | QuerySet[Message], waiting: str) -> Backlog:
    counted = rows.order_by().values_list("status").annotate(rows=Count("pk"))
    oldest = rows.filter(status=waiting).aggregate(oldest=Min("created_at"))["oldest"]
    return Backlog(dict(counted), oldest)


def recent_jobs(*, only_failed: bool = False, limit: int = 50) -> list[Job]:
    """Return the newest jobs of all organisations, with theirs; open ones first."""
    with open_access(access_for_operations()):
        jobs = Job.objects.select_related("organisation")
        open_jobs = [] if only_failed else list(jobs.filter(status__in=OPEN_JOBS).order_by("pk")[:limit])
        over = jobs.filter(status=Job.Status.FAILED) if only_failed else jobs.exclude(status__in=OPEN_JOBS)
        return [*open_jobs, *over.order_by("-pk")[: limit - len(open_jobs)]]


def messages_by_status(status: str = "", limit: int = 200) -> list[Message]:
    """Return messages of all organisations, the newest first, those in trouble before all; their text is not read."""
    with open_access(access_for_operations()):
        messages = Message.objects.select_related("organisation").defer("body").order_by("-pk")
        if status:
            return list(messages.filter(status=status)[:limit])
        troubled = list(messages.filter(status__in=TROUBLED)[:limit])
        return [*troubled, *messages.exclude(status__in=TROUBLED)[: limit - len(troubled)]]
