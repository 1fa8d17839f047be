"""What a contract obliges to: each requirement as it was worded at award, its steps on days, and what changed since."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation
from procurement.models.asked import AskedRequirement, Staircase, StaircaseStep
from procurement.models.contracts import Contract, ContractParty
from procurement.models.kept_rules import in_order, not_negative, one_of
from requirements_bank.models import RequirementVersion


class Obligation(models.Model):
    """One thing that the supplier has promised, worded as at award; without `version` in the contract's own words.

    `party` is the supplier that it binds, None where it binds all of the contract's. `values` are of its variables.
    The rules of its staircase stand here, since the contract keeps to them whatever becomes of the procurement.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="obligations")
    party = models.ForeignKey(ContractParty, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField(default=0)
    # Where it comes from
    asked = models.ForeignKey(AskedRequirement, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    version = models.ForeignKey(RequirementVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=30, blank=True)
    # What it says
    title = models.CharField(max_length=300)
    wording = models.TextField(blank=True)
    proof = models.TextField(blank=True)
    language = models.CharField(max_length=5, blank=True)
    kind = models.CharField(max_length=30, blank=True)
    themes = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    values = models.JSONField(default=dict, blank=True, help_text="By variable, as texts: decimals, ISO days, options")
    answer = models.TextField(blank=True, help_text="What the bid answers to it")
    audit_right = models.TextField(
        blank=True, help_text="What right the buyer has to look into it; empty where that is not known"
    )
    # How it is measured
    unit = models.CharField(max_length=40, blank=True)
    direction = models.CharField(max_length=10, blank=True)
    period = models.CharField(max_length=20, blank=True, help_text="How long one measurement covers")
    low = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True, help_text="Of its thresholds")
    high = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True, help_text="Of its thresholds")
    # Rules of its staircase
    on_extension = models.CharField(max_length=20, choices=Staircase.OnExtension, blank=True)
    on_late_start = models.CharField(max_length=20, choices=Staircase.OnLateStart, blank=True)
    on_partial_proof = models.CharField(max_length=20, choices=Staircase.OnPartialProof, blank=True)
    days_to_complete = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.contract_id}: {self.title}"

    @property
    def rises(self) -> bool:
        """Whether it has steps."""
        return bool(self.on_extension)


COMES_WITH = ("notice_months", "proof", "bonus", "bonus_amount", "penalty", "penalty_amount", "goal")
"""What a step keeps beside its threshold and when it takes effect."""


class Origin(models.TextChoices):
    """Where a step comes from."""

    ASKED = "asked", _("Asked for in the tender")
    OFFERED = "offered", _("Offered in the bid")
    CHANGED = "changed", _("Changed during the contract")


class ObligationStep(models.Model):
    """One step of an obligation as it is written (`months` or `day`), and on which days it holds.

    Without `first_day` it never holds, since another asks for more before it; with `needs_option` it holds only if an
    extension is used that is not used yet.
    """

    Origin = Origin

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.ASKED)
    threshold = models.DecimalField(max_digits=18, decimal_places=4)
    # As it is written
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    day = models.DateField(null=True, blank=True)
    notice_months = models.PositiveSmallIntegerField(default=0)
    proof = models.TextField(blank=True)
    bonus = models.CharField(max_length=20, choices=StaircaseStep.PriceEffect, blank=True)
    bonus_amount = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    penalty = models.CharField(max_length=20, choices=StaircaseStep.PriceEffect, blank=True)
    penalty_amount = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    goal = models.CharField(max_length=300, blank=True)
    # On which days it holds
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    notice_on = models.DateField(null=True, blank=True)
    option = models.PositiveSmallIntegerField(default=0)
    needs_option = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["obligation", "number"], name="obligation_step_once"),
            models.CheckConstraint(
                condition=models.Q(months__isnull=True) ^ models.Q(day__isnull=True),
                name="obligation_step_has_months_or_a_day",
            ),
            one_of("obligation_step", "origin", Origin),
            in_order("obligation_step", "first_day", "last_day"),
            not_negative("obligation_step", "bonus_amount"),
            not_negative("obligation_step", "penalty_amount"),
        ]
        indexes = [models.Index(fields=["organisation", "first_day"], name="obligation_step_first_day")]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.obligation_id}: {self.threshold}"


class ContractChange(models.Model):
    """A change of a signed contract, with its ground in law, the reason, and what stood there before. Never changed.

    `before` and `after` hold what was changed: the value, or the steps of the obligation, as texts.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="changes")
    obligation = models.ForeignKey(Obligation, null=True, blank=True, on_delete=models.PROTECT, related_name="changes")
    agreed_on = models.DateField()
    ground = models.CharField(max_length=60, help_text="By its code in the rules of law")
    rule = models.CharField(max_length=60, help_text="The rule that knows the ground, by its id")
    reason = models.TextField()
    percent = models.DecimalField(
        max_digits=8, decimal_places=4, null=True, blank=True, help_text="Of the contract's first value"
    )
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    made_by = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="contract_change_has_a_reason"),
        ]
        ordering = ["-agreed_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.contract_id}: {self.ground}"
