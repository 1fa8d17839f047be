"""An example is known by its code in its owner's bank. It is no contract text: a correction replaces what it said."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from requirements_bank.models.banks import SeenBy


class Example(models.Model):
    """What one buyer asked for or did. Without an organisation it is shipped with Klimatrappa.

    Whom to ask stands apart (ExampleContact), since what everybody reads here must not hold it. The columns beside
    `content` are taken from it, for finding.
    """

    # Identification
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    code = models.CharField(max_length=30)
    # What it says
    content = models.JSONField(help_text="As docs/bank_format.md describes it")
    content_hash = models.CharField(max_length=64)
    areas = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    categories = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    themes = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    countries = ArrayField(models.CharField(max_length=2), default=list)
    requirements = ArrayField(
        models.CharField(max_length=30), default=list, blank=True, help_text="Codes of what it is an example of"
    )
    # Lifecycle
    is_published = models.BooleanField(default=False)
    seen_by = models.CharField(max_length=10, choices=SeenBy, default=SeenBy.OWN)
    copied_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"], nulls_distinct=False, name="example_code_once_in_a_bank"
            ),
            models.CheckConstraint(
                condition=~models.Q(content__has_key="contact"), name="example_contact_stands_apart"
            ),
            models.CheckConstraint(
                condition=models.Q(is_published=True) | models.Q(seen_by="own"), name="example_draft_is_ones_own"
            ),
        ]
        indexes = [
            GinIndex(fields=["categories"], name="example_categories"),
            GinIndex(fields=["requirements"], name="example_requirements"),
        ]
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code
