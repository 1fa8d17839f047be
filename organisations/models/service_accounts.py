"""API clients: a service account is an OAuth client with an organisation and a role."""

import uuid

from django.conf import settings
from django.db import models

from organisations.models.organisations import Organisation
from organisations.models.people import Role


class ServiceAccount(models.Model):
    """Gives an OAuth client the place of a member, so that pages and API ask the same permissions."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="service_accounts")
    application = models.OneToOneField("oauth2_provider.Application", on_delete=models.CASCADE, related_name="account")
    name = models.CharField(max_length=100)
    role = models.CharField(max_length=20, choices=Role)
    scopes = models.JSONField(default=list, help_text="The OAuth scopes it may ask for")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.organisation})"
