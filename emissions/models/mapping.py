"""How posting keys become categories: an organisation's own rules, and the numbered versions they make."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.scoping import SharedRows


class MappingVersion(SharedRows):
    """One state of the mapping: own rules, shipped rules and crosswalks, and the chosen policies. Append-only."""

    number = models.PositiveIntegerField()
    reference_version = models.CharField(max_length=60, help_text="Version of shipped rules and crosswalks")
    policies = models.JSONField(default=dict, help_text="Switchable policies and how they are set")
    note = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "number"], name="mapping_version_once")]
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.organisation_id} v{self.number}"


class ClassificationRule(SharedRows):
    """One rule of the organisation's own. A changed rule is a new row; the old one ends with a version."""

    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    network = models.ForeignKey(
        "organisations.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Whose set it was taken over from; the rule has the id that it has there",
    )
    # When it says so: all conditions that are filled in must hold
    supplier_number = models.CharField(max_length=40, blank=True)
    supplier_name = models.CharField(max_length=200, blank=True, help_text="Part of the name")
    account = models.CharField(max_length=20, blank=True, help_text="Account or its first digits")
    function = models.CharField(max_length=20, blank=True, help_text="Function or its first digits")
    commodity = models.CharField(max_length=20, blank=True, help_text="CPV code or its first digits")
    text = models.CharField(max_length=200, blank=True, help_text="Part of the account's name")
    agreement = models.CharField(max_length=100, blank=True)
    unit = models.CharField(max_length=100, blank=True)
    # What it says
    treatment = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    category = models.CharField(max_length=60, blank=True)
    precedence = models.PositiveSmallIntegerField(default=100, help_text="Lower wins among rules of one kind")
    explanation = models.CharField(max_length=300, help_text="Why, in the words of whoever made it")
    # Lifecycle
    since_version = models.PositiveIntegerField()
    until_version = models.PositiveIntegerField(null=True, blank=True, help_text="First version without it")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "uuid", "since_version"], name="rule_version_once"),
            models.CheckConstraint(
                condition=~Q(
                    supplier_number="",
                    supplier_name="",
                    account="",
                    function="",
                    commodity="",
                    text="",
                    agreement="",
                    unit="",
                ),
                name="rule_has_a_condition",
            ),
        ]
        ordering = ["precedence", "pk"]

    def __str__(self) -> str:
        return self.explanation
