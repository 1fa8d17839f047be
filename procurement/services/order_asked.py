"""Put what a procurement asks for into another order."""

from django.db import transaction

from foundation.changes.record import record_change
from procurement.models import AskedRequirement
from procurement.services.documents_bid_on import check_nobody_bid_on_it
from procurement.services.locked_procurement import about, locked


@transaction.atomic
def change_places(one: AskedRequirement, other: AskedRequirement) -> None:
    """Let two requirements of a procurement change places.

    Raises ProcurementNotPossibleError where there are bids or a decision: places count where criteria are ranked.
    """
    procurement = locked(one.procurement)
    check_nobody_bid_on_it(procurement)
    both = AskedRequirement.objects.filter(procurement=one.procurement_id).in_bulk([one.pk, other.pk])
    if len(both) == 2:  # noqa: PLR2004 - both of them
        first, second = both[one.pk], both[other.pk]
        first.position, second.position = second.position, first.position
        AskedRequirement.objects.bulk_update([first, second], ["position"])
        record_change(kind="procurement.procurement", action="ordered", **about(procurement))
