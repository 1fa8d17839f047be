"""What a procurement asks for: requirements of the bank by version, their values, and the steps in which they rise."""

import uuid
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation
from procurement.models.kept_rules import in_order, not_negative, per_cent
from procurement.models.procurements import Lot, Procurement
from requirements_bank.models import RequirementVersion, SeenBy

STAIRCASE_RULES = ("on_extension", "on_late_start", "on_partial_proof", "days_to_complete")
"""What is said beside the steps of a staircase, and agreed with them."""


class AskedRequirement(models.Model):
    """One version of the bank in a procurement, for one lot or for all. What was taken out can be put back.

    `code` and `title` are kept, since the version's owner may take it out of sight. `weight` is in per cent and stands
    beside award criteria alone.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="The lead")
    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="asked")
    lot = models.ForeignKey(Lot, null=True, blank=True, on_delete=models.CASCADE, related_name="asked")
    version = models.ForeignKey(RequirementVersion, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=30)
    title = models.CharField(max_length=300, blank=True)
    values = models.JSONField(default=dict, blank=True, help_text="By variable, as texts: decimals, ISO days, options")
    weight = models.DecimalField(
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    note = models.TextField(blank=True, help_text="For colleagues; stands in no document")
    position = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "lot", "version"],
                condition=models.Q(removed_at__isnull=True),
                nulls_distinct=False,
                name="asked_version_once_in_a_lot",
            ),
            per_cent("asked", "weight"),
        ]
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.procurement_id}: {self.code}"


class Staircase(models.Model):
    """How a measurable requirement rises during the contract, and what happens beside the plan.

    `seen_by` says who sees the steps, through `ShownStaircase`, and nothing else of the procurement. `frozen_at` is the
    moment of award: from then on it stays as it is, unless the award is taken back.
    """

    class OnExtension(models.TextChoices):
        """What an extension brings."""

        STEPS_GO_ON = "steps_go_on", _("The steps written for it take effect")
        LAST_STEP_STAYS = "last_step_stays", _("The last step before it stays")

    class OnLateStart(models.TextChoices):
        """From when months are counted where the contract begins later than planned."""

        FROM_ACTUAL_START = "from_actual_start", _("Months are counted from the actual start")
        FROM_PLANNED_START = "from_planned_start", _("Months are counted from the planned start")

    class OnPartialProof(models.TextChoices):
        """What counts where only a part is proved."""

        NOT_KEPT = "not_kept", _("The step is not kept")
        PROVED_PART_COUNTS = "proved_part_counts", _("The proved part counts, the rest as zero")
        TIME_TO_COMPLETE = "time_to_complete", _("The supplier gets time to complete the proof")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="The lead")
    asked = models.OneToOneField(AskedRequirement, on_delete=models.CASCADE, related_name="staircase")
    on_extension = models.CharField(max_length=20, choices=OnExtension, default=OnExtension.STEPS_GO_ON)
    on_late_start = models.CharField(max_length=20, choices=OnLateStart, default=OnLateStart.FROM_ACTUAL_START)
    on_partial_proof = models.CharField(max_length=20, choices=OnPartialProof, default=OnPartialProof.NOT_KEPT)
    days_to_complete = models.PositiveSmallIntegerField(null=True, blank=True)
    saving = models.JSONField(default=dict, blank=True, help_text="By quantity: value, low, high, source")
    seen_by = models.CharField(max_length=10, choices=SeenBy, default=SeenBy.OWN)
    # Where its steps came from
    origin = models.JSONField(
        default=dict, blank=True, help_text="The contract before: procurement, title, stood, moved (old day by step)"
    )
    joint_version = models.ForeignKey(
        "procurement.JointVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    joint_months_later = models.PositiveSmallIntegerField(default=0)
    joint_reason = models.TextField(blank=True, help_text="Why it differs from the joint steps")
    # Lifecycle
    revision = models.PositiveIntegerField(default=1, help_text="Counts what was saved, so that nobody overwrites")
    updated_by = models.CharField(max_length=200, blank=True)
    updated_at = models.DateTimeField(auto_now=True)
    frozen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.asked_id}"


class StaircaseStep(models.Model):
    """One step of a staircase: its threshold, from when on, how it is proved, and what it does to the price."""

    class PriceEffect(models.TextChoices):
        """What a step that is kept, or not kept, does to the price."""

        NONE = "", _("Nothing")
        FIXED = "fixed", _("A fixed sum")
        PER_UNIT = "per_unit", _("A sum for each unit")
        SHARE = "share", _("A share of the value")
        LADDER = "ladder", _("The sanction of the ladder")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="The lead")
    staircase = models.ForeignKey(Staircase, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    threshold = models.DecimalField(max_digits=18, decimal_places=4)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    day = models.DateField(null=True, blank=True)
    notice_months = models.PositiveSmallIntegerField(default=0)
    proof = models.TextField(blank=True)
    bonus = models.CharField(max_length=20, choices=PriceEffect, blank=True, default=PriceEffect.NONE)
    bonus_amount = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    penalty = models.CharField(max_length=20, choices=PriceEffect, blank=True, default=PriceEffect.NONE)
    penalty_amount = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    market_note = models.TextField(blank=True)
    goal = models.CharField(max_length=300, blank=True, help_text="The political goal that it serves")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["staircase", "position"], name="step_position_once"),
            models.CheckConstraint(
                condition=models.Q(months__isnull=True) ^ models.Q(day__isnull=True), name="step_has_months_or_a_day"
            ),
            not_negative("step", "bonus_amount"),
            not_negative("step", "penalty_amount"),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.staircase_id}: {self.threshold}"


class ShownStaircase(models.Model):
    """What neighbours see of a staircase: what it measures and which threshold holds from which day on, no more.

    Written anew whenever its steps or the days of its contract change; without days there are no steps here. Of signed
    contracts it tells the real steps; where these differ (`differs`), what all of them ask for.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    staircase = models.OneToOneField(Staircase, on_delete=models.CASCADE, related_name="shown")
    seen_by = models.CharField(max_length=10, choices=SeenBy, default=SeenBy.OWN)
    # What it is about
    code = models.CharField(max_length=30)
    topic = models.CharField(max_length=80)
    category = models.CharField(max_length=60, blank=True)
    country = models.CharField(max_length=2, choices=Organisation.Country)
    unit = models.CharField(max_length=40, blank=True)
    direction = models.CharField(max_length=10)
    # When
    first_day = models.DateField()
    last_day = models.DateField()
    steps = models.JSONField(
        default=list, help_text="In order: number, threshold as text, first and last ISO day, option"
    )
    ends_on = models.DateField(
        null=True, blank=True, help_text="Of signed contracts the last day with the extensions that are used"
    )
    planned_first_day = models.DateField(
        null=True, blank=True, help_text="Of signed contracts the first day that the tender named"
    )
    differs = models.BooleanField(default=False, help_text="Signed contracts ask for different steps")
    joint_version = models.ForeignKey(
        "procurement.JointVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [in_order("shown_staircase", "first_day", "last_day")]
        indexes = [models.Index(fields=["topic", "unit"], name="shown_staircase_topic")]
        ordering = ["first_day", "pk"]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.code}"
