"""Controls that an organisation shares with others, and what others have relied on."""

import uuid

from django.db import models

from follow_up.models.controls import Control, ControlKind
from follow_up.models.results import CheckResult
from foundation.scoping import OrganisationOwned
from foundation.shown_texts import ShownText
from organisations.models import Organisation
from procurement.models import Obligation
from procurement.models.kept_rules import one_of
from requirements_bank.models import RequirementVersion, SeenBy


class SharedControl(models.Model):
    """What others see of a finished control: how, when and where it was looked at whom, and that the supplier knows.

    Nothing of the contract is told. `covers_all_places` says that it tells of all that the supplier delivers, not of
    one site. One that was taken back stays with those who have relied on it, and helps nobody else.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="Who looked")
    control = models.OneToOneField(Control, on_delete=models.PROTECT, related_name="shared")
    seen_by = models.CharField(max_length=10, choices=SeenBy, default=SeenBy.NETWORK)
    # What is told
    supplier_name = ShownText(max_length=200)
    supplier_number = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=ControlKind)
    held_on = models.DateField()
    place = ShownText(max_length=300, blank=True)
    covers_all_places = models.BooleanField(default=False)
    method = models.TextField(blank=True)
    # Consent
    supplier_informed_on = models.DateField()
    supplier_informed_how = models.CharField(max_length=300)
    shared_by = models.CharField(max_length=200)
    shared_at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(taken_back_at__isnull=True) | ~models.Q(taken_back_because=""),
                name="shared_control_taken_back_with_a_reason",
            ),
            one_of("shared_control", "kind", ControlKind),
            one_of("shared_control", "seen_by", SeenBy),
        ]
        indexes = [models.Index(fields=["supplier_number", "held_on"], name="shared_control_supplier")]
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.supplier_name}: {self.held_on}"


class SharedFinding(models.Model):
    """What a shared control found about one requirement of the bank, on the terms that were in force on that day."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    shared = models.ForeignKey(SharedControl, on_delete=models.CASCADE, related_name="findings")
    version = models.ForeignKey(RequirementVersion, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=30)
    title = models.CharField(max_length=300)
    direction = models.CharField(max_length=10, blank=True)
    threshold = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    variables = models.JSONField(default=dict)
    is_kept = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shared", "version"], name="shared_finding_once")]
        ordering = ["code", "pk"]

    def __str__(self) -> str:
        return f"{self.shared_id}: {self.code}"


class ControlReuse(OrganisationOwned):
    """One's own obligation that rests on a control of another buyer: which, by what reasoning, and who decided it.

    `verdict` holds each condition with its outcome; `provenance` what was told of the control when it was relied on.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="+")
    finding_uuid = models.UUIDField()
    result = models.OneToOneField(CheckResult, on_delete=models.PROTECT, related_name="+")
    verdict = models.JSONField(default=list)
    provenance = models.JSONField(default=dict)
    used_by = models.CharField(max_length=200)
    used_at = models.DateTimeField(auto_now_add=True)
    undone_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "finding_uuid"],
                condition=models.Q(undone_because=""),
                name="control_reused_once",
            )
        ]
        ordering = ["-used_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.obligation_id}: {self.finding_uuid}"
