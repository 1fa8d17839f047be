"""What every page about bids shares: the part that it is about, and whether the reader sees bids at all."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.pages import OrganisationRequest
from procurement.models import Bid, Lot, Procurement, Stage
from procurement.queries.bid_lines import BidPart, bid_parts
from procurement.queries.bids import (
    Reader,
    bid_seen,
    due_later_than,
    is_awarded,
    is_in_team,
    may_decide,
    sees_bids,
    team_of,
)
from procurement.views.procurement_seen import led_or_404, procurement_context, procurement_or_404


@dataclass(frozen=True, slots=True)
class BidsSeen:
    """A procurement, the lot that a page is about, and what the reader may do with its bids."""

    procurement: Procurement
    parts: list[BidPart]
    part: BidPart
    reader: Reader
    sees: bool
    may_write: bool

    @property
    def lot_number(self) -> int | None:
        """The number of the lot, None where there are no lots."""
        return self.part.lot.number if self.part.lot else None

    def address(self, name: str, *args: object) -> str:
        """Return the address of a page about the same lot."""
        path = reverse(name, args=[self.reader.organisation.slug, self.procurement.uuid, *args])
        return f"{path}?{urlencode({'lot': self.lot_number})}" if self.lot_number else path


def bids_of_request(request: OrganisationRequest, uuid: UUID) -> BidsSeen:
    """Return the procurement with the lot that the address names; 404 for what is not there."""
    procurement = procurement_or_404(request, uuid)
    parts = bid_parts(procurement)
    number = request.GET.get("lot", "")
    part = next((each for each in parts if each.lot and str(each.lot.number) == number), None)
    if number and part is None:
        raise Http404
    reader = Reader(request.organisation, request.user)
    shown = part or parts[0]
    writes = procurement.stage != Stage.AWARDED and is_in_team(procurement, reader)
    return BidsSeen(procurement, parts, shown, reader, sees_bids(procurement, reader, shown.lot), writes)


def team_or_404(request: OrganisationRequest, uuid: UUID) -> BidsSeen:
    """Return the same for whoever may write bids; 404 for everybody else."""
    seen = bids_of_request(request, uuid)
    if not seen.may_write:
        raise Http404
    return seen


def decider_or_404(request: OrganisationRequest, uuid: UUID) -> Procurement:
    """Return the procurement for whoever may decide on its bids; 404 for everybody else."""
    found = led_or_404(request, uuid)
    if not may_decide(found, Reader(request.organisation, request.user)):
        raise Http404
    return found


def bid_or_404(seen: BidsSeen, uuid: UUID) -> Bid:
    """Return a bid that the reader sees."""
    bid = bid_seen(seen.procurement, seen.reader, uuid) if seen.sees else None
    if bid is None:
        raise Http404
    return bid


def bids_context(request: OrganisationRequest, seen: BidsSeen, current: str) -> dict[str, Any]:
    """Return what the frame of each page about bids shows, with the lots to choose from."""
    procurement = seen.procurement
    path = reverse(current, args=[request.organisation.slug, procurement.uuid])
    lots = [part.lot for part in seen.parts if part.lot]
    return {
        **procurement_context(request, procurement, current),
        "sees": seen.sees,
        "may_write": seen.may_write,
        "part": seen.part,
        "lot_query": f"?{urlencode({'lot': seen.lot_number})}" if seen.lot_number else "",
        "not_seen": "" if seen.sees else who_sees_bids(procurement, seen.part.lot),
        "lots": [
            {
                "title": f"{lot.number} {lot.title}",
                "address": f"{path}?lot={lot.number}",
                "current": lot == seen.part.lot,
            }
            for lot in lots
        ],
        "is_due": due_later_than(procurement, timezone.localdate()) is None,
    }


def who_sees_bids(procurement: Procurement, lot: Lot | None) -> str:
    """Return who sees the bids until the award, in a sentence; empty after it."""
    if is_awarded(procurement, lot):
        return ""
    names = ", ".join(user.name for user in team_of(procurement))
    if not names:
        return _("Until the award bids are seen by those alone who are named to evaluate them: nobody yet.")
    return _("Until the award bids are seen by those alone who evaluate them: %(names)s.") % {"names": names}
