"""Quality turned into money: a surcharge for what a bid lacks, or a deduction for what it offers.

Method: docs/methods/evaluation.md. The compared price only ranks; the contract is paid at the price that was offered.
"""

from collections.abc import Iterable
from fractions import Fraction

from procurement.calculations.evaluation_rules import EvaluationRules
from procurement.calculations.exact_figures import exact
from procurement.calculations.scored_bids import ScoredBid
from procurement.calculations.standings import Standing

PRICE = "price"


def surcharge_share(weight: Fraction, price_weight: Fraction, points: Fraction, most: Fraction) -> Fraction:
    """Return the share of its price that a bid's lack of points adds to it.

    >>> round(float(100 * surcharge_share(Fraction(30), Fraction(70), Fraction(7), Fraction(10))), 3)
    12.857
    """
    return weight / price_weight * (most - points) / most


def with_surcharge(rules: EvaluationRules, bids: Iterable[ScoredBid]) -> list[Standing]:
    """Return each bid's price and, by criterion, the surcharge in money; the price has a weight."""
    most = exact(rules.most_points)
    standings = []
    for bid in bids:
        parts = {_price_code(rules): bid.price}
        for one in rules.others:
            share = surcharge_share(exact(one.weight), rules.price_weight, bid.points[one.code], most)
            parts[one.code] = bid.price * share
        standings.append(Standing(bid.code, parts, bid.points))
    return standings


def with_deduction(rules: EvaluationRules, bids: Iterable[ScoredBid]) -> list[Standing]:
    """Return each bid's price and, by criterion, minus the part of its sum that the points give."""
    most = exact(rules.most_points)
    standings = []
    for bid in bids:
        parts = {_price_code(rules): bid.price}
        for one in rules.others:
            parts[one.code] = -exact(rules.sums[one.code]) * bid.points[one.code] / most
        standings.append(Standing(bid.code, parts, bid.points))
    return standings


def _price_code(rules: EvaluationRules) -> str:
    return rules.price_criterion.code if rules.price_criterion else PRICE
