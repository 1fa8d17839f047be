"""The bids of a procurement: registered by a tender system once they are due, read by programs after the award."""

from uuid import UUID

from django.http import Http404
from rest_framework.response import Response

from foundation.api.operations import operation
from foundation.api.pagination import NewestFirst
from foundation.written_names import tidy_name
from procurement.api.bid_input import BidInput, bid_said, part_for
from procurement.api.bid_output import BidDetail, BidOutput, RegisteredBidOutput
from procurement.api.procurement_view import READING, WRITING, OneProcurementView
from procurement.queries.bid_lines import bid_parts
from procurement.queries.bids import Reader, bid_seen, bids_seen
from procurement.services.bids import hand_over_bid


class BidsView(OneProcurementView):
    """The bids of a procurement."""

    needs = {"GET": READING, "POST": WRITING}

    @operation("List bids", output=BidOutput, many=True)
    def get(self, procurement: UUID) -> Response:  # noqa: ARG002 - looked up already
        """After the award, those first that were registered last; before it bids are seen by no program (403)."""
        found = bids_seen(self.found, Reader(self.organisation))
        return self.page(NewestFirst(found.prefetch_related(None)), BidOutput)

    @operation("Register a bid", output=RegisteredBidOutput, status=201, body=BidInput)
    def post(self, procurement: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Once bids are due and until the award. What the client registered itself is refused when sent again (422).

        Of bids that came another way nothing is told: a second bid of a supplier is kept beside the first one, with a
        number behind the name, and those who evaluate say which of them counts.
        """
        part = part_for(bid_parts(self.found), self.sent["lot"])
        made = hand_over_bid(self.found, part.lot, bid_said(part, self.sent))
        made.supplier_name = tidy_name(self.sent["supplier_name"])  # as sent: its number would tell of another bid
        return Response(RegisteredBidOutput(made).data, status=201)


class BidView(OneProcurementView):
    """One bid."""

    needs = {"GET": READING}

    @operation("Read a bid", output=BidDetail)
    def get(self, procurement: UUID, bid: UUID) -> Response:  # noqa: ARG002 - looked up already
        """After the award: its answers and promised steps with points, and what does not meet what is asked."""
        found = bid_seen(self.found, Reader(self.organisation), bid)
        if found is None:
            raise Http404
        part = next(part for part in bid_parts(self.found) if part.lot == found.lot)
        return Response(BidDetail(found, context={"part": part}).data)
