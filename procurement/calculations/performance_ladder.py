"""The discount for a level on the CO2 performance ladder, and what it costs not to reach the level that was promised.

Method: docs/methods/evaluation.md. The discount only compares bids; the contract is paid at the price that was offered.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from foundation.problems import Problem
from procurement.calculations.bids import Bid
from procurement.calculations.exact_figures import exact, is_figure
from procurement.calculations.standings import Standing

PRICE, LADDER = "price", "ladder"
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Ladder:
    """The discount of each level: sums of money, or per cent of the bid's price. Level 0 has none."""

    discounts: Mapping[int, Decimal]
    in_percent: bool = False


def ladder_problems(ladder: Ladder) -> Iterator[Problem]:
    """Yield what is wrong with the discounts: one below zero or, in per cent, not below a hundred."""
    for level, discount in ladder.discounts.items():
        if not is_figure(discount) or discount < 0 or (ladder.in_percent and discount >= HUNDRED):
            yield Problem("discount_out_of_bounds", f"level {level}", values={"discount": discount})


def with_ladder(bids: Iterable[Bid], ladder: Ladder) -> tuple[list[Standing], list[Problem]]:
    """Return price less discount for each bid that names its level, and why the others have none."""
    standings: list[Standing] = []
    problems: list[Problem] = []
    for bid in bids:
        if bid.ladder_level is None:
            problems.append(Problem("level_missing", bid.code, "ladder_level"))
        elif bid.ladder_level and bid.ladder_level not in ladder.discounts:
            problems.append(Problem("unknown_level", bid.code, "ladder_level", values={"level": bid.ladder_level}))
        else:
            price = exact(bid.price)
            standings.append(Standing(bid.code, {PRICE: price, LADDER: -discount_of(ladder, bid.ladder_level, price)}))
    return standings, problems


def discount_of(ladder: Ladder, level: int, price: Fraction) -> Fraction:
    """Return the discount in money for a level of the ladder, none for level 0."""
    discount = exact(ladder.discounts[level]) if level else Fraction(0)
    return price * discount / HUNDRED if ladder.in_percent else discount
