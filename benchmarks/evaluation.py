"""The evaluation of 50 bids by 60 criteria under every model, in exact fractions, against floats on numpy arrays."""

from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from benchmarks.figures import Figure, pairs
from procurement.calculations.bids import Bid, Criterion, CriterionKind
from procurement.calculations.evaluation import Model, evaluate
from procurement.calculations.evaluation_rules import EvaluationRules
from procurement.calculations.performance_ladder import Ladder
from procurement.calculations.shadow_price import ShadowPrice

BIDS, CRITERIA = 50, 60
TIMES = 9
PRICE_WEIGHT = Decimal(41)
Numbers = NDArray[np.float64]


def measure() -> list[Figure]:
    """Evaluate the same bids both ways in turn."""
    rules, bids = _rules(), _bids()
    arrays = _arrays(rules, bids)
    found = evaluate(rules, bids)
    _check(found.results[Model.LINEAR].winners, bids, arrays)
    ours, theirs, ratio = pairs(
        lambda: evaluate(rules, bids), lambda: _all_models(*arrays), times=TIMES, before=lambda: None
    )
    baseline = f"the same sums and ranks in floats on numpy arrays: {theirs * 1000:.3g} ms"
    return [Figure("evaluation_50x60_all_models", round(ours * 1000, 1), "ms", baseline, round(ratio, 4))]


def _rules() -> EvaluationRules:
    """Return rules in which the price weighs 41 per cent and 59 criteria one each."""
    others = [Criterion(f"criterion-{number}", _kind(number), Decimal(1)) for number in range(CRITERIA - 1)]
    return EvaluationRules(
        (Criterion("price", CriterionKind.PRICE, PRICE_WEIGHT), *others),
        "NOK",
        sums={each.code: Decimal(10_000) for each in others},
        shadow_price=ShadowPrice(Decimal(1000), "NOK", date(2026, 9, 1), "the benchmark"),
        ladder=Ladder({level: Decimal(level) for level in range(1, 6)}, in_percent=True),
    )


def _kind(number: int) -> CriterionKind:
    return CriterionKind.ENVIRONMENT if number % 2 else CriterionKind.QUALITY


def _bids() -> list[Bid]:
    """Return bids with prices to the øre and points with one decimal; the same every time."""
    chance = np.random.default_rng(1)
    points = chance.integers(0, 101, (BIDS, CRITERIA - 1))
    return [
        Bid(
            f"bid-{number:02}",
            Decimal(int(chance.integers(80_000_000, 140_000_000))) / 100,
            "NOK",
            {f"criterion-{place}": Decimal(int(tenths)) / 10 for place, tenths in enumerate(points[number])},
            tonnes=Decimal(int(chance.integers(100, 900))),
            ladder_level=number % 6,
        )
        for number in range(BIDS)
    ]


def _arrays(rules: EvaluationRules, bids: list[Bid]) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    codes = [each.code for each in rules.others]
    return (
        np.array([float(bid.price) for bid in bids]),
        np.array([[float(bid.points[code]) for code in codes] for bid in bids]),
        np.array([float(bid.tonnes or 0) for bid in bids]),
        np.array([float(bid.ladder_level or 0) for bid in bids]),
    )


def _all_models(prices: Numbers, points: Numbers, tonnes: Numbers, levels: Numbers) -> list[NDArray[np.intp]]:
    """Return the order of the bids under each of the six models."""
    weight, lowest, quality = float(PRICE_WEIGHT) / 100, prices.min(), points.sum(axis=1) / 100
    totals = [
        -(weight * (10 - 10 * (prices - lowest) / lowest) + quality),
        -(weight * 10 * lowest / prices + quality),
        prices * (1 + ((10 - points) / 10 / float(PRICE_WEIGHT)).sum(axis=1)),
        prices - (points * 10_000 / 10).sum(axis=1),
        prices + tonnes * 1000,
        prices * (1 - levels / 100),
    ]
    return [np.argsort(each, kind="stable") for each in totals]


def _check(winners: tuple[str, ...], bids: list[Bid], arrays: tuple[Numbers, Numbers, Numbers, Numbers]) -> None:
    """Raise where the two do not reckon the same: a comparison of different things says nothing."""
    theirs = _all_models(*arrays)
    if bids[int(theirs[0][0])].code not in winners:
        raise RuntimeError(f"numpy and the evaluation disagree: {winners}")
