"""What the market says of one step: how many suppliers can by its day, how many later, and what it does to the price.

Method: docs/methods/market_answer.md. A supplier counts once, with the newest answer. A price that nobody said is
missing, and never zero.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

FEWEST_PRICES_SHOWN = 3
"""From how many answers on a price effect says nothing about one supplier, and so may be shown to neighbours."""


class Says(StrEnum):
    """What a supplier answers of a step."""

    YES = "yes"
    LATER = "later"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class MarketAnswer:
    """What one supplier says of one step.

    `supplier` is the same in all answers of a supplier; of two answers the one with the larger `order` is newer.
    `asked_day` is the day that a yes was about, `possible_from` the first day of the month where it is only later,
    `price_effect` in per cent of the price.
    """

    supplier: str
    says: Says
    order: tuple[date, int] = (date.min, 0)
    asked_day: date | None = None
    possible_from: date | None = None
    price_effect: Decimal | None = None

    def can_by(self, day: date | None) -> bool:
        """Return whether it can be kept on the day; where no day is known, only what is possible at once can."""
        if self.says is Says.YES:
            return self.asked_day is None or day is None or self.asked_day <= day
        return self.says is Says.LATER and bool(self.possible_from and day and self.possible_from <= day)

    @property
    def is_possible(self) -> bool:
        """Whether it can be kept at all."""
        return self.says in (Says.YES, Says.LATER)


@dataclass(frozen=True, slots=True)
class PriceEffect:
    """What so many answers say of the price, in per cent: the middle one, the lowest and the highest."""

    count: int
    median: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class StepMarket:
    """What the market says of a step: answers in all, and of these who can by its day, later, not, or cannot tell."""

    answers: int
    yes: int
    later: int
    no: int
    unknown: int
    price: PriceEffect | None = None
    latest: date | None = None

    @property
    def for_neighbours(self) -> "StepMarket":
        """The same without a price effect that rests on too few answers."""
        is_few = self.price is not None and self.price.count < FEWEST_PRICES_SHOWN
        return replace(self, price=None) if is_few else self


def market_of(answers: Iterable[MarketAnswer], day: date | None) -> StepMarket:
    """Return what the answers to one step come to; `day` is when it takes effect, None where that is not known.

    >>> said = [MarketAnswer("a", Says.YES), MarketAnswer("b", Says.LATER, possible_from=date(2029, 1, 1))]
    >>> market = market_of(said, date(2028, 8, 1))
    >>> market.answers, market.yes, market.later
    (2, 1, 1)
    """
    counted = newest(answers)
    can = [each for each in counted if each.can_by(day)]
    later = [each for each in counted if each.is_possible and not each.can_by(day)]
    return StepMarket(
        answers=len(counted),
        yes=len(can),
        later=len(later),
        no=sum(each.says is Says.NO for each in counted),
        unknown=sum(each.says is Says.UNKNOWN for each in counted),
        price=price_of([each.price_effect for each in counted if each.is_possible]),
        latest=max((known for each in later if (known := each.possible_from or each.asked_day)), default=None),
    )


def newest(answers: Iterable[MarketAnswer]) -> list[MarketAnswer]:
    """Return the newest answer of each supplier, in order of the suppliers."""
    kept: dict[str, MarketAnswer] = {}
    for each in answers:
        if each.supplier not in kept or kept[each.supplier].order <= each.order:
            kept[each.supplier] = each
    return [kept[supplier] for supplier in sorted(kept)]


def price_of(effects: Sequence[Decimal | None]) -> PriceEffect | None:
    """Return the middle and the ends of what was said of the price; None where nobody said anything.

    Of an even number the middle is the mean of the two in the middle.

    >>> price_of([Decimal(4), None, Decimal(0), Decimal(9)])
    PriceEffect(count=3, median=Decimal('4'), low=Decimal('0'), high=Decimal('9'))
    """
    said = sorted(effect for effect in effects if effect is not None)
    if not said:
        return None
    middle = len(said) // 2
    median = said[middle] if len(said) % 2 else (said[middle - 1] + said[middle]) / 2
    return PriceEffect(len(said), median, said[0], said[-1])
