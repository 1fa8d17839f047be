"""Bids after opening, what they answer and promise, and how they are compared.

Who may see them is said in one place: procurement/queries/bids.py. Rooms above the services never ask these tables.
"""

import uuid
from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation
from procurement.models.asked import AskedRequirement
from procurement.models.kept_rules import not_negative, one_of
from procurement.models.procurements import Lot, Procurement

LONGEST_NAME = 200


class BidState(models.TextChoices):
    """Whether a bid is compared. One that is struck out was never made: it counts nowhere, and stays readable."""

    RECEIVED = "received", _("Received")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    STRUCK_OUT = "struck_out", _("Registered by mistake")


class Bid(models.Model):
    """What one supplier offers for a lot, or for the whole: `price` is for all of the contract, without VAT.

    The price is in the currency of the procurement, `tonnes` are tonnes CO2e over the contract, and level 0 is no level
    on the ladder. What is None is not known. Only a bid that was received is compared.
    """

    # Identification
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="The lead")
    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="bids")
    lot = models.ForeignKey(Lot, null=True, blank=True, on_delete=models.RESTRICT, related_name="bids")
    # Who offers
    supplier_name = models.CharField(max_length=LONGEST_NAME)
    supplier_number = models.CharField(max_length=40, blank=True, help_text="Its organisation number")
    contact_email = models.EmailField(blank=True)
    # What is offered
    price = models.DecimalField(max_digits=16, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))])
    tonnes = models.DecimalField(
        max_digits=14, decimal_places=3, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )
    ladder_level = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(blank=True, help_text="For the team; stands in no document")
    # Lifecycle
    received_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=BidState, default=BidState.RECEIVED)
    state_because = models.TextField(blank=True, help_text="Why it was rejected or withdrawn")
    revision = models.PositiveIntegerField(default=1, help_text="Counts what was saved, so that nobody overwrites")
    updated_by = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "procurement",
                "lot",
                Lower("supplier_name"),
                condition=~models.Q(state="struck_out"),
                nulls_distinct=False,
                name="bid_of_a_supplier_once_in_a_lot",
            ),
            models.CheckConstraint(condition=models.Q(price__gt=0), name="bid_has_a_price"),
            models.CheckConstraint(
                condition=~models.Q(state=BidState.REJECTED) | ~models.Q(state_because=""),
                name="bid_rejected_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=BidState.STRUCK_OUT) | ~models.Q(state_because=""),
                name="bid_struck_out_with_a_reason",
            ),
            not_negative("bid", "tonnes"),
            one_of("bid", "state", BidState),
        ]
        ordering = ["supplier_name", "pk"]

    def __str__(self) -> str:
        return self.supplier_name


class BidAnswer(models.Model):
    """What a bid answers to one thing that is asked, and the points that people gave for it.

    `text` is kept by the type of the measure: a plain decimal, "yes" or "no", an ISO day, an option, or words.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="The lead")
    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="answers")
    asked = models.ForeignKey(AskedRequirement, on_delete=models.RESTRICT, related_name="+")
    text = models.TextField(blank=True)
    evidence = models.TextField(blank=True, help_text="What shows it")
    points = models.DecimalField(
        max_digits=8, decimal_places=4, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )
    reason = models.TextField(blank=True, help_text="Why these points")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bid", "asked"], name="bid_answers_once"),
            not_negative("bid_answer", "points"),
        ]
        ordering = ["asked__position", "pk"]

    def __str__(self) -> str:
        return f"{self.bid_id}: {self.asked_id}"


class OfferedStep(models.Model):
    """What a bid commits to at one step of a staircase; `position` is that of the step that is asked for."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="The lead")
    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="steps")
    asked = models.ForeignKey(AskedRequirement, on_delete=models.RESTRICT, related_name="+")
    position = models.PositiveSmallIntegerField()
    threshold = models.DecimalField(max_digits=18, decimal_places=4)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    day = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bid", "asked", "position"], name="offered_step_once"),
            models.CheckConstraint(
                condition=models.Q(months__isnull=True) ^ models.Q(day__isnull=True),
                name="offered_step_has_months_or_a_day",
            ),
        ]
        ordering = ["asked__position", "position"]

    def __str__(self) -> str:
        return f"{self.bid_id}: {self.threshold}"


class Evaluation(models.Model):
    """How the bids for a lot, or for the whole, are compared: the model that decides and what all models need.

    It is published with the tender documents, so that those who buy along read it; what they may not know stands in
    `EvaluationNotes`. `parameters` are read and written by procurement/calculations/evaluation_choice.py, as texts.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="The lead")
    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="evaluations")
    lot = models.ForeignKey(Lot, null=True, blank=True, on_delete=models.CASCADE, related_name="evaluations")
    model = models.CharField(max_length=20, blank=True)
    parameters = models.JSONField(default=dict, blank=True)
    chosen_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, help_text="Counts what was saved, so that nobody overwrites")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "lot"], nulls_distinct=False, name="evaluation_once_for_a_lot"
            )
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.procurement_id}: {self.model}"

    @property
    def inside(self) -> "EvaluationNotes":
        """What the lead knows of it beside what is published; empty for whoever may not know, and where nothing is."""
        notes: EvaluationNotes | None = getattr(self, "notes", None)
        return notes or EvaluationNotes(organisation_id=self.organisation_id)


class EvaluationNotes(models.Model):
    """What the lead alone knows of an evaluation until the award: why this model, who chose it, what it expects.

    `expected` are parameters as those of the evaluation.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="The lead")
    evaluation = models.OneToOneField(Evaluation, on_delete=models.CASCADE, related_name="notes")
    reasons = models.TextField(blank=True, help_text="Why this model, and what was weighed; stands in the protocol")
    chosen_by = models.CharField(max_length=200, blank=True)
    expected = models.JSONField(default=dict, blank=True, help_text="Of bids, before they are there")

    def __str__(self) -> str:
        return f"{self.evaluation_id}: {self.chosen_by}"


class EvaluationChange(models.Model):
    """A change of how bids are compared after they were registered, with its reason. Never changed itself."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="The lead")
    evaluation = models.ForeignKey(Evaluation, on_delete=models.PROTECT, related_name="changes")
    before = models.CharField(max_length=20, blank=True, help_text="The model until then")
    model = models.CharField(max_length=20, blank=True, help_text="The model from then on")
    reason = models.TextField()
    made_by = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="evaluation_change_has_a_reason"),
        ]
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.evaluation_id}: {self.model}"
