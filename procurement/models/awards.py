"""What was decided when the bids were compared: who wins, or that nobody does."""

import uuid

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation
from procurement.models.kept_rules import in_order, not_negative, one_of
from procurement.models.procurements import Lot, Procurement


class Outcome(models.TextChoices):
    """What was decided."""

    AWARDED = "awarded", _("Awarded")
    ENDED = "ended", _("Ended without an award")


class Award(models.Model):
    """The decision on a lot, or on a procurement without lots. One that was taken back stays, and another may follow.

    `told_on` is the day on which all who bid were told; from it the standstill is counted by `standstill_rule`. The
    value is without VAT, of all its contracts together: of parallel framework agreements that have none of their own it
    is the most that may be called off from all of them.
    """

    Outcome = Outcome

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="The lead")
    procurement = models.ForeignKey(Procurement, on_delete=models.PROTECT, related_name="awards")
    lot = models.ForeignKey(Lot, null=True, blank=True, on_delete=models.PROTECT, related_name="awards")
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.AWARDED)
    because = models.TextField(blank=True, help_text="The reason, as it stands in the decision")
    value = models.DecimalField(
        max_digits=16, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    # Days
    decided_on = models.DateField()
    told_on = models.DateField(null=True, blank=True)
    standstill_until = models.DateField(null=True, blank=True)
    standstill_rule = models.CharField(max_length=60, blank=True, help_text="By its id in the rules of law")
    # Lifecycle
    decided_by = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "lot"],
                condition=models.Q(taken_back_at__isnull=True),
                nulls_distinct=False,
                name="award_once_for_a_lot",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="awarded") | ~models.Q(because=""), name="award_ended_with_a_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(taken_back_at__isnull=True) | ~models.Q(taken_back_because=""),
                name="award_taken_back_with_a_reason",
            ),
            one_of("award", "outcome", Outcome),
            not_negative("award", "value"),
            in_order("award", "decided_on", "told_on"),
            in_order("award", "told_on", "standstill_until"),
        ]
        ordering = ["procurement", "lot__number", "pk"]

    def __str__(self) -> str:
        return f"{self.procurement_id}: {self.outcome}"
