"""Files that were handed in, kept as they came and known by the hash of their content."""

from django.db import models

from foundation.scoping import OrganisationOwned


class StoredFile(OrganisationOwned):
    """One file of one organisation; the bytes lie in Django's storage under their SHA-256."""

    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    name = models.CharField(max_length=255, help_text="The name it came with; shown, never trusted")
    content_type = models.CharField(max_length=100, help_text="Found in the content, not taken from the sender")
    stored_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "sha256"], name="stored_file_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Where the bytes lie in the storage, apart for each organisation."""
        return f"{self.organisation_id}/{self.sha256[:2]}/{self.sha256}"
