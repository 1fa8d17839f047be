"""What the accounts do when an app below says that something happened."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from emissions.services.reclassify_suppliers import reclassify_suppliers
from emissions.services.supplier_years import refresh_suppliers
from organisations.models import Organisation
from suppliers.signals import register_changed


def listen() -> None:
    """Hear of changes in the supplier register."""
    register_changed.connect(_reclassify, dispatch_uid="emissions.reclassify_suppliers")


def _reclassify(organisation_id: int, cards: Collection[int], suppliers: Collection[UUID], **_signal: Any) -> None:  # noqa: ANN401 - whatever the signal brings along
    organisation = Organisation.objects.get(pk=organisation_id)
    refresh_suppliers(organisation, suppliers)
    reclassify_suppliers(organisation=organisation, cards=cards)
