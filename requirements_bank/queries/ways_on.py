"""Where a requirement or a basket can be put that only an upper app knows: a panel that such an app fills."""

from dataclasses import dataclass
from uuid import UUID

from foundation.panels import panel
from organisations.scope import OrganisationAccess

PANEL = "requirements_bank.ways_on"


@dataclass(frozen=True, slots=True)
class WayOn:
    """What a button says, and where it leads."""

    title: str
    address: str


def ways_on(place: OrganisationAccess, *, version: UUID | None = None, basket: UUID | None = None) -> tuple[WayOn, ...]:
    """Return where whoever stands at this place may put a published version, or all that lies in a basket."""
    return panel(PANEL, place=place, version=version, basket=basket)
