"""What an organisation keeps of a supplier beside its contracts: contacts and notes; what deviations teach the bank.

A supplier is known by `supplier_key`: the digits of its organisation number, else a hash of its name. The cards of the
app below are of names in ledgers, many for one supplier, and shared as totals are; this is the organisation's alone.
"""

import uuid

from django.db import models

from follow_up.models.deviations import Deviation
from foundation.scoping import OrganisationOwned
from requirements_bank.models import Comment


class SupplierContact(OrganisationOwned):
    """Somebody at a supplier to talk to."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    supplier_key = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    part = models.CharField(max_length=200, blank=True, help_text="What they do there")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    revision = models.PositiveIntegerField(default=1, help_text="Counts what was saved, so that nobody overwrites")
    made_by = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "supplier_key"], name="supplier_contact_of")]
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class SupplierNote(OrganisationOwned):
    """What somebody of the organisation noted on the relation; whoever asks for access may get to read it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    supplier_key = models.CharField(max_length=40)
    text = models.TextField()
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "supplier_key"], name="supplier_note_of")]
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.supplier_key}: {self.text[:40]}"


class RequirementNote(OrganisationOwned):
    """What a deviation taught, as a comment on the requirement for whoever writes its next version."""

    deviation = models.ForeignKey(Deviation, on_delete=models.PROTECT, related_name="requirement_notes")
    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.deviation_id}: {self.comment_id}"
