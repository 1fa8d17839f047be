"""Who would win with another weight of climate and environment."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations.bids import Bid, Criterion, CriterionKind
from procurement.calculations.evaluation import WEIGHTED_MODELS, Model, evaluate
from procurement.calculations.evaluation_rules import EvaluationRules
from procurement.calculations.sensitivity import WinnerInterval, winners_by_weight
from tests.procurement.calculations.offers import CRITERIA, RULES, THREE, a_bid, lists_of_bids


def weighing(environment: int) -> EvaluationRules:
    """The rules with another weight of climate; price and plan keep their five to two."""
    rest = Decimal(100 - environment)
    weights = (rest * 5 / 7, rest * 2 / 7, Decimal(environment))
    weights = (weights[0], rest - weights[0], weights[2])
    return replace(
        RULES,
        criteria=tuple(replace(one, weight=weight) for one, weight in zip(CRITERIA, weights, strict=True)),
    )


def at(weight: int, intervals: list[WinnerInterval]) -> tuple[str, ...]:
    return next(each.winners for each in intervals if each.low <= weight <= each.high)


def test_the_winner_changes_with_the_weight_of_climate() -> None:
    result = evaluate(RULES, THREE).results[Model.LINEAR]

    assert winners_by_weight(RULES, result) == [
        WinnerInterval(0, 15, ("A",)),
        WinnerInterval(16, 31, ("B",)),
        WinnerInterval(32, 100, ("C",)),
    ]


@pytest.mark.parametrize("model", [Model.DEDUCTION, Model.SHADOW_PRICE, Model.LADDER])
def test_a_model_without_weights_has_none_to_change(model: Model) -> None:
    assert winners_by_weight(RULES, evaluate(RULES, THREE).results[model]) == []


@pytest.mark.parametrize("counts", [True, False])
def test_with_one_side_only_there_is_nothing_to_weigh(*, counts: bool) -> None:
    criteria = (Criterion("climate", CriterionKind.QUALITY, Decimal(100), counts_as_environment=counts),)
    rules = EvaluationRules(criteria, "NOK")

    assert winners_by_weight(rules, evaluate(rules, THREE).results[Model.LINEAR]) == []


def test_equal_bids_win_together() -> None:
    bids = [a_bid("A", 100, 5, 5), a_bid("B", 100, 5, 5)]
    result = evaluate(RULES, bids).results[Model.SURCHARGE]

    assert winners_by_weight(RULES, result) == [WinnerInterval(0, 100, ("A", "B"))]


@given(lists_of_bids, st.sampled_from([7 * weight for weight in range(1, 14)]), st.sampled_from(WEIGHTED_MODELS))
def test_an_interval_says_what_the_evaluation_would_with_that_weight(bids: list[Bid], left: int, model: Model) -> None:
    weight = 100 - left  # seven parts of whole numbers, so that the weights are exact
    intervals = winners_by_weight(RULES, evaluate(RULES, bids).results[model])

    assert at(weight, intervals) == evaluate(weighing(weight), bids).results[model].winners


@given(lists_of_bids, st.sampled_from(WEIGHTED_MODELS))
def test_intervals_follow_each_other_from_nothing_to_all(bids: list[Bid], model: Model) -> None:
    intervals = winners_by_weight(RULES, evaluate(RULES, bids).results[model])

    assert [weight for each in intervals for weight in range(each.low, each.high + 1)] == list(range(101))
