"""The example in the tender documents is reckoned by the same model as the bids will be."""

from dataclasses import replace
from decimal import Decimal

import pytest

from procurement.calculations.answer_points import LinearScale, RelativeToBest, Scoring, YesOrNo
from procurement.calculations.bids import Criterion, CriterionKind
from procurement.calculations.evaluation import Model
from procurement.calculations.evaluation_example import ChosenModel, example_of
from procurement.calculations.evaluation_rules import EvaluationRules
from requirements_bank.calculations.requirement import Direction
from tests.procurement.calculations.offers import CRITERIA, RULES

SCORINGS = (
    LinearScale(Decimal(200), Decimal(100)),
    RelativeToBest(Direction.AT_LEAST),
    RelativeToBest(Direction.AT_MOST),
    YesOrNo(),
)


def values(model: Model) -> list[tuple[str, Decimal]]:
    example = example_of(ChosenModel(model, RULES))
    assert example is not None
    return [(bid.bid, bid.value) for bid in example.result.ranked]


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        (Model.LINEAR, [("B", "8.5"), ("A", "8")]),
        (Model.SURCHARGE, [("B", "1320000"), ("A", "1400000")]),
        (Model.DEDUCTION, [("A", "640000"), ("B", "660000")]),
        (Model.SHADOW_PRICE, [("A", "1500000"), ("B", "1550000")]),
        (Model.LADDER, [("A", "1000000"), ("B", "1020000")]),
    ],
)
def test_the_figures_can_be_reckoned_by_hand(model: Model, expected: list[tuple[str, str]]) -> None:
    assert values(model) == [(bid, Decimal(value)) for bid, value in expected]


@pytest.mark.parametrize("scoring", SCORINGS)
def test_bid_b_offers_more_under_every_scoring(scoring: Scoring) -> None:
    criteria = (CRITERIA[0], Criterion("climate", CriterionKind.ENVIRONMENT, Decimal(50), scoring))
    example = example_of(ChosenModel(Model.LINEAR, replace(RULES, criteria=criteria)))

    assert example is not None
    points = {bid.bid: bid.points["climate"] for bid in example.result.ranked}
    assert points["A"] < points["B"] <= RULES.most_points


def test_rules_that_rank_nobody_give_no_example() -> None:
    assert example_of(ChosenModel(Model.LINEAR, replace(RULES, criteria=CRITERIA[:2]))) is None
    assert example_of(ChosenModel(Model.LADDER, replace(RULES, ladder=None))) is None


def test_the_two_bids_never_tie_where_another_price_tells_them_apart() -> None:
    criteria = (
        Criterion("P", CriterionKind.PRICE, Decimal(60)),
        Criterion("K", CriterionKind.ENVIRONMENT, Decimal(40)),
    )
    rules = EvaluationRules(criteria, "NOK")
    shown = example_of(ChosenModel(Model.LINEAR, rules))
    assert shown
    assert [str(bid.price) for bid in shown.bids] == ["1000000", "1250000"]
    assert shown.result.ranked[0].value != shown.result.ranked[1].value
