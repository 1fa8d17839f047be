"""Who has which roles in an organisation, and who was invited but has not come in."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from foundation.models import AccessLink
from organisations.models import VISITORS, Membership, Organisation, Role, User
from organisations.queries.in_force import valid_on

INVITATION = "organisations.invitation"


@dataclass(frozen=True, slots=True)
class Person:
    """One person with their roles here; `invited_until` is set while an invitation is open."""

    user: User
    roles: tuple[Role, ...]
    valid_to: date | None
    has_come_in: bool
    invited_until: date | None


def people_of(organisation: Organisation) -> list[Person]:
    """Return everybody who holds a role today, by name. Needs an access that reads the organisation's links."""
    memberships: dict[User, list[Membership]] = {}
    links = Membership.objects.filter(valid_on(timezone.localdate()), organisation=organisation, user__is_active=True)
    for membership in links.select_related("user").order_by("user__name", "pk"):
        memberships.setdefault(membership.user, []).append(membership)
    open_until = _open_invitations(organisation)
    return [
        Person(
            user=user,
            roles=tuple(Role(membership.role) for membership in held),
            valid_to=min((membership.valid_to for membership in held if membership.valid_to), default=None),
            has_come_in=user.has_come_in,
            invited_until=open_until.get(str(user.uuid)),
        )
        for user, held in memberships.items()
    ]


def staff_of(organisation: Organisation) -> list[Person]:
    """Return everybody who holds a role today, by name, but for those who only visit: partners and guests."""
    return [person for person in people_of(organisation) if not VISITORS.issuperset(person.roles)]


def person_in(organisation: Organisation, user: User) -> Person | None:
    """Return one person with their roles here, or nothing if they hold none."""
    return next((person for person in people_of(organisation) if person.user == user), None)


def _open_invitations(organisation: Organisation) -> dict[str, date]:
    links = AccessLink.objects.filter(
        organisation=organisation, purpose=INVITATION, revoked_at__isnull=True, expires_at__gt=timezone.now()
    ).order_by("expires_at")
    return {link.object_id: timezone.localdate(link.expires_at) for link in links}
