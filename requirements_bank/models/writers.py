"""Who wrote a version, and which reminders of its review were sent. Both are its owner's alone."""

from django.conf import settings
from django.db import models

from foundation.scoping import OrganisationOwned
from requirements_bank.models.requirements import RequirementVersion


class VersionWriter(OrganisationOwned):
    """Somebody who saved a draft of the version, and when last."""

    version = models.ForeignKey(RequirementVersion, on_delete=models.CASCADE, related_name="writers")
    name = models.CharField(max_length=200)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "user", "name"], nulls_distinct=False, name="requirement_writer_once"
            ),
        ]
        ordering = ["-saved_at"]

    def __str__(self) -> str:
        return self.name


class ReviewReminder(OrganisationOwned):
    """A reminder that was sent, so that it is sent once: so many days before the version is due for review."""

    version = models.ForeignKey(RequirementVersion, on_delete=models.CASCADE, related_name="reminders")
    review_on = models.DateField()
    days_before = models.PositiveSmallIntegerField(help_text="60, 14, or 0 for one that has passed")
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "review_on", "days_before"], name="review_reminder_once"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.review_on} −{self.days_before}"
