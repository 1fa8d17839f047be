"""Deviations: a promise found not kept, what the supplier says to it, what is done, and who saw that it was mended."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from follow_up.models.controls import Control, ControlItem
from foundation.files.models import StoredFile
from foundation.scoping import OrganisationOwned
from procurement.models import Contract, ContractParty, Obligation
from procurement.models.kept_rules import one_of


class Severity(models.TextChoices):
    """How serious it is."""

    MINOR = "minor", _("Minor")
    MAJOR = "major", _("Major")
    CRITICAL = "critical", _("Critical")


class DeviationState(models.TextChoices):
    """Where a deviation stands. Who may move it from where to where says calculations/deviation_moves.py."""

    NOTED = "noted", _("Noted, supplier not told")
    TOLD = "told", _("Supplier told")
    ANSWERED = "answered", _("Supplier has answered")
    MENDING = "mending", _("Being mended")
    MENDED = "mended", _("Mended, to be checked")
    CLOSED = "closed", _("Checked and closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OPEN = (
    DeviationState.NOTED,
    DeviationState.TOLD,
    DeviationState.ANSWERED,
    DeviationState.MENDING,
    DeviationState.MENDED,
)


class Deviation(OrganisationOwned):
    """One finding. `number` counts within the organisation; `threshold` and `value` are in `unit`.

    `escalation` counts the steps taken beside the talk with the supplier: 0 none, then reminder, warning, sanction.
    """

    Severity = Severity

    # Identification
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField()
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(ContractParty, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    obligation = models.ForeignKey(Obligation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    case_number = models.CharField(max_length=60, blank=True, help_text="In the archive: saksnummer, diarienummer")
    # Where it comes from
    control = models.ForeignKey(Control, null=True, blank=True, on_delete=models.PROTECT, related_name="deviations")
    item = models.ForeignKey(ControlItem, null=True, blank=True, on_delete=models.PROTECT, related_name="deviations")
    report_id = models.UUIDField(null=True, blank=True, help_text="Of the supplier's report that showed it")
    # What was found
    title = models.CharField(max_length=200)
    facts = models.TextField()
    severity = models.CharField(max_length=10, choices=Severity, default=Severity.MAJOR)
    found_on = models.DateField()
    step = models.PositiveSmallIntegerField(null=True, blank=True)
    threshold = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    found_by = models.ForeignKey(
        "organisations.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    found_by_name = models.CharField(max_length=200, blank=True)
    # What is asked of the supplier
    deadline = models.DateField(null=True, blank=True)
    supplier_email = models.EmailField(blank=True)
    supplier_language = models.CharField(max_length=2, default="nb")
    told_at = models.DateTimeField(null=True, blank=True)
    # Lifecycle
    state = models.CharField(max_length=20, choices=DeviationState, default=DeviationState.NOTED)
    escalation = models.PositiveSmallIntegerField(default=0)
    reopened = models.PositiveSmallIntegerField(default=0)
    mended_on = models.DateField(null=True, blank=True)
    mended_by = models.ForeignKey(
        "organisations.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    mended_by_name = models.CharField(max_length=200, blank=True)
    mended_by_client = models.CharField(max_length=36, blank=True, help_text="Of the API client that said so")
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.CharField(max_length=200, blank=True)
    withdrawn_because = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1, help_text="Counts what was saved, so that nobody overwrites")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="deviation_number_once"),
            models.UniqueConstraint(
                fields=["control", "item"],
                condition=models.Q(item__isnull=False) & ~models.Q(state="withdrawn"),
                name="deviation_once_for_a_question",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="closed") | models.Q(closed_on__isnull=False),
                name="deviation_closed_on_a_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="withdrawn") | ~models.Q(withdrawn_because=""),
                name="deviation_withdrawn_with_a_reason",
            ),
            one_of("deviation", "severity", Severity),
            one_of("deviation", "state", DeviationState),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "deadline"], name="deviation_open"),
            models.Index(fields=["obligation", "state"], name="deviation_of_obligation"),
            models.Index(fields=["contract", "state"], name="deviation_of_contract"),
        ]
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"


class DeviationEvent(OrganisationOwned):
    """One thing that happened to a deviation; append-only. `by_user` is None for the supplier and for the machine."""

    deviation = models.ForeignKey(Deviation, on_delete=models.PROTECT, related_name="events")
    action = models.CharField(max_length=30)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20, blank=True)
    text = models.TextField(blank=True)
    by_user = models.ForeignKey("organisations.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200, blank=True)
    on = models.DateField(null=True, blank=True, help_text="The day that it is about, such as that of a warning")
    before = models.JSONField(default=dict, blank=True, help_text="What stood there before, as texts by field")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.deviation_id}: {self.action}"


class SupplierStatement(OrganisationOwned):
    """What the supplier says to a deviation, by its link: its right to reply, kept beside the finding; append-only."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    deviation = models.ForeignKey(Deviation, on_delete=models.PROTECT, related_name="statements")
    name = models.CharField(max_length=200, help_text="Who wrote it, as they say")
    receiver = models.EmailField(blank=True, help_text="Of the link by which it came; nobody else's link shows it")
    disputes = models.BooleanField(default=False, help_text="The supplier does not agree that it is a deviation")
    explanation = models.TextField(blank=True)
    plan = models.TextField(blank=True)
    mended_on = models.DateField(null=True, blank=True, help_text="The supplier says that it is mended since this day")
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["received_at", "pk"]

    def __str__(self) -> str:
        return f"{self.deviation_id}: {self.name}"


class StatementFile(OrganisationOwned):
    """A file that came with a statement."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    statement = models.ForeignKey(SupplierStatement, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class CorrectiveAction(OrganisationOwned):
    """Something that is done so that a deviation is mended and does not come back, by whom and until when."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    deviation = models.ForeignKey(Deviation, on_delete=models.CASCADE, related_name="actions")
    what = models.CharField(max_length=500)
    owner = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        "organisations.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    done_by_name = models.CharField(max_length=200, blank=True)
    made_by = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.what
