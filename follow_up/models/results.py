"""What was found out about an obligation, result by result, and where it stands today."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.scoping import OrganisationOwned
from procurement.models import Contract, Obligation
from procurement.models.kept_rules import in_order, one_of


class ResultSource(models.TextChoices):
    """Who or what told it."""

    CONTROL = "control", _("Control")
    REPORT = "report", _("Supplier's report")
    EVIDENCE = "evidence", _("Evidence")
    REUSED = "reused", _("Control of another buyer")
    HAND = "hand", _("Noted by hand")


LOOKED = (ResultSource.CONTROL, ResultSource.REUSED)
"""Where somebody looked for themselves, here or at another buyer's."""


class CheckResult(OrganisationOwned):
    """One finding about one obligation on a day or for a period: kept or not, and what was measured.

    `threshold` of `step` was in force on that day, in `unit`. A result that was mistaken is `void_because`, and stays.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="+")
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="+")
    on = models.DateField(help_text="The day of the control, or the last day of the period")
    period_from = models.DateField(null=True, blank=True)
    is_kept = models.BooleanField()
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    step = models.PositiveSmallIntegerField(null=True, blank=True)
    threshold = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    note = models.TextField(blank=True)
    # Where it comes from
    source = models.CharField(max_length=20, choices=ResultSource)
    source_id = models.UUIDField(null=True, blank=True)
    made_by = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    void_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            in_order("check_result", "period_from", "on"),
            one_of("check_result", "source", ResultSource),
            models.UniqueConstraint(
                fields=["obligation", "source", "source_id"],
                condition=models.Q(source_id__isnull=False, void_because=""),
                name="check_result_once_from_a_source",
            ),
        ]
        indexes = [models.Index(fields=["obligation", "-on"], name="check_result_newest")]
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.obligation_id}: {self.on}"


class KeptState(models.TextChoices):
    """Whether an obligation is kept, as far as is known."""

    KEPT = "kept", _("Kept")
    NOT_KEPT = "not_kept", _("Not kept")
    UNKNOWN = "unknown", _("Not known")
    NOT_YET_DUE = "not_yet_due", _("Not yet due")


class ObligationStanding(OrganisationOwned):
    """Where an obligation stands, worked out from its steps, results, evidence and deviations; never written by hand.

    It holds until the day before `changes_on`, the next day on which time alone changes it: a step takes effect, a
    proof runs out. A sweep works it out anew on that day.

    `told_on` is the day of the newest control or report, and `value` what it measured; evidence and a deviation that
    was closed leave both as they are.
    """

    obligation = models.OneToOneField(Obligation, on_delete=models.CASCADE, related_name="standing")
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=20, choices=KeptState, default=KeptState.UNKNOWN)
    # Steps
    step = models.PositiveSmallIntegerField(null=True, blank=True, help_text="The one in force")
    threshold = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    since = models.DateField(null=True, blank=True)
    next_step = models.PositiveSmallIntegerField(null=True, blank=True)
    next_threshold = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    next_on = models.DateField(null=True, blank=True)
    # What is known
    checked_on = models.DateField(null=True, blank=True, help_text="The last control, by us or another buyer")
    told_on = models.DateField(null=True, blank=True, help_text="The newest result of any kind")
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    has_evidence = models.BooleanField(default=False, help_text="Accepted and good today")
    evidence_until = models.DateField(null=True, blank=True)
    open_deviations = models.PositiveSmallIntegerField(default=0)
    worst = models.CharField(max_length=10, blank=True, help_text="The most serious open deviation")
    # When it was worked out
    worked_out_on = models.DateField()
    changes_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [one_of("obligation_standing", "state", KeptState)]
        indexes = [
            models.Index(fields=["organisation", "state", "next_on"], name="standing_state"),
            models.Index(fields=["organisation", "next_on"], name="standing_next_on"),
            models.Index(fields=["changes_on"], name="standing_changes_on"),
            models.Index(fields=["contract"], name="standing_contract"),
        ]

    def __str__(self) -> str:
        return f"{self.obligation_id}: {self.state}"


class ContractSpend(OrganisationOwned):
    """What the accounts say went through a contract in a year, and what it emitted; written anew from the ledger.

    `found_by` says how the lines were found: by agreement number or by supplier. `kg` are of CO2e; None is missing.
    """

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    kg = models.DecimalField(max_digits=20, decimal_places=3, null=True, blank=True)
    found_by = models.CharField(max_length=20)
    worked_out_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contract", "year", "currency"], name="contract_spend_once_a_year")
        ]
        ordering = ["contract", "-year"]

    def __str__(self) -> str:
        return f"{self.contract_id}: {self.year}"
