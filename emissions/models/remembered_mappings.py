"""What an organisation has said of tables that nobody knew, so that the next file of the same shape is read so."""

import uuid

from django.db import models

from foundation.scoping import OrganisationOwned


class RememberedMapping(OrganisationOwned):
    """The columns of one shape of table. Imports keep the mapping that they were read with and do not look here."""

    # Identification
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    shape = models.CharField(max_length=64, help_text="SHA-256 of the names of the columns and the kind of file")
    # What was said
    mapping = models.JSONField(help_text="emissions.importers.column_mapping.ColumnMapping")
    file_name = models.CharField(max_length=300, help_text="The file that it was last said of")
    said_by = models.CharField(max_length=200)
    said_at = models.DateTimeField()
    # Lifecycle
    is_forgotten = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1, help_text="Counts what was saved, so that nobody overwrites")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "shape"], name="remembered_mapping_once")]
        ordering = ["-said_at"]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.said_at:%Y-%m-%d})"
