"""What was asked and what was offered: award criteria with their weights, and bids with price, points and answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from foundation.problems import Problem
from procurement.calculations.answer_points import Answer, Scoring
from procurement.calculations.exact_figures import is_figure


class CriterionKind(StrEnum):
    """What an award criterion is about."""

    PRICE = "price"
    QUALITY = "quality"
    ENVIRONMENT = "environment"


@dataclass(frozen=True, slots=True)
class Criterion:
    """An award criterion: its weight in per cent, and how answers get points; without `scoring` people give them.

    `counts_as_environment` says whether it counts as climate and environment where its kind alone does not.
    """

    code: str
    kind: CriterionKind
    weight: Decimal
    scoring: Scoring | None = None
    counts_as_environment: bool | None = None

    @property
    def is_environment(self) -> bool:
        """Whether its weight counts as climate and environment."""
        if self.counts_as_environment is None:
            return self.kind is CriterionKind.ENVIRONMENT
        return self.counts_as_environment


@dataclass(frozen=True, slots=True)
class Bid:
    """An offer: price over the whole contract without VAT, points and answers by criterion, tonnes and ladder level.

    `tonnes` are tonnes CO2e over the whole contract; what is None or not there is not known. Level 0 is no level.
    """

    code: str
    price: Decimal
    currency: str
    points: Mapping[str, Decimal] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    tonnes: Decimal | None = None
    ladder_level: int | None = None


def sound_bids(bids: Iterable[Bid], currency: str) -> tuple[list[Bid], list[Problem]]:
    """Return the bids that can be compared at all, by code, and what is wrong with the others.

    Refused are bids that bear the name of another one, have no positive price, or stand in another currency.
    """
    by_code: dict[str, list[Bid]] = {}
    for bid in bids:
        by_code.setdefault(bid.code, []).append(bid)
    sound, problems = [], []
    for code, alike in sorted(by_code.items()):
        problem = Problem("same_bid_twice", code) if len(alike) > 1 else _wrong_with(alike[0], currency)
        if problem:
            problems.append(problem)
        else:
            sound.append(alike[0])
    return sound, problems


def _wrong_with(bid: Bid, currency: str) -> Problem | None:
    if not is_figure(bid.price):
        return Problem("not_a_number", bid.code, "price", values={"price": bid.price})
    if bid.price <= 0:
        return Problem("price_not_positive", bid.code, "price", values={"price": bid.price})
    if bid.currency != currency:
        return Problem("other_currency", bid.code, "price", values={"currency": bid.currency, "asked": currency})
    return None
