"""Adoptions: which requirement of a bank an organisation uses, in which version, as it is or as its own variant."""

import uuid

from django.db import models

from requirements_bank.models.banks import SeenBy
from requirements_bank.models.requirements import Requirement, RequirementVersion


class Adoption(models.Model):
    """An organisation uses a requirement. `version` is the source's version that it uses, or built its variant on."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="adoptions")
    version = models.ForeignKey(RequirementVersion, on_delete=models.PROTECT, related_name="adoptions")
    variant = models.ForeignKey(
        Requirement, null=True, blank=True, on_delete=models.PROTECT, related_name="adopted_as", help_text="Its own"
    )
    passed_over = models.ForeignKey(
        RequirementVersion,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The newest version that the organisation has seen and chosen not to take",
    )
    seen_by = models.CharField(max_length=10, choices=SeenBy, default=SeenBy.NETWORK)
    adopted_by = models.CharField(max_length=200, blank=True)
    adopted_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "requirement"],
                condition=models.Q(ended_at__isnull=True),
                name="adoption_open_once",
            ),
        ]
        indexes = [models.Index(fields=["requirement", "ended_at"], name="adoption_of_requirement")]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.requirement_id}"
