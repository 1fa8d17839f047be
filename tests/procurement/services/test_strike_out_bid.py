"""No bid before the tender; one that was registered by mistake is struck out and counts nowhere."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from foundation.access import open_access
from foundation.errors import ConflictError
from foundation.scoping import access_for_work
from organisations.models import Organisation, User
from procurement.models import Bid, Procurement, Stage
from procurement.queries.bids import Reader, bids_seen, has_bids, has_received_bids, lots_bid_for, lots_with_bids
from procurement.services.bids import BidSaid, change_bid, register_bid
from procurement.services.documents_bid_on import why_asked_stays
from procurement.services.locked_procurement import ProcurementNotPossibleError
from procurement.services.procurements import name_buyers
from procurement.services.strike_out_bid import strike_out_bid
from tests.factories.bids import make_bid, make_opened
from tests.factories.cast import Cast
from tests.factories.contracts import award_opened
from tests.factories.procurements import make_planned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def tendered(at_work_in_ekby: Organisation) -> Procurement:
    return make_opened(at_work_in_ekby)[0]


@pytest.mark.parametrize("stage", [Stage.IDEA, Stage.MARKET_DIALOGUE])
def test_nobody_bids_before_the_tender(at_work_in_ekby: Organisation, stage: Stage) -> None:
    planned = make_planned(at_work_in_ekby, announced_on=None, bids_due_on=None, stage=stage)
    with pytest.raises(ProcurementNotPossibleError, match="tender first"):
        register_bid(planned, None, BidSaid("Nordbuss AS", Decimal(5)))
    assert not has_bids(planned)
    Procurement.objects.filter(pk=planned.pk).update(stage=Stage.TENDER)
    assert register_bid(planned, None, BidSaid("Nordbuss AS", Decimal(5)))


def test_a_bid_that_is_struck_out_counts_nowhere_and_its_supplier_bids_anew(tendered: Procurement) -> None:
    mistaken = register_bid(tendered, None, BidSaid("Nordbuss AS", Decimal(5)))
    assert why_asked_stays(tendered)
    struck = strike_out_bid(mistaken, because="It belongs to another procurement.", revision=1)

    assert (struck.state, struck.state_because) == ("struck_out", "It belongs to another procurement.")
    assert not has_bids(tendered)
    assert not has_received_bids(tendered)
    assert lots_bid_for(tendered) == lots_with_bids(tendered) == set()
    assert why_asked_stays(tendered) == "", "what is asked can be put right"
    with pytest.raises(ProcurementNotPossibleError, match="struck out"):
        change_bid(struck, BidSaid("Nordbuss AS", Decimal(7)), revision=struck.revision)
    assert register_bid(tendered, None, BidSaid("Nordbuss AS", Decimal(6))).pk != struck.pk


def test_striking_out_takes_a_reason_the_bid_as_it_was_read_and_a_lot_that_is_open(tendered: Procurement) -> None:
    mistaken = register_bid(tendered, None, BidSaid("Nordbuss AS", Decimal(5)))
    with pytest.raises(ProcurementNotPossibleError, match="Say why"):
        strike_out_bid(mistaken, because=" ", revision=1)
    with pytest.raises(ConflictError):
        strike_out_bid(mistaken, because="A mistake.", revision=0)
    award_opened(tendered)
    with pytest.raises(ProcurementNotPossibleError, match="is awarded"):
        strike_out_bid(mistaken, because="A mistake.", revision=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Bid.objects.filter(pk=mistaken.pk).update(state="struck_out", state_because="")


def test_what_is_struck_out_stays_with_the_team_after_the_award(cast: Cast, tendered: Procurement) -> None:
    name_buyers(tendered, [cast.granby])
    register_bid(tendered, None, BidSaid("Nordbuss AS", Decimal(5)))
    mistaken = register_bid(tendered, None, BidSaid("Sørbuss AS", Decimal(6)))
    strike_out_bid(mistaken, because="It belongs to another procurement.", revision=1)
    award_opened(tendered)

    seen = {user: bids_seen(tendered, Reader(cast.ekby, user)).count() for user in (cast.ada, cast.bo)}
    assert seen == {cast.ada: 2, cast.bo: 1}
    with open_access(access_for_work(cast.granby.pk)):
        assert [bid.supplier_name for bid in Bid.objects.filter(procurement=tendered)] == ["Nordbuss AS"]


def test_the_page_of_a_bid_strikes_it_out_for_the_team_alone(
    cast: Cast, client_for: Callable[[User], Client], tendered: Procurement
) -> None:
    mistaken = make_bid(tendered)
    place = f"/o/ekby/procurements/{tendered.uuid}/bids/{mistaken.uuid}/"
    sent = {"reason": "It belongs to another procurement."}
    assert client_for(cast.bo).post(f"{place}strike-out/?revision=1", sent).status_code == 404
    assert f"{place}strike-out/?revision=1" in client_for(cast.ada).get(place).text
    done = client_for(cast.ada).post(f"{place}strike-out/?revision=1", sent, follow=True).text
    assert "It belongs to another procurement." in done
    assert "strike-out/" not in done
