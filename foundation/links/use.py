"""Make, use and revoke access links: the secret is shown once and never stored."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone
from django_scopes import scopes_disabled

from foundation.access import open_access
from foundation.links.models import AccessLink
from foundation.scoping import access_for_work

_BYTES = 32


def make_access_link(
    *, organisation_id: int, purpose: str, object_id: object, receiver: str, lasts: timedelta
) -> tuple[AccessLink, str]:
    """Return a new link and its secret, which only the receiver gets."""
    secret = secrets.token_urlsafe(_BYTES)
    link = AccessLink.objects.create(
        organisation_id=organisation_id,
        token_sha256=_hash(secret),
        purpose=purpose,
        object_id=str(object_id),
        receiver=receiver,
        expires_at=timezone.now() + lasts,
    )
    return link, secret


def use_access_link(secret: str, purpose: str, now: datetime | None = None) -> AccessLink | None:
    """Return the valid link with this secret and purpose and note its use; nothing if wrong, expired or revoked."""
    moment, link = now or timezone.now(), known_access_link(secret, purpose)
    if link is None or link.expires_at <= moment or link.revoked_at is not None:
        return None
    with open_access(access_for_work(link.organisation_id)):
        AccessLink.objects.filter(pk=link.pk).update(last_used_at=moment)
    return link


def known_access_link(secret: str, purpose: str) -> AccessLink | None:
    """Return the link with this secret and purpose, even one that has expired or was revoked; it opens nothing.

    No organisation is known yet, so the database is told the secret's hash and lets that one row be seen.
    """
    token = _hash(secret)
    with transaction.atomic(), scopes_disabled():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.token', %s, true)", [token])
        link = AccessLink.objects.filter(token_sha256=token, purpose=purpose).first()
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.token', '', true)")
    return link


def revoke_access_link(link: AccessLink) -> None:
    """Make the link useless from now on."""
    AccessLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
