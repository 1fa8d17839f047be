"""The change record: one append-only row per service write."""

from django.conf import settings
from django.db import models

from foundation.scoping import OrganisationOwned


class Change(OrganisationOwned):
    """Who did what to which thing, when; feeds the audit page, ETags, the change feed and notifications."""

    # Identification
    kind = models.CharField(max_length=60, help_text="What was changed, as app.thing")
    object_id = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    # What happened
    action = models.CharField(max_length=60, help_text="What was done, as a verb: imported, calculated, shared")
    summary = models.JSONField(default=dict, help_text="The figures and names that the sentence on the page needs")
    # Provenance
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=200, help_text="The name as it was then; a client's or a command's too")
    request_id = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "object_id", "version"], name="change_version_once"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-id"], name="change_newest_first")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} v{self.version}: {self.action}"
