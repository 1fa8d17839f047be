"""Procurements of the tests that are ready for their tender documents; each function works within the open access."""

from datetime import date
from decimal import Decimal
from typing import Any

from organisations.models import Organisation
from procurement.models import AskedRequirement, ClimateBy, Lot, Procurement
from procurement.services.ask import Wanted, ask_for, fill_all
from procurement.services.asked_values import Filling
from procurement.services.law_answers import answer_law
from procurement.services.lots import add_lot
from procurement.services.staircases import PlannedStep, Rules, let_rise
from tests.factories.bank import make_published, texts
from tests.factories.procurements import make_planned

STEPS = (
    PlannedStep(Decimal(40), months=0),
    PlannedStep(
        Decimal(60),
        months=24,
        notice_months=6,
        proof="Liste over alle turer",
        penalty="fixed",
        penalty_amount=Decimal(50_000),
        market_note="3 av 9 klarer det",
        goal="Klimaplanen",
    ),
    PlannedStep(Decimal(80), months=48, bonus="share", bonus_amount=Decimal(2)),
)


def make_tender(organisation: Organisation, *, weight: int = 30, **said: Any) -> Procurement:
    """A Norwegian procurement with a criterion, a clause that rises in three steps, and what the law asks answered."""
    planned = {"country": "NO", "announced_on": date(2027, 3, 1), "value": Decimal(12_000_000), **said}
    procurement = make_planned(organisation, **planned)
    criterion, clause = ask_for(procurement, [Wanted(make_criterion(organisation)), Wanted(make_clause(organisation))])
    weigh(procurement, criterion, weight, price=100 - weight)
    let_rise(clause, STEPS, Rules())
    answer_law(
        procurement,
        revision=0,
        contract="services",
        is_above_eu_threshold=True,
        climate_by=ClimateBy.WEIGHT,
    )
    procurement.refresh_from_db()
    return procurement


def make_criterion(organisation: Organisation, code: str = "EGN-901") -> Any:
    """An award criterion of the organisation's own bank."""
    title = texts("Lave utslipp", sv="Låga utsläpp")
    return make_published(organisation, code=code, kind="award_criterion", phase="evaluation", title=title)


def make_clause(organisation: Organisation, code: str = "EGN-902") -> Any:
    """A contract clause that can rise."""
    return make_published(organisation, code=code)


def weigh(procurement: Procurement, asked: AskedRequirement, weight: int, *, price: int | None = None) -> None:
    """Give a criterion its weight, and the price where it is said."""
    of_price = None if price is None else Filling(weight=Decimal(price), weighs=True)
    fill_all(procurement, {asked.pk: Filling(weight=Decimal(weight), weighs=True)}, price=of_price)


def add_lots(procurement: Procurement, *titles: str) -> list[Lot]:
    """Lots with these titles."""
    return [add_lot(procurement, title=title) for title in titles]


def make_tender_in_lots(organisation: Organisation) -> Procurement:
    """The same in two lots, North and South."""
    procurement = make_tender(organisation)
    add_lots(procurement, "North", "South")
    return procurement
