"""What everybody may know of a supplier."""

from collections.abc import Iterable
from uuid import UUID

from suppliers.models import Party


def public_numbers(keys: Iterable[str]) -> dict[str, str]:
    """Return the organisation number behind each key that is a party's; persons and mere cards have none."""
    uuids = [UUID(key) for key in keys if _is_uuid(key)]
    return {str(uuid): number for uuid, number in Party.objects.filter(uuid__in=uuids).values_list("uuid", "number")}


def _is_uuid(key: str) -> bool:
    try:
        UUID(key)
    except ValueError:
        return False
    return True
