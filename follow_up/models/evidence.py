"""Evidence: a file or a link that shows that something is kept, for a time, and for which obligations."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.files.models import StoredFile
from foundation.scoping import OrganisationOwned
from procurement.models import Contract, Obligation
from procurement.models.kept_rules import in_order, one_of


class EvidenceState(models.TextChoices):
    """Whether somebody of the buyer has looked at it."""

    WAITING = "waiting", _("Not looked at yet")
    ACCEPTED = "accepted", pgettext_lazy("after a look", "Accepted")
    REJECTED = "rejected", _("Rejected")


class EvidenceSource(models.TextChoices):
    """How it came."""

    BUYER = "buyer", _("Filed by us")
    SUPPLIER = "supplier", _("Sent by the supplier")
    CONTROL = "control", _("From a control")


class Evidence(OrganisationOwned):
    """One version of a piece of evidence; a newer one `replaces` it and the older stays readable.

    `effective_on` is the day from which it says something, apart from the day on which it was filed; `valid_until` the
    last day on which it does. `period_from` and `period_to` are the time that it tells of, such as a half-year.
    """

    # Identification
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    link = models.URLField(max_length=500, blank=True)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    # What it tells of
    effective_on = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    confidential_because = models.CharField(max_length=200, blank=True, help_text="The ground; empty where it is open")
    # Where it comes from
    source = models.CharField(max_length=20, choices=EvidenceSource, default=EvidenceSource.BUYER)
    source_id = models.UUIDField(null=True, blank=True, help_text="Of the control, report or deviation")
    uploaded_by = models.CharField(max_length=200, blank=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    # Lifecycle
    state = models.CharField(max_length=20, choices=EvidenceState, default=EvidenceState.WAITING)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    rejected_because = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1, help_text="Counts what was saved, so that nobody overwrites")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(file__isnull=False) ^ ~models.Q(link=""), name="evidence_is_a_file_or_a_link"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="rejected") | ~models.Q(rejected_because=""),
                name="evidence_rejected_with_a_reason",
            ),
            in_order("evidence", "effective_on", "valid_until"),
            in_order("evidence", "period_from", "period_to"),
            one_of("evidence", "state", EvidenceState),
            one_of("evidence", "source", EvidenceSource),
        ]
        indexes = [models.Index(fields=["organisation", "valid_until"], name="evidence_valid_until")]
        ordering = ["-effective_on", "-pk"]
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return self.title


class EvidenceCover(OrganisationOwned):
    """An obligation that a piece of evidence speaks for."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="covers")
    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evidence", "obligation"], name="evidence_cover_once")]

    def __str__(self) -> str:
        return f"{self.evidence_id}: {self.obligation_id}"
