"""What an organisation says about its priorities: weights, risks by category, market and criticality of contracts."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from foundation.scoping import OrganisationOwned
from procurement.models import Contract

LOWEST, HIGHEST = 1, 5
ANSWER = (MinValueValidator(LOWEST), MaxValueValidator(HIGHEST))


def answered(table: str, field: str) -> models.CheckConstraint:
    """Return the rule that an answer is from 1 to 5, or missing."""
    condition = models.Q(**{f"{field}__gte": LOWEST, f"{field}__lte": HIGHEST}) | models.Q(**{f"{field}__isnull": True})
    return models.CheckConstraint(condition=condition, name=f"{table}_{field}_one_to_five")


def a_share(table: str, field: str) -> models.CheckConstraint:
    """Return the rule that a risk is from 0 to 1."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__gte": 0, f"{field}__lte": 1}), name=f"{table}_{field}_a_share"
    )


class WeightChange(OrganisationOwned):
    """Weights that somebody gave the parts of the priority, with the reason; the newest are in force.

    `weights` holds a decimal string by part. Without any the shipped ones are in force.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    weights = models.JSONField()
    because = models.TextField()
    made_by = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.made_at}"


class SectorRiskChange(OrganisationOwned):
    """The organisation's own risk of a category or an area, each 0 to 1, with the reason; the newest is in force."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    category = models.CharField(max_length=60)
    climate = models.DecimalField(max_digits=3, decimal_places=2)
    social = models.DecimalField(max_digits=3, decimal_places=2)
    wage = models.DecimalField(max_digits=3, decimal_places=2)
    because = models.TextField()
    made_by = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [a_share("sector_risk_change", field) for field in ("climate", "social", "wage")]
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.category


class ContractTraits(OrganisationOwned):
    """How hard the supplier of a contract is to replace, and how critical what it delivers is: 5 is the most."""

    contract = models.OneToOneField(Contract, on_delete=models.CASCADE, related_name="+")
    market = models.PositiveSmallIntegerField(null=True, blank=True, validators=ANSWER)
    market_note = models.CharField(max_length=500, blank=True)
    criticality = models.PositiveSmallIntegerField(null=True, blank=True, validators=ANSWER)
    criticality_note = models.CharField(max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=1, help_text="Counts what was saved, so that nobody overwrites")
    updated_by = models.CharField(max_length=200, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [answered("contract_traits", field) for field in ("market", "criticality")]

    def __str__(self) -> str:
        return f"{self.contract_id}"
