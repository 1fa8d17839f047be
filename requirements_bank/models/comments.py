"""Comments: what people say about a requirement, and one level of answers to it."""

import uuid

from django.db import models

from requirements_bank.models.banks import SeenBy
from requirements_bank.models.requirements import Requirement


class Comment(models.Model):
    """One comment under whose organisation's roof it was written: its own, or the owner's for visitors and links.

    The requirement's owner reads every comment, and alone may hide one; nothing else of it ever changes.
    """

    # Identification
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="comments")
    answers = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replies", help_text="What it answers"
    )
    # What is said, by whom
    text = models.TextField()
    written_by = models.CharField(max_length=200)
    company = models.CharField(max_length=200, blank=True, help_text="Of somebody who came by a link, as they say")
    link = models.ForeignKey(
        "foundation.AccessLink", null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="The way"
    )
    # Who reads it beside the writer's own people and the requirement's owner
    seen_by = models.CharField(max_length=10, choices=SeenBy, default=SeenBy.OWN)
    # Lifecycle
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_because = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["requirement", "created_at"], name="comment_of_requirement")]
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.written_by}: {self.text[:40]}"
