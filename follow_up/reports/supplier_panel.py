"""The follow-up card of a supplier of the accounts: the panel on its page in the register."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from follow_up.calculations.supplier_keys import supplier_key
from follow_up.queries.suppliers import supplier_called
from organisations.models import Organisation
from suppliers.models import SupplierCard
from suppliers.queries.known_elsewhere import KnownPlace


def follow_up_card(*, organisation: Organisation, cards: Sequence[SupplierCard]) -> Iterator[KnownPlace]:
    """Yield the cards of follow-up that are of this supplier, by its numbers; by its names where it has none."""
    for key in sorted({_key(card, organisation.country) for card in cards}):
        found = supplier_called(organisation, key)
        if found:
            text = ngettext("In one signed contract.", "In %(count)s signed contracts.", len(found.contracts))
            yield KnownPlace(
                title=_("%(name)s in follow-up") % {"name": found.name},
                text=text % {"count": len(found.contracts)},
                address=reverse("follow_up_supplier", args=[organisation.slug, found.key]),
            )


def _key(card: SupplierCard, country: str) -> str:
    """Return the key of a card as contracts would have it: by its party, else as the number and name hold."""
    if card.party and not card.is_personal:
        return supplier_key(card.known_name, card.party.number, card.party.country)
    return supplier_key(card.known_name, card.known_number, country)
