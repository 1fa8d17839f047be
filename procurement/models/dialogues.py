"""Market dialogue: what was talked about with whom, what everyone was told, and what is to be done afterwards."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.files.models import StoredFile
from organisations.models import Organisation
from procurement.models.procurements import Procurement


class MarketDialogue(models.Model):
    """What holds for the whole dialogue of a procurement; without `closes_on` nobody answers by link yet."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="The lead")
    procurement = models.OneToOneField(Procurement, on_delete=models.CASCADE, related_name="dialogue")
    introduction = models.TextField(blank=True, help_text="Stands first on every supplier's page")
    closes_on = models.DateField(null=True, blank=True, help_text="The last day on which suppliers answer")
    for_neighbours = models.BooleanField(
        default=True, help_text="Neighbours see the answers of suppliers that agreed to it"
    )
    revision = models.PositiveIntegerField(default=1, help_text="Counts what was saved, so that nobody overwrites")
    updated_by = models.CharField(max_length=200, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.procurement_id}"


class DialogueEntry(models.Model):
    """One meeting, written round or visit. `told` is shown to everyone who is invited, the rest to the buyers alone."""

    class Kind(models.TextChoices):
        """How it was talked."""

        MEETING = "meeting", _("Meeting")
        WRITTEN = "written", _("Written round")
        VISIT = "visit", _("Visit")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="The lead")
    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="dialogue_entries")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.MEETING)
    day = models.DateField()
    parties = models.TextField(blank=True, help_text="Who took part; never shown to suppliers")
    topics = models.TextField(help_text="What it was about; never shown to suppliers")
    heard = models.TextField(blank=True, help_text="What the market said; never shown to suppliers")
    told = models.TextField(blank=True, help_text="What the buyer told; shown to everyone who is invited")
    # Lifecycle
    revision = models.PositiveIntegerField(default=1, help_text="Counts what was saved, so that nobody overwrites")
    written_by = models.CharField(max_length=200, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-day", "-pk"]
        verbose_name_plural = "dialogue entries"

    def __str__(self) -> str:
        return f"{self.day}: {self.kind}"


class FollowUp(models.Model):
    """Something that somebody is to do after a talk."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="The lead")
    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="+")
    entry = models.ForeignKey(DialogueEntry, on_delete=models.CASCADE, related_name="follow_ups")
    what = models.CharField(max_length=300)
    who = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.what


class DialoguePaper(models.Model):
    """A file of a talk. One that was handed out is shown to everyone who is invited."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", help_text="The lead")
    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="+")
    entry = models.ForeignKey(DialogueEntry, on_delete=models.CASCADE, related_name="papers")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    is_handed_out = models.BooleanField(default=False)
    uploaded_by = models.CharField(max_length=200, blank=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title
