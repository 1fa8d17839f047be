"""Proposals: what one organisation asks another's bank to take in, or to say otherwise."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from requirements_bank.models.banks import Bank
from requirements_bank.models.requirements import Requirement


class Proposal(models.Model):
    """A new requirement, or a change of one, proposed to a bank. Its proposer and the bank's owner read it.

    Nothing of it ever changes but its state, which only the bank's owner sets, once.
    """

    class State(models.TextChoices):
        """Where a proposal stands."""

        RECEIVED = "received", _("Received")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")

    # Identification
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", help_text="Who proposes"
    )
    receiver = models.ForeignKey(
        Bank, on_delete=models.PROTECT, related_name="proposals", help_text="Its owner decides"
    )
    requirement = models.ForeignKey(
        Requirement, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals", help_text="To change"
    )
    # What is proposed
    title = models.CharField(max_length=300)
    wording = models.TextField()
    language = models.CharField(max_length=5, help_text="Of title and wording")
    said = models.JSONField(
        null=True, blank=True, help_text="All or parts of a requirement as docs/bank_format.md describes it"
    )
    reason = models.TextField()
    # Lifecycle
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    proposed_by = models.CharField(max_length=200)
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["receiver", "state"], name="proposal_of_bank")]
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title
