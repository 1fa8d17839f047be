"""Talks with advisers, one to one: what they know of their contracts that stands in no system."""

import uuid

from django.db import models

from follow_up.models.priority import ANSWER, answered
from foundation.scoping import OrganisationOwned
from procurement.models import Contract, Obligation

QUESTIONS = ("worry", "dependence", "knowledge", "market")


class Interview(OrganisationOwned):
    """One talk with one adviser on a day."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    adviser = models.ForeignKey(
        "organisations.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    adviser_name = models.CharField(max_length=200)
    held_on = models.DateField()
    note = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1, help_text="Counts what was saved, so that nobody overwrites")
    made_by = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.held_on}: {self.adviser_name}"


class InterviewNote(OrganisationOwned):
    """What the adviser answered about one contract, or one obligation of it; what was not answered is missing.

    `worry`, `dependence` and `market` are worst at 5; `knowledge` is best at 5.
    """

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="notes")
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="+")
    obligation = models.ForeignKey(Obligation, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    worry = models.PositiveSmallIntegerField(null=True, blank=True, validators=ANSWER)
    dependence = models.PositiveSmallIntegerField(null=True, blank=True, validators=ANSWER)
    knowledge = models.PositiveSmallIntegerField(null=True, blank=True, validators=ANSWER)
    market = models.PositiveSmallIntegerField(null=True, blank=True, validators=ANSWER)
    words = models.TextField(blank=True, help_text="May be given out when somebody asks for access")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "contract", "obligation"], nulls_distinct=False, name="interview_note_once"
            ),
            *[answered("interview_note", question) for question in QUESTIONS],
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.interview_id}: {self.contract_id}"
