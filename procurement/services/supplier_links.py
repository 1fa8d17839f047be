"""The links by which suppliers answer: whom they let in, and how long."""

from datetime import date

from django.db.models import QuerySet

from foundation.links.use import make_access_link
from foundation.models import AccessLink
from procurement.models import Procurement, SupplierInvitation
from procurement.services.supplier_doors import Door, door_of, lasts_from_now, links_to, shut, works_until

DIALOGUE = "procurement.dialogue"


def link_for(invitation: SupplierInvitation, closes_on: date) -> str:
    """Return the secret of a new link for the invited supplier; those sent before go on working."""
    _link, secret = make_access_link(
        organisation_id=invitation.organisation_id,
        purpose=DIALOGUE,
        object_id=invitation.uuid,
        receiver=invitation.email,
        lasts=lasts_from_now(closes_on),
    )
    return secret


def opened_by(secret: str) -> Door[SupplierInvitation]:
    """Return the invitation that the link opens now, or nothing, and whose link it is or was."""

    def invited(uuid: str) -> SupplierInvitation | None:
        those = SupplierInvitation.objects.filter(uuid=uuid, revoked_at=None)
        return those.select_related("procurement__organisation").first()

    return door_of(secret, DIALOGUE, invited)


def let_links_last(procurement: Procurement, closes_on: date) -> None:
    """Let the links of everyone who is invited last as long as the closing day says."""
    _links(procurement).update(expires_at=works_until(closes_on))


def revoke_links(invitation: SupplierInvitation) -> None:
    """Let nobody in by the links that this supplier was sent."""
    shut(links_to(invitation.organisation_id, DIALOGUE, invitation.uuid))


def _links(procurement: Procurement) -> QuerySet[AccessLink]:
    invited = SupplierInvitation.objects.filter(procurement=procurement, revoked_at=None)
    return links_to(procurement.organisation_id, DIALOGUE, *invited.values_list("uuid", flat=True))
