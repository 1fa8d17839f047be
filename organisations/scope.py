"""Builds the access of a person or client in an organisation: what is its own, and what others share with it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from foundation.access import Access
from organisations.models import VISITORS, Membership, Organisation, Role, User
from organisations.models.shares import Area, Depth
from organisations.permissions import permissions_of
from organisations.queries.in_force import memberships_of, shares_with


@dataclass(frozen=True, slots=True)
class OrganisationAccess:
    """A person's or client's place in one organisation: roles, permissions and the rows they open.

    `ledgers` are the organisations whose whole accounts are open: those who share a footprint down to the line open the
    lines behind it, and no others.
    `places` are all organisations in which a person has a role, this one among them.
    """

    organisation: Organisation
    roles: frozenset[Role]
    permissions: frozenset[str]
    access: Access
    shared_by: dict[int, str]
    ledgers: frozenset[int]
    places: tuple[Organisation, ...] = ()

    def may(self, permission: str) -> bool:
        """Whether the named permission is held here."""
        return permission in self.permissions

    @property
    def is_visit(self) -> bool:
        """Whether the roles are those of a partner or guest alone: sums, and nothing of people."""
        return self.roles <= VISITORS


def access_in(organisation: Organisation, roles: frozenset[Role]) -> OrganisationAccess:
    """Return the access that `roles` give in the organisation, shares from others included.

    Its own people read and write what is its own, and see of others what these share: sums of the footprint, or the
    accounts down to the line. Partners and guests see the organisation's own sums only.
    """
    inner = bool(roles - VISITORS)
    own = (organisation.pk,)
    shares = list(shares_with(organisation)) if inner else []
    shared_rows = {share.owner_id for share in shares if share.depth == Depth.ROWS}
    access = Access(
        readable=own if inner else (),
        rows=tuple(shared_rows),
        totals=(*own, *(share.owner_id for share in shares if share.area == Area.FOOTPRINT)),
        writable=own if inner else (),
        acting=organisation.pk,
    )
    return OrganisationAccess(
        organisation=organisation,
        roles=roles,
        permissions=permissions_of(roles),
        access=access,
        shared_by={share.owner_id: Depth.ROWS if share.owner_id in shared_rows else Depth.TOTALS for share in shares},
        ledgers=frozenset({*access.readable, *(share.owner_id for share in shares if share.area == Area.LEDGER)}),
    )


def access_of_user(user: User, slug: str) -> OrganisationAccess | None:
    """Return the person's access in the organisation at `slug`; nothing for an outsider, as for no such place."""
    held = list(memberships_of(user))
    here = [link for link in held if link.organisation.slug == slug]
    if not here:
        return None
    place = access_in(here[0].organisation, frozenset(Role(link.role) for link in here))
    return replace(place, places=places_in(held))


def places_in(held: Iterable[Membership]) -> tuple[Organisation, ...]:
    """Return the organisations of these roles, each once."""
    return tuple(dict.fromkeys(link.organisation for link in held))
