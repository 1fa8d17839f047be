"""The hours that there are for controls, what a control takes, and the yearly assessment of risk."""

import uuid
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from follow_up.models.tasks import CONTROLS, TaskKind
from foundation.scoping import OrganisationOwned
from procurement.models.kept_rules import not_negative, one_of

MOST_A_MONTH = Decimal(400)
"""Hours that one person may have."""


class ControllerCapacity(OrganisationOwned):
    """Hours that one person has for controls in a month, named by its first day; without a row nobody said."""

    person = models.ForeignKey("organisations.User", on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    hours = models.DecimalField(max_digits=5, decimal_places=1)
    updated_by = models.CharField(max_length=200, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "person", "month"], name="capacity_once_a_month"),
            models.CheckConstraint(condition=models.Q(month__day=1), name="capacity_month_by_first_day"),
            not_negative("controller_capacity", "hours"),
        ]
        ordering = ["month", "person"]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.month}"


class ExpectedHours(OrganisationOwned):
    """The hours that a kind of control takes here; without a row the shipped ones hold."""

    kind = models.CharField(max_length=30, choices=[(kind.value, kind.label) for kind in CONTROLS])
    hours = models.DecimalField(max_digits=5, decimal_places=1)
    updated_by = models.CharField(max_length=200, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind"], name="expected_hours_once_a_kind"),
            models.CheckConstraint(condition=models.Q(hours__gt=0), name="expected_hours_more_than_none"),
            one_of("expected_hours", "kind", TaskKind),
        ]
        ordering = ["kind"]

    def __str__(self) -> str:
        return self.kind


class AssessmentState(models.TextChoices):
    """Whether a yearly assessment may still be made anew."""

    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Approved")


class RiskAssessment(OrganisationOwned):
    """The risk of a year's contracts as it was seen on a day; an approved one is never changed.

    `content` holds figures, never sentences: the document words them in its reader's language.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    year = models.PositiveSmallIntegerField()
    content = models.JSONField()
    conclusion = models.TextField(blank=True, help_text="What the organisation makes of it")
    state = models.CharField(max_length=10, choices=AssessmentState, default=AssessmentState.DRAFT)
    made_by = models.CharField(max_length=200, blank=True)
    made_on = models.DateField()
    approved_by = models.CharField(max_length=200, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, help_text="Counts what was saved, so that nobody overwrites")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year"], name="risk_assessment_once_a_year"),
            models.CheckConstraint(
                condition=~models.Q(state="approved") | models.Q(approved_on__isnull=False),
                name="risk_assessment_approved_on_a_day",
            ),
            one_of("risk_assessment", "state", AssessmentState),
        ]
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.year}"
