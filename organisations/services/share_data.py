"""Share with another organisation, and end it. The owner decides alone."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.changes.record import record_change
from foundation.errors import ConflictError, DomainError
from organisations.models import Organisation, Share
from organisations.models.shares import Area, Depth
from organisations.queries.in_force import valid_on
from organisations.services.validity import end_now, refuse_past


@transaction.atomic
def give_share(
    *, owner: Organisation, receiver: Organisation, area: str, depth: str, valid_to: date | None = None
) -> Share:
    """Let `receiver` see the area from today; a share of the same area is replaced.

    Raises ConflictError for oneself, DomainError for sums of the accounts, which nothing shows.
    """
    if owner == receiver:
        raise ConflictError(_("An organisation sees its own figures anyway. Choose another one."))
    if area == Area.LEDGER and depth == Depth.TOTALS:
        raise DomainError(_("Sums of the accounts are shown with the footprint. Share the footprint's totals instead."))
    refuse_past(valid_to)
    for earlier in Share.objects.filter(valid_on(timezone.localdate()), owner=owner, receiver=receiver, area=area):
        end_now(earlier)
    share = Share.objects.create(owner=owner, receiver=receiver, area=area, depth=depth, valid_to=valid_to)
    _record(share, "given")
    return share


@transaction.atomic
def end_share(share: Share) -> None:
    """Let the receiver see no more of it from now on."""
    _record(share, "ended")
    end_now(share)


def _record(share: Share, action: str) -> None:
    record_change(
        organisation_id=share.owner_id,
        kind="organisations.share",
        object_id=share.uuid,
        action=action,
        summary={"receiver": share.receiver.name, "area": share.area, "depth": share.depth},
    )
