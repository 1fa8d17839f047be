"""The links by which suppliers answer to a deviation: what they open, and how long."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from follow_up.models import Deviation
from foundation.access import open_access
from foundation.links.use import known_access_link, make_access_link, use_access_link
from foundation.models import AccessLink
from foundation.scoping import access_for_work
from organisations.models import Organisation

DEVIATION = "follow_up.deviation"
READ_AFTERWARDS = timedelta(days=90)
"""How long after the deadline a supplier can still answer and read what it wrote."""
SEEN_WITH = ("organisation", "contract", "obligation", "party", "item", "control")


@dataclass(frozen=True, slots=True)
class Door:
    """What a link opens: one deviation, or nothing; `buyer` is known even where the link has been of use before.

    `receiver` is the address that the link was sent to: whoever comes in reads what was said by that address alone.
    """

    deviation: Deviation | None = None
    buyer: Organisation | None = None
    receiver: str = ""


def link_for(deviation: Deviation, deadline: date) -> str:
    """Return the secret of a new link to the deviation; those sent before go on working."""
    _link, secret = make_access_link(
        organisation_id=deviation.organisation_id,
        purpose=DEVIATION,
        object_id=deviation.uuid,
        receiver=deviation.supplier_email,
        lasts=max(_end(deadline) - timezone.now(), timedelta(0)),
    )
    return secret


def opened_by(secret: str) -> Door:
    """Return what the link opens now; a link that has run out or was revoked opens nothing and says whose it was."""
    link = use_access_link(secret, DEVIATION)
    if link is None:
        spent = known_access_link(secret, DEVIATION)
        return Door(buyer=spent.organisation if spent else None)
    with open_access(access_for_work(link.organisation_id)):
        those = Deviation.objects.filter(uuid=link.object_id).select_related(*SEEN_WITH)
        return Door(those.first(), link.organisation, link.receiver)


def links_of(deviation: Deviation) -> QuerySet[AccessLink]:
    """Return every link that was made for the deviation, the newest first."""
    those = AccessLink.objects.filter(organisation_id=deviation.organisation_id, purpose=DEVIATION)
    return those.filter(object_id=str(deviation.uuid)).order_by("-created_at", "-pk")


def has_open_link(deviation: Deviation) -> bool:
    """Whether somebody can come in by a link now."""
    return links_of(deviation).filter(revoked_at=None, expires_at__gt=timezone.now()).exists()


def let_links_last(deviation: Deviation, deadline: date) -> None:
    """Let the links that work last as long as the deadline says."""
    links_of(deviation).filter(revoked_at=None).update(expires_at=_end(deadline))


def revoke_links(deviation: Deviation) -> int:
    """Let nobody in by the links any more; return how many worked until now."""
    return links_of(deviation).filter(revoked_at=None).update(revoked_at=timezone.now())


def _end(deadline: date) -> datetime:
    return timezone.make_aware(datetime.combine(deadline + READ_AFTERWARDS + timedelta(days=1), time.min))
