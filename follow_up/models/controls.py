"""A control: somebody looks whether what was promised is kept, at a desk or on site, and writes down what was seen.

Answers, photos and signatures carry an id made on the phone, so that what is sent twice counts once. An answer is never
changed: a later one to the same question stands beside it, with who gave it and when.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from follow_up.models.tasks import PlannedTask
from foundation.files.models import StoredFile
from foundation.scoping import OrganisationOwned
from procurement.models import Contract, ContractParty, Obligation
from procurement.models.kept_rules import one_of


class ControlKind(models.TextChoices):
    """How it is looked."""

    DESK = "desk", _("Desk control")
    SITE = "site", _("Site inspection")
    THIRD_PARTY = "third_party", _("Third-party control")


class ControlState(models.TextChoices):
    """How far a control has come. A finished one is never changed."""

    UNDER_WAY = "under_way", _("Under way")
    FINISHED = "finished", _("Finished")
    CANCELLED = "cancelled", _("Cancelled")


class Control(OrganisationOwned):
    """One control of one contract on one day. `method` says how it was looked, for whoever wants to rely on it."""

    # Identification
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    task = models.ForeignKey(PlannedTask, null=True, blank=True, on_delete=models.SET_NULL, related_name="controls")
    party = models.ForeignKey(
        ContractParty, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="Whose work"
    )
    kind = models.CharField(max_length=20, choices=ControlKind, default=ControlKind.SITE)
    is_announced = models.BooleanField(default=True)
    place = models.CharField(max_length=300, blank=True)
    held_on = models.DateField()
    method = models.TextField(blank=True)
    third_party = models.CharField(max_length=200, blank=True, help_text="Who looked, of a third-party control")
    # What came of it
    summary = models.TextField(blank=True)
    hours = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    state = models.CharField(max_length=20, choices=ControlState, default=ControlState.UNDER_WAY)
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.CharField(max_length=200, blank=True)
    cancelled_because = models.TextField(blank=True)
    # Lifecycle
    started_by = models.ForeignKey(
        "organisations.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_by = models.CharField(max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1, help_text="Counts what was saved, so that nobody overwrites")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="finished") | models.Q(finished_at__isnull=False),
                name="control_finished_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="cancelled") | ~models.Q(cancelled_because=""),
                name="control_cancelled_with_a_reason",
            ),
            one_of("control", "kind", ControlKind),
            one_of("control", "state", ControlState),
        ]
        indexes = [
            models.Index(fields=["organisation", "-held_on"], name="control_held_on"),
            models.Index(fields=["contract", "-held_on"], name="control_of_contract"),
        ]
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.contract_id}: {self.held_on}"


class QuestionSource(models.TextChoices):
    """Where a question comes from."""

    REQUIREMENT = "requirement", _("From the requirement")
    GENERAL = "general", _("General")
    OWN = "own", _("Own")


class ControlItem(OrganisationOwned):
    """One question of a control. What is measured carries the step in force on the day: `threshold` in `unit`."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    control = models.ForeignKey(Control, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    obligation = models.ForeignKey(Obligation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=20, choices=QuestionSource, default=QuestionSource.OWN)
    question = models.TextField()
    advice = models.TextField(blank=True, help_text="How to look")
    language = models.CharField(max_length=5, blank=True)
    # What is measured
    unit = models.CharField(max_length=40, blank=True)
    direction = models.CharField(max_length=10, blank=True)
    step = models.PositiveSmallIntegerField(null=True, blank=True)
    threshold = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    # What was decided of it
    excused_because = models.TextField(blank=True, help_text="Why what is not kept is no deviation")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["control", "position"], name="control_item_position_once"),
            one_of("control_item", "source", QuestionSource),
        ]
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.question[:60]


class Seen(models.TextChoices):
    """What somebody saw."""

    KEPT = "kept", _("Kept")
    NOT_KEPT = "not_kept", _("Not kept")
    NOT_SEEN = "not_seen", _("Not seen")
    NOT_APPLICABLE = "not_applicable", _("Does not apply")


class ControlAnswer(OrganisationOwned):
    """One answer to one question, by one person at one moment of the phone's clock; append-only."""

    uuid = models.UUIDField(unique=True, editable=False, help_text="Made on the phone")
    control = models.ForeignKey(Control, on_delete=models.PROTECT, related_name="answers")
    item = models.ForeignKey(ControlItem, on_delete=models.PROTECT, related_name="answers")
    seen = models.CharField(max_length=20, choices=Seen)
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    answered_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        "organisations.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_by_name = models.CharField(max_length=200)
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [one_of("control_answer", "seen", Seen)]
        ordering = ["answered_at", "received_at", "pk"]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.seen}"


class ControlPhoto(OrganisationOwned):
    """A picture taken at a control, of one question or of the whole."""

    uuid = models.UUIDField(unique=True, editable=False, help_text="Made on the phone")
    control = models.ForeignKey(Control, on_delete=models.PROTECT, related_name="photos")
    item = models.ForeignKey(ControlItem, null=True, blank=True, on_delete=models.PROTECT, related_name="photos")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    caption = models.CharField(max_length=300, blank=True)
    taken_at = models.DateTimeField()
    taken_by_name = models.CharField(max_length=200)
    removed_because = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["taken_at", "pk"]

    def __str__(self) -> str:
        return f"{self.control_id}: {self.caption}"


class ControlSignature(OrganisationOwned):
    """Who was there and signed: the name, for whom, and the strokes drawn on the screen.

    `strokes` are lists of points from 0 to 1000 within the field that was signed in.
    """

    uuid = models.UUIDField(unique=True, editable=False, help_text="Made on the phone")
    control = models.ForeignKey(Control, on_delete=models.PROTECT, related_name="signatures")
    name = models.CharField(max_length=200)
    on_behalf_of = models.CharField(max_length=200, blank=True)
    strokes = models.JSONField(default=list)
    signed_at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["signed_at", "pk"]

    def __str__(self) -> str:
        return self.name
