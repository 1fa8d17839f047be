"""Show neighbours what the market says: counts over the suppliers that agreed, no price effect from too few."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from procurement.calculations.market_answer import PriceEffect, market_of
from procurement.models import AskedRequirement, Procurement, ShownMarket, StepAnswer
from procurement.queries.dialogues import dialogue_of
from procurement.queries.market_answers import as_answer, supplier_key
from procurement.queries.staircases import content_asked, unit_of
from requirements_bank.models import SeenBy


def show_market(procurement: Procurement) -> None:
    """Bring what neighbours see of the market up to date; nothing where no supplier agreed, or the buyer shows none.

    What counts is whether a supplier agrees now: an older answer of its is no more shown than its newest lets it be.
    """
    ShownMarket.objects.filter(asked__procurement=procurement).delete()
    if not dialogue_of(procurement).for_neighbours:
        return
    by_requirement: dict[AskedRequirement, list[StepAnswer]] = {}
    for said in _agreed(procurement):
        by_requirement.setdefault(said.asked, []).append(said)
    ShownMarket.objects.bulk_create(
        [row for asked, those in by_requirement.items() if (row := _row(procurement, asked, those))]
    )


def _agreed(procurement: Procurement) -> list[StepAnswer]:
    """Return the newest answer of each supplier to each step, where the supplier agrees that neighbours see it."""
    newest: dict[tuple[str, int, Decimal | None], StepAnswer] = {}
    said = StepAnswer.objects.filter(procurement=procurement).select_related("answer", "asked")
    for each in said.order_by("answer__said_on", "answer__updated_at", "pk"):
        newest[supplier_key(each.answer), each.asked_id, each.threshold] = each
    return [each for each in newest.values() if each.answer.is_reusable]


def _row(procurement: Procurement, asked: AskedRequirement, those: list[StepAnswer]) -> ShownMarket | None:
    content = content_asked(asked)
    if content is None:
        return None
    by_threshold: dict[Decimal | None, list[StepAnswer]] = {}
    for each in those:
        by_threshold.setdefault(each.threshold, []).append(each)
    ordered = sorted(by_threshold.items(), key=lambda item: item[0] or Decimal(0))
    return ShownMarket(
        organisation_id=procurement.organisation_id,
        asked=asked,
        seen_by=SeenBy.NETWORK,
        code=content.code,
        topic=content.topic,
        unit=unit_of(content.measure) if content.measure else "",
        country=procurement.country,
        newest_on=max(each.answer.said_on for each in those),
        steps=[_step(threshold, said) for threshold, said in ordered],
    )


def _step(threshold: Decimal | None, said: list[StepAnswer]) -> dict[str, Any]:
    """Return one step as it is stored: counted by the day that the suppliers were asked about last."""
    day = max((each.asked_day for each in said if each.asked_day), default=None)
    market = market_of([as_answer(each) for each in said], day).for_neighbours
    return {
        "threshold": None if threshold is None else f"{threshold.normalize():f}",
        "day": day.isoformat() if day else None,
        **{name: getattr(market, name) for name in ("answers", "yes", "later", "no", "unknown")},
        "latest": market.latest.isoformat() if market.latest else None,
        "price": _price(market.price),
        "named": [_named(each, day) for each in _by_name(said) if each.answer.is_named],
    }


def _price(price: PriceEffect | None) -> Mapping[str, Any] | None:
    if price is None:
        return None
    return {"count": price.count, **{name: str(getattr(price, name)) for name in ("median", "low", "high")}}


def _named(said: StepAnswer, day: date | None) -> dict[str, Any]:
    """Return what a supplier says that agreed to be named; its price effect stays with the buyer."""
    possible = said.possible_from if said.says == StepAnswer.Says.LATER else said.asked_day
    can = as_answer(said).can_by(day)
    return {
        "supplier": said.answer.supplier,
        "says": said.says,
        "can": can,
        "from": str(possible) if possible else None,
    }


def _by_name(said: Iterable[StepAnswer]) -> list[StepAnswer]:
    return sorted(said, key=lambda each: each.answer.supplier.casefold())
