"""Price turned into points, and the weighted sum of all points.

Method: docs/methods/evaluation.md. The lowest price among the bids that are compared gets most points.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction

from procurement.calculations.evaluation_rules import EvaluationRules
from procurement.calculations.exact_figures import exact
from procurement.calculations.scored_bids import ScoredBid
from procurement.calculations.standings import Standing

TEN = Fraction(10)
HUNDRED = 100
PriceFormula = Callable[[Fraction, Fraction, Fraction], Fraction]


def linear_points(price: Fraction, lowest: Fraction, most: Fraction = TEN) -> Fraction:
    """Return 10 − 10·(P − Pb)/Pb: none at double the lowest price, and less than none beyond it.

    >>> linear_points(Fraction(130), Fraction(100)), linear_points(Fraction(210), Fraction(100))
    (Fraction(7, 1), Fraction(-1, 1))
    """
    return most - most * (price - lowest) / lowest


def proportional_points(price: Fraction, lowest: Fraction, most: Fraction = TEN) -> Fraction:
    """Return 10·Pb/P: half of the points at double the lowest price, never none.

    >>> round(float(proportional_points(Fraction(130), Fraction(100))), 3)
    7.692
    """
    return most * lowest / price


def weighted_points(rules: EvaluationRules, bids: Sequence[ScoredBid], formula: PriceFormula) -> list[Standing]:
    """Return for each bid its points, and by criterion what they give by their weight."""
    weights = {criterion.code: exact(criterion.weight) / HUNDRED for criterion in rules.criteria}
    lowest = min((bid.price for bid in bids), default=Fraction(1))
    standings = []
    for bid in bids:
        points = dict(bid.points)
        if rules.price_criterion:
            points[rules.price_criterion.code] = formula(bid.price, lowest, exact(rules.most_points))
        parts = {code: weight * points[code] for code, weight in weights.items()}
        standings.append(Standing(bid.code, parts, points))
    return standings
