"""What an upper app knows of a signed contract and where it leads on: a panel that such an app fills."""

from dataclasses import dataclass

from foundation.panels import panel
from organisations.scope import OrganisationAccess
from procurement.models import Contract

PANEL = "procurement.contract"


@dataclass(frozen=True, slots=True)
class PanelRow:
    """One sentence about the contract, the page behind it, and what can be done there."""

    text: str
    address: str
    is_action: bool = False


def told_of(contract: Contract, place: OrganisationAccess) -> tuple[PanelRow, ...]:
    """Return what is known beside the contract, as far as whoever stands at this place may see it."""
    return panel(PANEL, contract=contract, place=place)
