"""Baskets: requirements that an organisation gathers for one purchase, with the values of their variables."""

import uuid

from django.conf import settings
from django.db import models

from foundation.files.models import StoredFile
from foundation.scoping import OrganisationOwned
from organisations.models import Organisation
from organisations.models.organisations import CURRENCIES
from requirements_bank.models.requirements import RequirementVersion


class Basket(OrganisationOwned):
    """What is gathered for one purchase. `current_of` is the person whose additions land here."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    made_by = models.CharField(max_length=200, blank=True)
    current_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # What is bought
    category = models.CharField(max_length=60, blank=True, help_text="An area or a leaf of the purchase categories")
    value = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True, help_text="Without VAT")
    months = models.PositiveSmallIntegerField(null=True, blank=True, help_text="How long the contract runs")
    country = models.CharField(
        max_length=2, choices=Organisation.Country, help_text="Where it is bought; the value is in its currency"
    )
    # Lifecycle
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "current_of"],
                condition=models.Q(current_of__isnull=False),
                name="basket_current_once_for_a_person",
            ),
            models.CheckConstraint(
                condition=models.Q(archived_at__isnull=True) | models.Q(current_of__isnull=True),
                name="basket_archived_is_nobodys_current",
            ),
        ]
        ordering = ["-updated_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def currency(self) -> str:
        """The currency of the value."""
        return CURRENCIES[self.country]


class BasketItem(OrganisationOwned):
    """One version in a basket. What was taken out stays for a while, so that it can be put back.

    `code` and `title` are kept, since the version's owner may take it out of sight.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    basket = models.ForeignKey(Basket, on_delete=models.CASCADE, related_name="items")
    version = models.ForeignKey(RequirementVersion, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=30)
    title = models.CharField(max_length=300, blank=True)
    values = models.JSONField(default=dict, blank=True, help_text="By variable, as texts: decimals, ISO days, options")
    note = models.TextField(blank=True, help_text="For colleagues; stands in no document")
    position = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["basket", "version"],
                condition=models.Q(removed_at__isnull=True),
                name="basket_item_version_once",
            ),
        ]
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.basket_id}: {self.code}"


class DocumentTemplate(OrganisationOwned):
    """A Word file of the organisation's own, in whose places the requirements of a basket are put."""

    class Kind(models.TextChoices):
        """What kind of file it is."""

        DOCX = "docx", "Word"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.DOCX)
    is_default = models.BooleanField(default=False)
    uploaded_by = models.CharField(max_length=200, blank=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=models.Q(is_default=True), name="document_template_default_once"
            ),
        ]
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
