"""What one procurement asked for, kept under a name so that another can ask for the same."""

import uuid
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from foundation.scoping import OrganisationOwned
from procurement.models.kept_rules import per_cent
from requirements_bank.models import RequirementVersion


class RequirementSet(OrganisationOwned):
    """A set of requirements with values and weights that an organisation uses again; it belongs to no procurement."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    price_weight = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    made_by = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="requirement_set_name_once"),
            per_cent("requirement_set", "price_weight"),
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SetRequirement(OrganisationOwned):
    """One version in a set, with the values and the weight that it had."""

    requirement_set = models.ForeignKey(RequirementSet, on_delete=models.CASCADE, related_name="requirements")
    version = models.ForeignKey(RequirementVersion, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=30)
    values = models.JSONField(default=dict, blank=True, help_text="By variable, as texts: decimals, ISO days, options")
    weight = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [per_cent("set_requirement", "weight")]
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.requirement_set_id}: {self.code}"
