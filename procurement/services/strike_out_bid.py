"""Strike out a bid that was registered by mistake: it stays readable with the reason, and counts nowhere."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_change
from foundation.typed_reasons import reason_of
from procurement.models import Bid, BidState
from procurement.services.bids import about_bid, check_read, check_takes_bids
from procurement.services.locked_procurement import ProcurementNotPossibleError, locked


@transaction.atomic
def strike_out_bid(bid: Bid, *, because: str, revision: int) -> Bid:
    """Return the bid that is struck out; its supplier can be registered anew. One that is struck out stays as it is.

    ConflictError if somebody saved it after `revision` was read. Raises ProcurementNotPossibleError without a reason,
    and once the lot is decided.
    """
    procurement = locked(bid.procurement)
    check_takes_bids(procurement, bid.lot, timezone.localdate())
    current = Bid.objects.select_for_update().get(pk=bid.pk)
    if current.state == BidState.STRUCK_OUT:
        return current
    check_read(current, revision)
    if not reason_of(because):
        raise ProcurementNotPossibleError(_("Say why the bid is struck out."), field="state_because")
    current.state, current.state_because = BidState.STRUCK_OUT, reason_of(because)
    current.updated_by = current_actor().name
    current.revision += 1
    current.save()
    record_change(kind="procurement.bid", action="struck_out", **about_bid(procurement, current))
    return current
