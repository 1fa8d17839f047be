"""What is planned on a contract: meetings, controls and reports, once or again and again."""

import uuid
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.scoping import OrganisationOwned
from procurement.models import Contract, Obligation
from procurement.models.kept_rules import in_order, not_negative, one_of

LONGEST_EVERY = 60
MOST_HOURS = Decimal(200)


class TaskKind(models.TextChoices):
    """What is to be done."""

    START_MEETING = "start_meeting", _("Start meeting")
    STATUS_MEETING = "status_meeting", _("Status meeting")
    DESK_CONTROL = "desk_control", _("Desk control")
    SITE_INSPECTION = "site_inspection", _("Site inspection")
    THIRD_PARTY_CONTROL = "third_party_control", _("Third-party control")
    REPORT_DUE = "report_due", _("Report due")
    OTHER = "other", _("Other task")


CONTROLS = (TaskKind.DESK_CONTROL, TaskKind.SITE_INSPECTION, TaskKind.THIRD_PARTY_CONTROL)
"""The kinds that find out whether something is kept, and take a controller's hours."""


class TaskState(models.TextChoices):
    """How far it has come. Whether a planned one is late is told by its day."""

    PLANNED = "planned", _("Planned")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


def made_once(thing: str) -> models.UniqueConstraint:
    """Return the rule that one form, one day of a recurring task and one proposal of a year's plan make one thing."""
    return models.UniqueConstraint(
        fields=["organisation", "made_from"], condition=~models.Q(made_from=""), name=f"{thing}_made_once"
    )


class RecurringTask(OrganisationOwned):
    """Something that is done every `every_months` months from `first_on` on, `until` a day or as long as it runs.

    Each time it falls due is a `PlannedTask` of its own, made ahead. Without a contract it is the organisation's own.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contract = models.ForeignKey(Contract, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30, choices=TaskKind)
    title = models.CharField(max_length=200)
    agenda = models.TextField(blank=True)
    owner = models.ForeignKey("organisations.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    hours = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True, help_text="Each time")
    # When
    every_months = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(LONGEST_EVERY)])
    first_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    # Lifecycle
    ended_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, help_text="Counts what was saved, so that nobody overwrites")
    made_by = models.CharField(max_length=200, blank=True)
    made_from = models.CharField(max_length=120, blank=True, help_text="What it was made from, which counts once")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            made_once("recurring_task"),
            models.CheckConstraint(
                condition=models.Q(every_months__gte=1, every_months__lte=LONGEST_EVERY),
                name="recurring_task_every_some_months",
            ),
            in_order("recurring_task", "first_on", "until"),
            not_negative("recurring_task", "hours"),
            one_of("recurring_task", "kind", TaskKind),
        ]
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class PlannedTask(OrganisationOwned):
    """One thing to do by a day. `hours` are expected; `is_fixed` says that the plan of hours may not move it.

    `month` is the first day of the month in which it is planned to be done, None while nobody has planned it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contract = models.ForeignKey(Contract, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    recurring = models.ForeignKey(
        RecurringTask, null=True, blank=True, on_delete=models.SET_NULL, related_name="occurrences"
    )
    kind = models.CharField(max_length=30, choices=TaskKind)
    title = models.CharField(max_length=200)
    agenda = models.TextField(blank=True)
    place = models.CharField(max_length=300, blank=True)
    is_announced = models.BooleanField(default=True, help_text="The supplier is told before")
    # Who, when, how long
    owner = models.ForeignKey("organisations.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    due_on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    month = models.DateField(null=True, blank=True)
    hours = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    is_fixed = models.BooleanField(default=False)
    # What came of it
    state = models.CharField(max_length=20, choices=TaskState, default=TaskState.PLANNED)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.CharField(max_length=200, blank=True)
    spent_hours = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    minutes = models.TextField(blank=True, help_text="What was said and agreed")
    cancelled_because = models.TextField(blank=True)
    # Lifecycle
    revision = models.PositiveIntegerField(default=1, help_text="Counts what was saved, so that nobody overwrites")
    times_given_hours = models.PositiveIntegerField(
        default=0, help_text="How often the plan of hours saved it, which nobody said"
    )
    made_by = models.CharField(max_length=200, blank=True)
    made_from = models.CharField(max_length=120, blank=True, help_text="What it was made from, which counts once")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            made_once("planned_task"),
            models.UniqueConstraint(fields=["recurring", "due_on"], name="recurring_task_once_a_day"),
            models.CheckConstraint(
                condition=~models.Q(state="done") | models.Q(done_on__isnull=False), name="planned_task_done_on_a_day"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="cancelled") | ~models.Q(cancelled_because=""),
                name="planned_task_cancelled_with_a_reason",
            ),
            not_negative("planned_task", "hours"),
            not_negative("planned_task", "spent_hours"),
            one_of("planned_task", "kind", TaskKind),
            one_of("planned_task", "state", TaskState),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "due_on"], name="planned_task_due"),
            models.Index(fields=["contract", "due_on"], name="planned_task_of_contract"),
        ]
        ordering = ["due_on", "starts_at", "pk"]

    def __str__(self) -> str:
        return f"{self.due_on}: {self.title}"


class TaskObligation(OrganisationOwned):
    """An obligation that a planned task is to look at."""

    task = models.ForeignKey(PlannedTask, on_delete=models.CASCADE, related_name="covers")
    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "obligation"], name="task_obligation_once")]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.obligation_id}"
