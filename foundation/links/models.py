"""Links for people without an account: hashed, for one purpose, for a time."""

import uuid

from django.db import models

from foundation.scoping import OrganisationOwned


class AccessLink(OrganisationOwned):
    """Lets whoever holds the secret do one named thing; only the secret's hash is kept."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    token_sha256 = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=60, help_text="What it opens, as app.thing")
    object_id = models.CharField(max_length=64)
    receiver = models.CharField(max_length=254, blank=True, help_text="Who got it, shown to those who may revoke it")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "purpose", "object_id"], name="access_link_of_object")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.object_id}"
