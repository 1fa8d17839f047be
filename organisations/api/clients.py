"""An API client at work: its service account, its place in its organisation, and the scopes of its token."""

from dataclasses import dataclass
from enum import Enum
from operator import attrgetter

from organisations.models import Organisation, Role, ServiceAccount
from organisations.scope import OrganisationAccess, access_in


class Reach(Enum):
    """How close an organisation must be for a client to get at something of it: the name of a list in its place."""

    TOTALS = "access.totals"
    ROWS = "ledgers"
    OWN = "access.readable"
    WRITE = "access.writable"


@dataclass(frozen=True, slots=True)
class Needs:
    """What one method of a view asks of a client: a permission, a scope of the token, and how close it must be."""

    permission: str
    scope: str = "read"
    reach: Reach | None = Reach.OWN  # None: it is enough that the organisation lies in sight


@dataclass(frozen=True, slots=True)
class ApiClient:
    """Stands where a person stands in the pages; what it may is asked by the same names."""

    account: ServiceAccount
    place: OrganisationAccess
    scopes: frozenset[str]

    @property
    def is_authenticated(self) -> bool:
        """An API client has always shown a token."""
        return True

    @property
    def throttle_key(self) -> str:
        """What its requests are counted under."""
        return str(self.account.pk)

    def sees(self, organisation: Organisation) -> bool:
        """Whether the organisation is its own or shares anything with its own."""
        return organisation == self.place.organisation or organisation.pk in self.place.shared_by

    def reaches(self, organisation: Organisation, reach: Reach) -> bool:
        """Whether the organisation lies as close as `reach` asks."""
        return organisation.pk in attrgetter(reach.value)(self.place)

    def sees_numbers_of(self, organisation: Organisation) -> bool:
        """Whether the client may see the personal numbers in the organisation's accounts: its own, with the role."""
        return self.reaches(organisation, Reach.OWN) and self.place.may("emissions.see_personal_numbers")


def client_of(account: ServiceAccount, scopes: frozenset[str]) -> ApiClient:
    """Return the client of a service account; its place is built anew for each request, as for people."""
    place = access_in(account.organisation, frozenset({Role(account.role)}))
    return ApiClient(account, place, scopes & frozenset(account.scopes))
