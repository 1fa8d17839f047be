"""Weights that can be taken along: those of one whole of 100 per cent, which several lots with their own are not."""

from decimal import Decimal

from procurement.models import AskedRequirement, Lot, Procurement
from procurement.queries.asked import price_weight_in


def carried_price_weight(procurement: Procurement) -> Decimal | None:
    """Return what the price weighs where the weights make up one whole: in its only lot, or in the procurement."""
    lots = list(Lot.objects.filter(procurement=procurement)[:2])
    return price_weight_in(procurement, lots[0] if len(lots) == 1 else None)


def have_lots_their_own_weights(procurement: Procurement) -> bool:
    """Whether one of several lots has weights of its own: taken together they make up more than the whole."""
    lots = list(Lot.objects.filter(procurement=procurement))
    asked = AskedRequirement.objects.filter(procurement=procurement, removed_at=None, weight__isnull=False)
    own = any(lot.price_weight is not None for lot in lots) or asked.exclude(lot=None).exists()
    return len(lots) > 1 and own
