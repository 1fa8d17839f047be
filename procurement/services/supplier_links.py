"""The links by which suppliers answer: whom they let in, and how long."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from foundation.access import open_access
from foundation.links.use import known_access_link, make_access_link, use_access_link
from foundation.models import AccessLink
from foundation.scoping import access_for_work
from organisations.models import Organisation
from procurement.models import Procurement, SupplierInvitation

DIALOGUE = "procurement.dialogue"
READ_AFTERWARDS = timedelta(days=90)
"""How long after the closing day a supplier can still read what it answered and what everyone was told."""


@dataclass(frozen=True, slots=True)
class Door:
    """What a link opens: an invitation, or nothing; `buyer` is known even where the link has been of use before."""

    invitation: SupplierInvitation | None = None
    buyer: Organisation | None = None


def link_for(invitation: SupplierInvitation, closes_on: date) -> str:
    """Return the secret of a new link for the invited supplier; those sent before go on working."""
    _link, secret = make_access_link(
        organisation_id=invitation.organisation_id,
        purpose=DIALOGUE,
        object_id=invitation.uuid,
        receiver=invitation.email,
        lasts=max(_end(closes_on) - timezone.now(), timedelta(0)),
    )
    return secret


def opened_by(secret: str) -> Door:
    """Return what the link opens now; a link that has run out or was revoked opens nothing and says whose it was."""
    link = use_access_link(secret, DIALOGUE)
    if link is None:
        spent = known_access_link(secret, DIALOGUE)
        return Door(buyer=spent.organisation if spent else None)
    with open_access(access_for_work(link.organisation_id)):
        those = SupplierInvitation.objects.filter(uuid=link.object_id, revoked_at=None)
        return Door(those.select_related("procurement__organisation").first(), link.organisation)


def let_links_last(procurement: Procurement, closes_on: date) -> None:
    """Let the links of everyone who is invited last as long as the closing day says."""
    _links(procurement).update(expires_at=_end(closes_on))


def revoke_links(invitation: SupplierInvitation) -> None:
    """Let nobody in by the links that this supplier was sent."""
    those = AccessLink.objects.filter(
        organisation_id=invitation.organisation_id, purpose=DIALOGUE, object_id=str(invitation.uuid)
    )
    those.filter(revoked_at=None).update(revoked_at=timezone.now())


def _links(procurement: Procurement) -> QuerySet[AccessLink]:
    invited = SupplierInvitation.objects.filter(procurement=procurement, revoked_at=None)
    return AccessLink.objects.filter(
        organisation_id=procurement.organisation_id,
        purpose=DIALOGUE,
        object_id__in=[str(uuid) for uuid in invited.values_list("uuid", flat=True)],
    )


def _end(closes_on: date) -> datetime:
    """Return the moment at which links of a dialogue with this closing day stop working."""
    return timezone.make_aware(datetime.combine(closes_on + READ_AFTERWARDS + timedelta(days=1), time.min))
