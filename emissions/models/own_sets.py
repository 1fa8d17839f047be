"""Factor sets of an organisation's own: versions, figures, and which factors stand for which category.

A draft is its own people's. What is published never changes; a network's is seen by its members from then on.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation
from requirements_bank.models import SeenBy


class VersionState(models.TextChoices):
    """Where a version stands."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class OwnFactorSet(models.Model):
    """A set under one name; its figures are in its versions. Results name it by `code`.

    `place` is its order among the own sets that help out where the chosen set has nothing; without one it serves only
    when it is chosen. `withdrawn_at` says that nothing new is calculated with it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    form_key = models.UUIDField(null=True, blank=True, editable=False, help_text="Of the form that made it, once")
    place = models.PositiveSmallIntegerField(null=True, blank=True)
    seen_by = models.CharField(max_length=10, choices=SeenBy, default=SeenBy.OWN)
    is_published = models.BooleanField(default=False, help_text="Whether any version is, so that others see it at all")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, help_text="Counts what was saved, so that nobody overwrites")
    made_by = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("organisation", Lower("title"), name="own_set_title_once"),
            models.UniqueConstraint(fields=["organisation", "form_key"], name="own_set_form_once"),
        ]
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    @property
    def code(self) -> str:
        """What results call the set."""
        return f"own-{self.uuid}"


class OwnSetVersion(models.Model):
    """One version: the file that came, what its columns and figures are, and what was left out of it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    factor_set = models.ForeignKey(OwnFactorSet, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    # What it was read from, and how
    file = models.ForeignKey("foundation.StoredFile", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    columns = models.JSONField(default=dict, help_text="Place of the column by meaning")
    facts = models.JSONField(null=True, blank=True, help_text="As SetFacts.as_json; nothing before the file is read")
    left_out = models.PositiveIntegerField(default=0, help_text="Rows of the file that were wrong and left out")
    # Lifecycle
    content_hash = models.CharField(max_length=64, blank=True)
    revision = models.PositiveIntegerField(default=1)
    made_by = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    published_by = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["factor_set", "number"], name="own_set_version_once"),
            models.UniqueConstraint(fields=["factor_set"], condition=Q(state="draft"), name="own_set_one_draft"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(facts__isnull=False) & ~Q(content_hash=""),
                name="own_set_published_is_whole",
            ),
        ]
        ordering = ["factor_set", "number"]

    def __str__(self) -> str:
        return f"{self.factor_set_id} v{self.number}"

    @property
    def is_draft(self) -> bool:
        """Whether it can still be changed."""
        return self.state == VersionState.DRAFT


class OwnFactor(models.Model):
    """One figure: as written in its row of the file, and in kg CO2e per unit of money without VAT."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(OwnSetVersion, on_delete=models.CASCADE, related_name="factors")
    row = models.PositiveIntegerField()
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=300)
    written = models.CharField(max_length=500)
    price_year = models.PositiveSmallIntegerField()
    ghg_year = models.PositiveSmallIntegerField()
    kg_per_unit = models.DecimalField(max_digits=24, decimal_places=12)
    gsd2 = models.DecimalField(max_digits=12, decimal_places=6, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "code", "price_year"], name="own_factor_once"),
            models.CheckConstraint(condition=Q(kg_per_unit__gt=0), name="own_factor_above_zero"),
        ]
        ordering = ["version", "row"]

    def __str__(self) -> str:
        return f"{self.code} {self.price_year}: {self.kg_per_unit}"


class OwnCategoryFactors(models.Model):
    """Which factors of a version stand for a category; without any, that the set has none for it.

    `how` is what was proposed and why: code, groups or words; "chosen" where a person said so. Nothing counts before
    somebody has looked at it.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(OwnSetVersion, on_delete=models.CASCADE, related_name="categories")
    category = models.CharField(max_length=60)
    weights = models.JSONField(default=list, help_text="Pairs of code and weight; the weights sum to one")
    how = models.CharField(max_length=10)
    is_reviewed = models.BooleanField(default=False)
    reviewed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "category"], name="own_category_once")]
        ordering = ["version", "category"]

    def __str__(self) -> str:
        return f"{self.category}: {self.weights}"
