"""Procurements: what is to be bought, by whom together, when, and how far it has come."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.files.models import StoredFile
from organisations.models import Organisation
from organisations.models.organisations import CURRENCIES
from procurement.models.kept_rules import each_some_months, not_negative, one_of, per_cent, some_months

LONGEST_MONTHS = 600
LATEST_STEP, LONGEST_NOTICE = 2 * LONGEST_MONTHS, LONGEST_MONTHS  # of a step, in months
MOST_DAYS_TO_PROVE = 3650
MOST_CPV, LONGEST_DESCRIPTION = 50, 5000


class Stage(models.TextChoices):
    """How far a procurement has come."""

    IDEA = "idea", _("Idea")
    MARKET_DIALOGUE = "market_dialogue", _("Market dialogue")
    TENDER = "tender", _("Tender")
    EVALUATION = "evaluation", _("Evaluation")
    AWARDED = "awarded", _("Awarded")
    STOPPED = "stopped", _("Stopped")


class Procedure(models.TextChoices):
    """How it is bought, by the codes of the eForms list procurement-procedure-type."""

    OPEN = "open", _("Open")
    RESTRICTED = "restricted", _("Restricted")
    NEGOTIATED = "neg-w-call", _("Negotiated, after a call")
    DIALOGUE = "comp-dial", _("Competitive dialogue")
    INNOVATION = "innovation", _("Innovation partnership")
    WITHOUT_CALL = "neg-wo-call", _("Negotiated, without a call")
    ONE_STAGE = "oth-single", _("Other, in one stage")
    STAGES = "oth-mult", _("Other, in several stages")


class Agreement(models.TextChoices):
    """What it ends in."""

    CONTRACT = "contract", _("Contract")
    FRAMEWORK = "framework", _("Framework agreement")


class Part(models.TextChoices):
    """What somebody does in a procurement."""

    RESPONSIBLE = "responsible", _("Responsible")
    MEMBER = "member", _("Takes part")
    EVALUATOR = "evaluator", _("Evaluates bids")


class Procurement(models.Model):
    """One purchase from the idea to the signed contract. `organisation` leads it; `Buyer` names who buys along.

    Its days are planned ones until they have passed. The value is in the currency of its country, without VAT, over the
    agreed time and all extensions.
    """

    # Identification
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    case_number = models.CharField(max_length=60, blank=True, help_text="In the archive: saksnummer, diarienummer")
    # What is bought
    country = models.CharField(max_length=2, choices=Organisation.Country)
    category = models.CharField(max_length=60, blank=True, help_text="An area or a leaf of the purchase categories")
    cpv = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    value = models.DecimalField(
        max_digits=16, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    procedure = models.CharField(max_length=20, choices=Procedure, blank=True)
    agreement = models.CharField(max_length=20, choices=Agreement, default=Agreement.CONTRACT)
    # How bids are compared
    price_weight = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="In per cent; with the weights of the award criteria it makes up one hundred",
    )
    # How far it has come
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.IDEA)
    stopped_because = models.TextField(blank=True)
    # Days
    dialogue_on = models.DateField(null=True, blank=True)
    announced_on = models.DateField(null=True, blank=True, help_text="The notice is sent; the law of this day holds")
    bids_due_on = models.DateField(null=True, blank=True)
    awarded_on = models.DateField(null=True, blank=True)
    first_day = models.DateField(null=True, blank=True, help_text="The contract begins")
    months = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(LONGEST_MONTHS)]
    )
    options = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True, help_text="Months of each")
    # Lifecycle
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followed_by")
    made_by = models.CharField(max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1, help_text="Counts what was saved, so that nobody overwrites")
    asked_revision = models.PositiveIntegerField(default=1, help_text="The same for what it asks for and its weights")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(stage=Stage.STOPPED) | ~models.Q(stopped_because=""),
                name="procurement_stopped_with_a_reason",
            ),
            not_negative("procurement", "value"),
            per_cent("procurement", "price_weight"),
            some_months("procurement", LONGEST_MONTHS),
            each_some_months("procurement", "options", LONGEST_MONTHS),
            one_of("procurement", "country", Organisation.Country),
            one_of("procurement", "stage", Stage),
            one_of("procurement", "agreement", Agreement),
            one_of("procurement", "procedure", Procedure, or_empty=True),
        ]
        indexes = [models.Index(fields=["organisation", "stage"], name="procurement_stage")]
        ordering = ["-updated_at"]

    def __str__(self) -> str:
        return self.title

    @property
    def currency(self) -> str:
        """The currency of its value."""
        return CURRENCIES[self.country]


class Buyer(models.Model):
    """An organisation that buys along in a procurement of another one, and reads it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="The lead")
    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="buyers")
    buyer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["procurement", "buyer"], name="procurement_buyer_once")]
        ordering = ["buyer__name"]

    def __str__(self) -> str:
        return f"{self.procurement_id}: {self.buyer_id}"


class Participant(models.Model):
    """A person of the lead's or a buyer's who works on a procurement."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="The lead")
    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="participants")
    user = models.ForeignKey("organisations.User", on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=20, choices=Part, default=Part.MEMBER)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procurement", "user"], name="procurement_participant_once"),
            one_of("participant", "part", Part),
        ]
        ordering = ["part", "user__name"]

    def __str__(self) -> str:
        return f"{self.procurement_id}: {self.user_id}"


class ProcurementDocument(models.Model):
    """A file that belongs to a procurement. Those who buy along read it unless it is confidential."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="The lead")
    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="documents")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    confidential_because = models.CharField(max_length=200, blank=True, help_text="The ground; empty where it is open")
    annex = models.CharField(
        max_length=20, blank=True, help_text="Which tender document it is, where it was made here of the procurement"
    )
    uploaded_by = models.CharField(max_length=200, blank=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class Lot(models.Model):
    """A part of a procurement that is awarded on its own. One without lots has none."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="The lead")
    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="lots")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    cpv = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    value = models.DecimalField(
        max_digits=16, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    price_weight = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text="In per cent, where the price weighs something else in this lot than in the procurement",
    )
    revision = models.PositiveIntegerField(default=1, help_text="Counts what was saved, so that nobody overwrites")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procurement", "number"], name="lot_number_once"),
            not_negative("lot", "value"),
            per_cent("lot", "price_weight"),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return self.title
