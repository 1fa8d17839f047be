"""The compared price when a tonne of CO2e has a price: price + tonnes × price per tonne.

Method: docs/methods/evaluation.md. The buyer sets the price per tonne, with its day and its source; we know none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from foundation.problems import Problem
from procurement.calculations.bids import Bid
from procurement.calculations.exact_figures import exact, is_figure
from procurement.calculations.standings import Standing

PRICE, TONNES = "price", "tonnes"


@dataclass(frozen=True, slots=True)
class ShadowPrice:
    """What a tonne CO2e counts in the comparison, on which day that was set, and by whom or after what."""

    per_tonne: Decimal
    currency: str
    day: date
    source: str


def shadow_price_problems(shadow_price: ShadowPrice, currency: str) -> Iterator[Problem]:
    """Yield what is wrong with a price per tonne: no figure of zero or more, no source, another currency."""
    place = "shadow price"
    if not is_figure(shadow_price.per_tonne) or shadow_price.per_tonne < 0:
        yield Problem("price_per_tonne_negative", place, values={"price": shadow_price.per_tonne})
    if not shadow_price.source.strip():
        yield Problem("no_source", place)
    if shadow_price.currency != currency:
        values = {"currency": shadow_price.currency, "asked": currency}
        yield Problem("other_currency", place, values=values)


def with_known_tonnes(bids: Iterable[Bid]) -> tuple[list[Bid], list[Problem]]:
    """Return the bids whose tonnes are known, and a problem for each of the others."""
    known: list[Bid] = []
    problems: list[Problem] = []
    for bid in bids:
        if bid.tonnes is None:
            problems.append(Problem("tonnes_missing", bid.code, "tonnes"))
        elif is_figure(bid.tonnes):
            known.append(bid)
        else:
            problems.append(Problem("not_a_number", bid.code, "tonnes", values={"tonnes": bid.tonnes}))
    return known, problems


def with_shadow_price(bids: Iterable[Bid], shadow_price: ShadowPrice) -> tuple[list[Standing], list[Problem]]:
    """Return price and tonnes in money for each bid whose tonnes are known, and why the others have none."""
    known, problems = with_known_tonnes(bids)
    per_tonne = exact(shadow_price.per_tonne)
    return [
        Standing(bid.code, {PRICE: exact(bid.price), TONNES: exact(bid.tonnes or Decimal(0)) * per_tonne})
        for bid in known
    ], problems
