"""Old wordings: what stood in earlier contracts, matched with the bank, and what became of each."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.files.models import StoredFile
from foundation.scoping import OrganisationOwned
from requirements_bank.models.requirements import Requirement, RequirementVersion


class WordingSet(OrganisationOwned):
    """The wordings of one document or one pasted text."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    columns = models.JSONField(default=list, help_text="The columns of a sheet that could hold the wordings")
    column = models.CharField(max_length=200, blank=True, help_text="The one that was read")
    job = models.UUIDField(null=True, blank=True, help_text="The job that matches the wordings, while there is one")
    matched_at = models.DateTimeField(null=True, blank=True)
    created_by = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class OldWording(OrganisationOwned):
    """One wording with the requirements it is alike, and what was decided about it."""

    class Outcome(models.TextChoices):
        """What became of a wording."""

        OPEN = "", _("Not decided")
        ADOPTED = "adopted", _("The bank's is used")
        VARIANT = "variant", _("A variant is made")
        PROPOSED = "proposed", _("Proposed to a bank")
        NOT_RELEVANT = "not_relevant", _("Not relevant")

    # Identification
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    wording_set = models.ForeignKey(WordingSet, on_delete=models.CASCADE, related_name="wordings")
    position = models.PositiveIntegerField()
    place = models.CharField(max_length=200, blank=True, help_text="Where it stood: line, paragraph, row")
    text = models.TextField()
    is_left_out = models.BooleanField(default=False, help_text="A heading, or what somebody took out")
    # What it is alike
    near = models.JSONField(default=list, help_text="version, language, likeness of the nearest; best first")
    group = models.PositiveIntegerField(null=True, blank=True, help_text="Wordings of the set that are nearly the same")
    # What became of it
    outcome = models.CharField(max_length=15, choices=Outcome, blank=True, default=Outcome.OPEN)
    version = models.ForeignKey(
        RequirementVersion, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", help_text="Decided on"
    )
    made = models.ForeignKey(
        Requirement, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", help_text="The variant"
    )
    values = models.JSONField(default=dict, help_text="Values of the requirement's variables, read from the wording")
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["wording_set", "position"], name="old_wording_once", deferrable=models.Deferrable.DEFERRED
            ),
        ]
        ordering = ["wording_set", "position"]

    def __str__(self) -> str:
        return self.text[:60]
