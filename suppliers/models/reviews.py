"""What people decided about suppliers: merges, corrections, proposals; and where identities moved because of them.

A merge is a link between two cards. It overwrites nothing, and taking it back leaves what was there before.
"""

import uuid
from typing import Final

from django.db import models

from foundation.scoping import OrganisationOwned, SharedRows, SharedTotals
from suppliers.models.supplier_cards import SupplierCard

BY_PERSON: Final = "person"


class SupplierMerge(OrganisationOwned):
    """Two cards that are one supplier, as somebody decided; counts until it is undone."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    card = models.ForeignKey(SupplierCard, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(SupplierCard, on_delete=models.PROTECT, related_name="+")
    stands = models.ForeignKey(
        SupplierCard,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Whose name and number stand for both; nothing: by the rule",
    )
    reason = models.CharField(max_length=40, help_text="Code of the rule that proposed it, or “person”")
    note = models.CharField(max_length=500, blank=True)
    made_by = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.CharField(max_length=200, blank=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "card", "other"],
                condition=models.Q(undone_at=None),
                name="supplier_merge_once",
            ),
            models.CheckConstraint(condition=models.Q(card__lt=models.F("other")), name="supplier_merge_in_order"),
        ]
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.card_id} = {self.other_id}"


class SupplierCorrection(OrganisationOwned):
    """What a card should say instead, from one decision to the next; empty text: as the source wrote it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    card = models.ForeignKey(SupplierCard, on_delete=models.PROTECT, related_name="corrections")
    number_before = models.CharField(max_length=40, blank=True)
    number = models.CharField(max_length=40, blank=True)
    name_before = models.CharField(max_length=300, blank=True)
    name = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    made_by = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.card_id}: {self.number} {self.name}"


class MergeProposal(OrganisationOwned):
    """Two cards that may be one supplier, with why and how sure; waits until somebody says yes, no or later."""

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open"
        LATER = "later"
        ACCEPTED = "accepted"
        REJECTED = "rejected"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    card = models.ForeignKey(SupplierCard, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(SupplierCard, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=40)
    confidence = models.DecimalField(max_digits=3, decimal_places=2, help_text="From 0 to 1")
    at_stake = models.DecimalField(
        max_digits=24, decimal_places=4, default=0, help_text="Own currency, the smaller side"
    )
    is_personal = models.BooleanField(default=False, help_text="One at a time only")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    merge = models.ForeignKey(SupplierMerge, null=True, on_delete=models.PROTECT, related_name="proposals")
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    found_at = models.DateTimeField(auto_now=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "card", "other"], name="merge_proposal_once"),
        ]
        indexes = [models.Index(fields=["organisation", "state", "-at_stake"], name="merge_proposal_queue")]

    def __str__(self) -> str:
        return f"{self.card_id} = {self.other_id}?"


class IdentityMove(SharedRows):
    """Under what a card was grouped before a revision of the register: a frozen footprint groups as it did then."""

    card = models.ForeignKey(SupplierCard, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField()
    before = models.UUIDField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "card", "revision"], name="identity_move_once"),
        ]

    def __str__(self) -> str:
        return f"{self.card_id} until {self.revision}"


class RegisterState(SharedTotals):
    """How often the register of an organisation was changed by people, and a hash of what they decided.

    Empty hash: nothing differs from what the numbers say by themselves.
    """

    revision = models.PositiveIntegerField(default=0)
    content_hash = models.CharField(max_length=64, blank=True)
    looked_at = models.DateTimeField(null=True, help_text="When doubles were last looked for")
    cards_looked_at = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation"], name="register_state_once")]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.revision}"
