"""Banks: the shipped one, those that a network or an organisation writes, and those loaded from another source."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class SeenBy(models.TextChoices):
    """Who reads something beside its owner's own people. Neighbours are in a network with the owner, today."""

    OWN = "own", _("Only us")
    NETWORK = "network", _("Our networks and their members")
    PUBLIC = "public", _("Everybody")


class Bank(models.Model):
    """A collection of requirements under one owner. Without an organisation it is shipped with Klimatrappa.

    An organisation writes in the one bank that has no `source`; the others hold what was loaded from elsewhere.
    """

    # Identification
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    slug = models.SlugField(max_length=80, unique=True, help_text="Its place in public addresses: /banks/<slug>/")
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True, help_text="A few sentences on its public page")
    # Provenance
    source = models.CharField(max_length=200, blank=True, help_text="Who publishes it, if it was loaded from elsewhere")
    source_address = models.URLField(max_length=500, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    languages = ArrayField(
        models.CharField(max_length=5), help_text="In which every text of a published requirement must stand"
    )
    # Who sees it
    seen_by = models.CharField(max_length=10, choices=SeenBy, default=SeenBy.PUBLIC)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(source=""),
                nulls_distinct=False,
                name="bank_of_ones_own_once",
            ),
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
