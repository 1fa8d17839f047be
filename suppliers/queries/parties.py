"""What everybody may know of a supplier."""

from collections.abc import Iterable

from foundation.typed_ids import uuid_or_none
from organisations.models import Organisation
from suppliers.models import Party, SupplierCard


def public_numbers(keys: Iterable[str]) -> dict[str, str]:
    """Return the organisation number behind each key that is a party's; persons and mere cards have none."""
    uuids = [found for key in keys if (found := uuid_or_none(key))]
    return {str(uuid): number for uuid, number in Party.objects.filter(uuid__in=uuids).values_list("uuid", "number")}


def card_of_number(organisation: Organisation, number: str) -> SupplierCard | None:
    """Return the oldest card of an organisation whose public number this is; None where its accounts name none."""
    found = SupplierCard.objects.filter(organisation=organisation, party__number=number, is_personal=False)
    return found.order_by("pk").first()
