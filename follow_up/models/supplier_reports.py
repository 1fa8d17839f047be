"""What suppliers report for a period, version by version, and which reminders went out."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from follow_up.models.report_requests import ReportLine, ReportRequest
from foundation.scoping import OrganisationOwned
from procurement.models.kept_rules import in_order, one_of


class ReportState(models.TextChoices):
    """How far a report has come. Whether a waiting one is late is told by its day."""

    WAITING = "waiting", _("Waiting for the supplier")
    RECEIVED = "received", _("To be looked at")
    RETURNED = "returned", _("Sent back")
    ACCEPTED = "accepted", pgettext_lazy("after a look", "Accepted")


WITH_SUPPLIER = (ReportState.WAITING, ReportState.RETURNED)
"""States in which the supplier fills in."""


class SupplierReport(OrganisationOwned):
    """The report of one period. `version` counts what was sent in or corrected; its values are the ones that hold.

    `draft` is what the supplier has typed but not sent: by line, as typed.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(ReportRequest, on_delete=models.PROTECT, related_name="reports")
    first_day = models.DateField()
    last_day = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.WAITING)
    version = models.PositiveSmallIntegerField(default=0)
    draft = models.JSONField(default=dict, blank=True)
    # With the supplier
    asked_at = models.DateTimeField(null=True, blank=True, help_text="The letter with the link went out")
    opened_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.CharField(max_length=200, blank=True)
    comment = models.TextField(blank=True)
    # With the buyer
    returned_because = models.TextField(blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.CharField(max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1, help_text="Counts what was saved, so that nobody overwrites")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "first_day"], name="supplier_report_once_a_period"),
            models.CheckConstraint(
                condition=~models.Q(state="returned") | ~models.Q(returned_because=""),
                name="supplier_report_returned_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="accepted") | models.Q(accepted_at__isnull=False, version__gte=1),
                name="supplier_report_accepted_at_a_moment",
            ),
            in_order("supplier_report", "first_day", "last_day"),
            in_order("supplier_report", "last_day", "due_on"),
            one_of("supplier_report", "state", ReportState),
        ]
        indexes = [models.Index(fields=["organisation", "state", "due_on"], name="supplier_report_due")]
        ordering = ["-last_day", "-pk"]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.first_day}"


class ReportedValue(OrganisationOwned):
    """One figure of one version, never changed: as it was told, and `amount` in the unit of its line.

    Yes is 1 and no is 0. `is_confirmed` says that a question about it was answered: it is right. `because` is the
    reason of a correction by the buyer.
    """

    report = models.ForeignKey(SupplierReport, on_delete=models.CASCADE, related_name="values")
    line = models.ForeignKey(ReportLine, on_delete=models.PROTECT, related_name="values")
    version = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=18, decimal_places=4)
    unit = models.CharField(max_length=40, blank=True)
    amount = models.DecimalField(max_digits=18, decimal_places=4)
    note = models.CharField(max_length=500, blank=True)
    is_confirmed = models.BooleanField(default=False)
    because = models.CharField(max_length=500, blank=True)
    told_by = models.CharField(max_length=200, blank=True)
    told_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "version", "line"], name="reported_value_once_a_version")
        ]
        ordering = ["version", "line__position", "pk"]

    def __str__(self) -> str:
        return f"{self.report_id} {self.line_id}: {self.amount}"


class ReminderKind(models.TextChoices):
    """When a reminder goes out by itself."""

    BEFORE = "before", _("Before it is due")
    DUE = "due", _("On the day that it is due")
    LATE = "late", _("After it was due")


class ReportReminder(OrganisationOwned):
    """A reminder of a report that went out, each kind once."""

    report = models.ForeignKey(SupplierReport, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=10, choices=ReminderKind)
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "kind"], name="report_reminder_once"),
            one_of("report_reminder", "kind", ReminderKind),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.kind}"
