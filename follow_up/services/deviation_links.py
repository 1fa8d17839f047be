"""The links by which suppliers answer to a deviation: what they open, and how long."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from follow_up.models import Deviation
from foundation.links.use import make_access_link
from foundation.models import AccessLink
from procurement.services.supplier_doors import Door, door_of, lasts_from_now, links_to, shut, works_until

DEVIATION = "follow_up.deviation"
SEEN_WITH = ("organisation", "contract", "obligation", "party", "item", "control")


def link_for(deviation: Deviation, deadline: date) -> str:
    """Return the secret of a new link to the deviation; those sent before go on working."""
    _link, secret = make_access_link(
        organisation_id=deviation.organisation_id,
        purpose=DEVIATION,
        object_id=deviation.uuid,
        receiver=deviation.supplier_email,
        lasts=lasts_from_now(deadline),
    )
    return secret


def opened_by(secret: str) -> Door[Deviation]:
    """Return the deviation that the link opens now, or nothing, and whose link it is or was."""
    return door_of(
        secret, DEVIATION, lambda uuid: Deviation.objects.filter(uuid=uuid).select_related(*SEEN_WITH).first()
    )


def links_of(deviation: Deviation) -> QuerySet[AccessLink]:
    """Return every link that was made for the deviation, the newest first."""
    return links_to(deviation.organisation_id, DEVIATION, deviation.uuid)


def has_open_link(deviation: Deviation) -> bool:
    """Whether somebody can come in by a link now."""
    return links_of(deviation).filter(revoked_at=None, expires_at__gt=timezone.now()).exists()


def let_links_last(deviation: Deviation, deadline: date) -> None:
    """Let the links that work last as long as the deadline says."""
    links_of(deviation).filter(revoked_at=None).update(expires_at=works_until(deadline))


def revoke_links(deviation: Deviation) -> int:
    """Let nobody in by the links any more; return how many worked until now."""
    return shut(links_of(deviation))
