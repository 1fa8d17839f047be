"""A requirement is known by its code in its owner's bank; what it says stands in numbered versions."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from requirements_bank.models.banks import Bank, SeenBy


class State(models.TextChoices):
    """Where a version stands. Published ones never change."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")


class Requirement(models.Model):
    """One requirement or award criterion of one bank. Without an organisation it is shipped with Klimatrappa.

    `visibility` is who may see its published versions; `seen_by` who sees the requirement at all now, by its versions.
    """

    # Identification
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    bank = models.ForeignKey(Bank, on_delete=models.PROTECT, related_name="requirements")
    code = models.CharField(max_length=30)
    variant_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="variants", help_text="Its source"
    )
    # Who sees it
    visibility = models.CharField(max_length=10, choices=SeenBy, default=SeenBy.PUBLIC)
    seen_by = models.CharField(max_length=10, choices=SeenBy, default=SeenBy.OWN)
    comments_from = models.CharField(
        max_length=10, choices=SeenBy, default=SeenBy.NETWORK, help_text="Who may comment; everybody includes suppliers"
    )
    # Lifecycle
    is_published = models.BooleanField(default=False, help_text="Whether a version has ever been published")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bank", "code"], name="requirement_code_once_in_its_bank"),
        ]
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class RequirementVersion(models.Model):
    """What a requirement says in one version; the columns beside `content` are taken from it, for finding.

    `based_on` is the version of the source that a variant was written from. A draft may still lack what a published
    version must have. `review_open_to` is who reads it while it is in review, `seen_by` who reads it now.
    """

    # Identification
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    based_on = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # What it says
    content = models.JSONField(help_text="As docs/bank_format.md describes it")
    content_hash = models.CharField(max_length=64)
    kind = models.CharField(max_length=30)
    level = models.CharField(max_length=20)
    phase = models.CharField(max_length=20)
    area = models.CharField(max_length=30)
    topic = models.CharField(max_length=80)
    themes = ArrayField(models.CharField(max_length=30), default=list)
    categories = ArrayField(models.CharField(max_length=60), default=list)
    cpv = ArrayField(models.CharField(max_length=8), default=list)
    countries = ArrayField(models.CharField(max_length=2), default=list)
    is_measurable = models.BooleanField()
    has_staircase = models.BooleanField()
    # Lifecycle
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    review_open_to = models.CharField(max_length=10, choices=SeenBy, default=SeenBy.OWN)
    seen_by = models.CharField(max_length=10, choices=SeenBy, default=SeenBy.OWN)
    valid_from = models.DateField()
    review_on = models.DateField()
    change_note = models.TextField(blank=True)
    approved_by = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["requirement", "number"], name="requirement_version_once"),
            models.UniqueConstraint(
                fields=["requirement"], condition=models.Q(state="published"), name="requirement_published_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["published", "retired"]) | models.Q(published_at__isnull=False),
                name="requirement_published_with_its_day",
            ),
        ]
        indexes = [
            GinIndex(fields=["categories"], name="requirement_categories"),
            GinIndex(fields=["cpv"], name="requirement_cpv"),
            models.Index(fields=["state", "area", "kind", "level"], name="requirement_facets"),
            models.Index(fields=["topic", "state"], name="requirement_topic"),
        ]
        ordering = ["requirement", "number"]

    def __str__(self) -> str:
        return f"{self.requirement_id} v{self.number}"

    @property
    def content_today(self) -> dict[str, Any]:
        """What it says, with the day of review that holds now: one that is still good stands for longer."""
        return {**self.content, "review_on": self.review_on.isoformat()}


class Relation(models.Model):
    """A version stands in for another requirement, holds it within, or cannot stand beside it."""

    class Kind(models.TextChoices):
        """How the two relate."""

        REPLACES = "replaces", _("Replaces")
        INCLUDES = "includes", _("Includes")
        CONFLICTS_WITH = "conflicts_with", _("Conflicts with")

    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.ForeignKey(RequirementVersion, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=20, choices=Kind)
    other = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="related")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "kind", "other"], name="requirement_relation_once")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.kind} {self.other_id}"
