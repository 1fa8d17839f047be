"""Under which of its numbers a supplier is known whose cards people merged."""

from uuid import UUID

from django.db.models import Q

from suppliers.models import SupplierCard


def numbers_of_merged(organisation_id: int) -> dict[UUID, frozenset[str]]:
    """Return by identity all numbers of an organisation's merged suppliers, digits only; those without any are empty.

    The numbers of natural persons are left out.
    """
    merged = ~Q(identity_number="") | ~Q(identity_name="")
    cards = SupplierCard.objects.filter(merged, organisation=organisation_id).select_related("party")
    found: dict[UUID, set[str]] = {}
    for card in cards:
        number = "" if card.is_personal else card.party.number if card.party else card.known_number
        found.setdefault(card.identity, set()).add("".join(filter(str.isdigit, number)))
    return {identity: frozenset(numbers - {""}) for identity, numbers in found.items()}
