"""What suppliers answer of each step, by link or in a talk, and what neighbours see of it."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation
from procurement.models.asked import AskedRequirement
from procurement.models.dialogues import DialogueEntry
from procurement.models.procurements import Procurement
from requirements_bank.models import SeenBy


class SupplierInvitation(models.Model):
    """A supplier that was sent a link to answer without an account; the links themselves are access links."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="The lead")
    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="invitations")
    supplier = models.CharField(max_length=200)
    number = models.CharField(max_length=20, blank=True, help_text="Organisation number, digits alone")
    email = models.EmailField(max_length=254)
    language = models.CharField(max_length=2, default="nb")
    # What happened
    invited_by = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(auto_now_add=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "email"],
                condition=models.Q(revoked_at__isnull=True),
                name="supplier_invited_once",
            ),
        ]
        ordering = ["supplier", "pk"]

    def __str__(self) -> str:
        return self.supplier


class SupplierAnswer(models.Model):
    """What one supplier answered, by its link or in a talk that somebody noted; `steps` hold it step by step.

    `is_reusable`: the supplier agreed that neighbours see it; `is_named`: with its name.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="The lead")
    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="supplier_answers")
    invitation = models.OneToOneField(
        SupplierInvitation, null=True, blank=True, on_delete=models.CASCADE, related_name="answer"
    )
    entry = models.ForeignKey(
        DialogueEntry, null=True, blank=True, on_delete=models.CASCADE, related_name="supplier_answers"
    )
    supplier = models.CharField(max_length=200)
    number = models.CharField(max_length=20, blank=True, help_text="Organisation number, digits alone")
    said_on = models.DateField()
    comment = models.TextField(blank=True)
    is_reusable = models.BooleanField(default=False)
    is_named = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1, help_text="Counts what was saved, so that nobody overwrites")
    written_by = models.CharField(max_length=200, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(invitation__isnull=True) ^ models.Q(entry__isnull=True),
                name="supplier_answer_by_link_or_in_a_talk",
            ),
            models.CheckConstraint(
                condition=models.Q(is_named=False) | models.Q(is_reusable=True),
                name="supplier_answer_named_only_if_reusable",
            ),
        ]
        ordering = ["supplier", "-said_on", "pk"]

    def __str__(self) -> str:
        return self.supplier


class StepAnswer(models.Model):
    """What a supplier says of one requirement at one threshold; without a threshold of the requirement as it stands.

    `asked_day` is the day that it was asked about. `possible_from` is the first day of a month.
    """

    class Says(models.TextChoices):
        """What it says."""

        YES = "yes", _("Yes")
        LATER = "later", _("Yes, but later")
        NO = "no", _("No")
        UNKNOWN = "unknown", _("We cannot tell")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="The lead")
    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="+")
    answer = models.ForeignKey(SupplierAnswer, on_delete=models.CASCADE, related_name="steps")
    asked = models.ForeignKey(AskedRequirement, on_delete=models.CASCADE, related_name="step_answers")
    threshold = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    asked_day = models.DateField(null=True, blank=True)
    says = models.CharField(max_length=10, choices=Says)
    possible_from = models.DateField(null=True, blank=True)
    price_effect = models.DecimalField(
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(-100), MaxValueValidator(1000)],
        help_text="In per cent of the price",
    )
    comment = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "asked", "threshold"], nulls_distinct=False, name="step_answered_once"
            ),
        ]
        ordering = ["asked_id", "threshold", "pk"]

    def __str__(self) -> str:
        return f"{self.answer_id}: {self.says}"


class ShownMarket(models.Model):
    """What neighbours see of the answers to one requirement: counts over the suppliers that agreed, no more.

    Written anew whenever an answer changes. `steps` hold threshold and day as texts, the counts, the price effect where
    enough suppliers named one, and what those say who agreed to be named.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked = models.OneToOneField(AskedRequirement, on_delete=models.CASCADE, related_name="shown_market")
    seen_by = models.CharField(max_length=10, choices=SeenBy, default=SeenBy.NETWORK)
    code = models.CharField(max_length=30)
    topic = models.CharField(max_length=80)
    unit = models.CharField(max_length=40, blank=True)
    country = models.CharField(max_length=2, choices=Organisation.Country)
    newest_on = models.DateField(help_text="When the newest of the answers was given")
    steps = models.JSONField(default=list)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["topic", "unit"], name="shown_market_topic")]
        ordering = ["-newest_on", "pk"]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.code}"
