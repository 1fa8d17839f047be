"""The doors of suppliers: what the secret of a link opens, until when it does, and how it is shut."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Generic, TypeVar

from django.db.models import QuerySet
from django.utils import timezone

from foundation.access import open_access
from foundation.links.use import known_access_link, use_access_link
from foundation.models import AccessLink
from foundation.scoping import access_for_work
from organisations.models import Organisation

READ_AFTERWARDS = timedelta(days=90)
"""How long after its day a supplier can still come in and read what it wrote and what it was told."""

Opened = TypeVar("Opened")


@dataclass(frozen=True, slots=True)
class Door(Generic[Opened]):
    """What a link opens: one thing, or nothing; `buyer` is known even where the link has been of use before.

    `receiver` is the address that the link was sent to.
    """

    opened: Opened | None = None
    buyer: Organisation | None = None
    receiver: str = ""


def door_of(secret: str, purpose: str, find: Callable[[str], Opened | None]) -> Door[Opened]:
    """Return what the link opens now; a link that has run out or was revoked opens nothing and says whose it was.

    `find` takes the id that the link names, within the buyer's access, and returns what has it.
    """
    link = use_access_link(secret, purpose)
    if link is None:
        spent = known_access_link(secret, purpose)
        return Door(buyer=spent.organisation if spent else None)
    with open_access(access_for_work(link.organisation_id)):
        return Door(find(link.object_id), link.organisation, link.receiver)


def links_to(organisation_id: int, purpose: str, *objects: object) -> QuerySet[AccessLink]:
    """Return every link that was made for these objects, by their ids, the newest first."""
    those = AccessLink.objects.filter(organisation_id=organisation_id, purpose=purpose)
    return those.filter(object_id__in=[str(each) for each in objects]).order_by("-created_at", "-pk")


def shut(links: QuerySet[AccessLink]) -> int:
    """Let nobody in by these links any more; return how many worked until now or had only run out."""
    return links.filter(revoked_at=None).update(revoked_at=timezone.now())


def works_until(day: date) -> datetime:
    """Return the moment at which links to what has this day stop working."""
    return timezone.make_aware(datetime.combine(day + READ_AFTERWARDS + timedelta(days=1), time.min))


def lasts_from_now(day: date) -> timedelta:
    """Return how long a link that is made now works; not at all where that is over."""
    return max(works_until(day) - timezone.now(), timedelta(0))
