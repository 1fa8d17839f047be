"""Rules by which people are reminded by mail, and what was sent by them."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.models import Message
from foundation.scoping import OrganisationOwned
from procurement.models.kept_rules import one_of


class Trigger(models.TextChoices):
    """The day that a rule counts back from."""

    TASK_DUE = "task_due", _("A planned task is due")
    EVIDENCE_EXPIRES = "evidence_expires", _("Evidence expires")
    STEP_BEGINS = "step_begins", _("A step takes effect")
    OPTION_NOTICE = "option_notice", _("Last day to tell the supplier of an extension")
    DEVIATION_DEADLINE = "deviation_deadline", _("A deviation is to be mended")
    CONTRACT_ENDS = "contract_ends", _("A contract ends")


class Receiver(models.TextChoices):
    """Who is written to. Whoever has no role in the organisation is not; of the suppliers, those with an address."""

    OWNER = "owner", _("Who owns the task, else who looks after the contract")
    MANAGER = "manager", _("Who looks after the contract")
    PERSON = "person", _("One person")
    SUPPLIER = "supplier", _("The supplier")


class ReminderRule(OrganisationOwned):
    """Write to `receiver` so many `days_before` the day of the trigger. Shipped ones are saved when first needed.

    Without a language a person is written to in their own, a supplier in that of the organisation's country.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    trigger = models.CharField(max_length=30, choices=Trigger)
    days_before = ArrayField(models.PositiveSmallIntegerField())
    receiver = models.CharField(max_length=20, choices=Receiver)
    person = models.ForeignKey("organisations.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    language = models.CharField(max_length=5, blank=True)
    is_active = models.BooleanField(default=True)
    shipped = models.CharField(max_length=30, blank=True, help_text="The rule that is shipped and made once")
    # Lifecycle
    revision = models.PositiveIntegerField(default=1, help_text="Counts what was saved, so that nobody overwrites")
    made_by = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "shipped"], condition=~models.Q(shipped=""), name="reminder_rule_shipped_once"
            ),
            one_of("reminder_rule", "trigger", Trigger),
            one_of("reminder_rule", "receiver", Receiver),
        ]
        ordering = ["trigger", "pk"]

    def __str__(self) -> str:
        return f"{self.trigger}: {self.days_before}"


class ReminderSent(OrganisationOwned):
    """One reminder, written with its mail in one transaction; its uniqueness is what keeps it from going out twice.

    `day` is that of the thing, so that one that was moved is reminded of anew. Several may stand in one mail.
    """

    rule = models.ForeignKey(ReminderRule, on_delete=models.PROTECT, related_name="sent")
    thing_kind = models.CharField(max_length=30)
    thing_id = models.CharField(max_length=64)
    thing_title = models.CharField(max_length=300)
    day = models.DateField()
    days_before = models.PositiveSmallIntegerField()
    receiver = models.CharField(max_length=254)
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")
    queued_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "rule", "thing_kind", "thing_id", "day", "days_before", "receiver"],
                name="reminder_sent_once",
            )
        ]
        indexes = [models.Index(fields=["organisation", "-queued_at"], name="reminder_sent_newest")]
        ordering = ["-queued_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.thing_title}: {self.day}"
