"""Weigh the price and the criteria of one lot."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from procurement.models import AskedRequirement, Lot
from procurement.services.ask import fill_all
from procurement.services.asked_values import Filling
from procurement.services.lots import change_lot


@transaction.atomic
def weigh_lot(
    lot: Lot, *, price_weight: Decimal | None, fillings: Mapping[int, Filling], asked_revision: int
) -> list[AskedRequirement]:
    """Return the lot's own criteria with these weights; None lets the price weigh what it does in the procurement.

    Raises ConflictError if what is asked was changed after `asked_revision`, and what `fill_all` raises.
    """
    filled = fill_all(lot.procurement, fillings, asked_revision=asked_revision)
    change_lot(lot, price_weight=price_weight)
    return filled
