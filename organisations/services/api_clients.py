"""API clients: make a service account with its secret, and revoke it."""

from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from oauth2_provider.generators import generate_client_secret
from oauth2_provider.models import AccessToken, Application

from foundation.changes.record import current_actor, record_change
from foundation.errors import DomainError
from organisations.models import Organisation, Role, ServiceAccount

ROLES = (Role.READER, Role.OFFICER, Role.CONTROLLER, Role.LEADER, Role.FINANCE)


@dataclass(frozen=True, slots=True)
class ClientCredentials:
    """What the owner of a client has to note down: the secret is kept nowhere else."""

    account: ServiceAccount
    client_id: str
    secret: str


def scopes_on_offer() -> dict[str, str]:
    """Return the scopes that a client may be given, each with what it means."""
    return {name: str(text) for name, text in cast("dict[str, object]", settings.OAUTH2_PROVIDER["SCOPES"]).items()}


@transaction.atomic
def make_client(*, organisation: Organisation, name: str, role: str, scopes: list[str]) -> ClientCredentials:
    """Make a client with a role and the scopes it may ask for; raises DomainError for what a client may not have."""
    if role not in ROLES:
        raise DomainError(_("A client cannot have the role “%(role)s”.") % {"role": role})
    unknown = set(scopes) - set(scopes_on_offer())
    if unknown or not scopes:
        raise DomainError(_("Choose at least one of the scopes on offer."))
    secret = generate_client_secret()
    application = Application.objects.create(
        name=name,
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_CLIENT_CREDENTIALS,
        client_secret=secret,
    )
    account = ServiceAccount.objects.create(
        organisation=organisation,
        application=application,
        name=name,
        role=role,
        scopes=sorted(scopes),
        created_by_id=current_actor().user_id,
    )
    _record(account, "made")
    return ClientCredentials(account, application.client_id, secret)


@transaction.atomic
def revoke_client(account: ServiceAccount) -> None:
    """Let the client in no more: its tokens stop working at once, and it gets no new ones."""
    if not ServiceAccount.objects.filter(pk=account.pk, revoked_at__isnull=True).update(revoked_at=timezone.now()):
        return
    AccessToken.objects.filter(application=account.application).delete()
    _record(account, "revoked")


def _record(account: ServiceAccount, action: str) -> None:
    record_change(
        organisation_id=account.organisation_id,
        kind="organisations.service_account",
        object_id=account.uuid,
        action=action,
        summary={"name": account.name, "role": account.role},
    )
