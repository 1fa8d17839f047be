"""The register: who looks after an obligation, and views of the register that people keep."""

import uuid

from django.db import models

from foundation.scoping import OrganisationOwned
from procurement.models import Obligation
from requirements_bank.models import RequirementVersion


class ObligationCare(OrganisationOwned):
    """Who looks after one obligation, and a note of theirs; without a row nobody was named."""

    obligation = models.OneToOneField(Obligation, on_delete=models.CASCADE, related_name="care")
    person = models.ForeignKey("organisations.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    note = models.TextField(blank=True)
    updated_by = models.CharField(max_length=200, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.obligation_id}"


class SavedView(OrganisationOwned):
    """A view of the register under a name: its address says filters, grouping, order and columns.

    Without a person it is everybody's in the organisation.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("organisations.User", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    address = models.CharField(max_length=2000, blank=True, help_text="The query of the page, without its page number")
    made_by = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person", "name"], nulls_distinct=False, name="saved_view_named_once"
            )
        ]
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class BankMatch(OrganisationOwned):
    """What a person said of own wording: which version of the bank says the same, or that none does."""

    obligation = models.OneToOneField(Obligation, on_delete=models.CASCADE, related_name="bank_match")
    version = models.ForeignKey(RequirementVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    likeness = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True, help_text="From 0 to 1")
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.obligation_id}: {self.version_id}"
