"""Long work as a row: the row is the truth, Redis only the doorbell."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from foundation.scoping import OrganisationOwned


class Job(OrganisationOwned):
    """One piece of long work with its progress, its lease and its result."""

    class Status(models.TextChoices):
        """Where the work stands."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    # Identification
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=100, help_text="The task that does the work, as app.verb_noun")
    arguments = models.JSONField(default=dict)
    # Progress
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    step = models.CharField(max_length=100, blank=True, help_text="What is happening now, as a key that the page words")
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    messages = models.JSONField(default=list)
    result = models.JSONField(default=dict)
    # Lease: `attempt` is the fencing token, a worker with an older one has lost the job
    attempt = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(
        null=True, help_text="Until when the sweeper leaves it alone: held by a worker, or its bell was just rung again"
    )
    # Provenance
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5, blank=True, help_text="In which refusals are worded")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(done__gte=0), name="job_progress_not_negative"),
        ]
        indexes = [
            models.Index(fields=["status", "leased_until"], name="job_to_take_up"),
            models.Index(fields=["organisation", "-id"], name="job_newest_first"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.uuid}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.status in (self.Status.DONE, self.Status.FAILED)

    @property
    def percent(self) -> int | None:
        """How far it is, or nothing where the size is not known yet."""
        return min(100, self.done * 100 // self.total) if self.total else None

    @property
    def seconds(self) -> float:
        """How long it has taken so far, or took."""
        return ((self.finished_at or timezone.now()) - self.created_at).total_seconds()
