"""Where else a supplier of the accounts is known, such as in contracts: a panel that upper apps fill."""

from collections.abc import Collection
from dataclasses import dataclass

from foundation.panels import panel
from organisations.models import Organisation
from suppliers.models import SupplierCard

PANEL = "suppliers.known_elsewhere"


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A page of another app about the same supplier, and what stands there."""

    title: str
    text: str
    address: str


def known_places(organisation: Organisation, cards: Collection[SupplierCard]) -> tuple[KnownPlace, ...]:
    """Return the pages of other apps about the supplier of these cards."""
    return panel(PANEL, organisation=organisation, cards=tuple(cards))
