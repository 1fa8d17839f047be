"""Bids in the tests' procurements; each function works within the open access."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from organisations.models import Organisation
from procurement.models import AskedRequirement, Bid, Procurement
from procurement.services.ask import fill_all
from procurement.services.asked_values import Filling
from procurement.services.staircases import PlannedStep, Rules, let_rise
from tests.factories.bank import make_published
from tests.factories.procurements import make_asking

OPENED: dict[str, Any] = {
    "announced_on": date(2025, 3, 3),
    "bids_due_on": date(2025, 4, 14),
    "first_day": date(2025, 8, 1),
    "stage": "evaluation",
}


def make_opened(organisation: Organisation, **said: Any) -> tuple[Procurement, AskedRequirement, AskedRequirement]:
    """A procurement whose bids are due: price 60 and a climate criterion 40 per cent, and a clause that rises."""
    criterion = make_published(organisation, kind="award_criterion", phase="evaluation")
    days = {**OPENED, **said}
    procurement, (asked, clause) = make_asking(organisation, criterion, make_published(organisation), **days)
    let_rise(clause, [PlannedStep(Decimal(40), months=0), PlannedStep(Decimal(60), months=24)], Rules())
    weights = {asked.pk: Filling(weight=Decimal(40))}
    fill_all(procurement, weights, price=Filling(weight=Decimal(60)))
    procurement.refresh_from_db()
    return procurement, asked, clause


def make_bid(procurement: Procurement, supplier: str = "Nordbuss AS", price: int = 1_000_000, **said: Any) -> Bid:
    """A bid as it is stored, with nothing answered."""
    return Bid.objects.create(
        organisation_id=procurement.organisation_id,
        procurement=procurement,
        supplier_name=supplier,
        price=Decimal(price),
        **{"received_at": datetime(2025, 4, 14, 10, tzinfo=UTC), **said},
    )
