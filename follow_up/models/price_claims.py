"""Bonus and penalty: what the clause gives for what was found, with its arithmetic, and what a person decided."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from follow_up.models.deviations import Deviation
from foundation.scoping import OrganisationOwned
from procurement.models import Contract, Obligation
from procurement.models.kept_rules import in_order, not_negative, one_of


class ClaimKind(models.TextChoices):
    """Who gets it."""

    BONUS = "bonus", _("Bonus to the supplier")
    PENALTY = "penalty", _("Penalty to the buyer")


class ClaimState(models.TextChoices):
    """What was decided. Nothing is claimed by the machine."""

    COMPUTED = "computed", _("Computed, not decided")
    CLAIMED = "claimed", _("To be invoiced")
    WAIVED = "waived", _("Waived")


class PriceClaim(OrganisationOwned):
    """One bonus or penalty. `inputs` are what it was computed from, `lines` its arithmetic, as texts.

    `amount` is in `currency`, without VAT; None where an input is missing, which `lines` name.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="+")
    deviation = models.ForeignKey(Deviation, null=True, blank=True, on_delete=models.PROTECT, related_name="claims")
    kind = models.CharField(max_length=10, choices=ClaimKind)
    effect = models.CharField(max_length=20, help_text="Of the clause: fixed, per_unit, share, ladder")
    step = models.PositiveSmallIntegerField(null=True, blank=True)
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    inputs = models.JSONField(default=dict)
    lines = models.JSONField(default=list)
    amount = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3)
    method_version = models.CharField(max_length=20)
    # Lifecycle
    state = models.CharField(max_length=20, choices=ClaimState, default=ClaimState.COMPUTED)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    because = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1, help_text="Counts what was saved, so that nobody overwrites")
    made_by = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            not_negative("price_claim", "amount"),
            in_order("price_claim", "period_from", "period_to"),
            one_of("price_claim", "kind", ClaimKind),
            one_of("price_claim", "state", ClaimState),
            models.CheckConstraint(
                condition=~models.Q(state="claimed") | models.Q(amount__isnull=False, decided_on__isnull=False),
                name="price_claim_claimed_with_an_amount",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="waived") | ~models.Q(because=""), name="price_claim_waived_with_a_reason"
            ),
        ]
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.contract_id}: {self.kind}"
