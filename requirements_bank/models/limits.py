"""Limits of proportionality that an organisation sets instead of the shipped ones."""

import uuid

from django.db import models

from foundation.scoping import OrganisationOwned


class ProportionalityLimit(OrganisationOwned):
    """From a day on, for a category and from a value on: how much may be asked. Rows are never changed, only ended."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    category = models.CharField(max_length=60, blank=True, help_text="An area or a leaf; empty for all")
    value_from = models.DecimalField(max_digits=16, decimal_places=2, default=0)
    name = models.CharField(max_length=40, help_text="Which limit, as in requirements_bank/proportionality.yaml")
    limit = models.CharField(max_length=20, help_text="A number, or a level")
    reason = models.TextField()
    valid_from = models.DateField()
    set_by = models.CharField(max_length=200, blank=True)
    set_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "ended_at"], name="limit_of_organisation")]
        ordering = ["name", "category", "value_from", "valid_from", "pk"]

    def __str__(self) -> str:
        return f"{self.name} {self.limit}"
