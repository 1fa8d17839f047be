"""The same bids under every evaluation model."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.problems import Problem
from procurement.calculations.answer_points import LinearScale, RelativeToBest
from procurement.calculations.bids import Bid, Criterion, CriterionKind
from procurement.calculations.evaluation import CRITERIA_MODELS, WEIGHTED_MODELS, EvaluatedBids, Model, evaluate
from procurement.calculations.evaluation_rules import EvaluationRules
from procurement.calculations.performance_ladder import Ladder
from procurement.calculations.price_points import linear_points, proportional_points
from requirements_bank.calculations.requirement import Direction
from tests.procurement.calculations.offers import A_TONNE, CRITERIA, RULES, THREE, a_bid, lists_of_bids, points

PRICE = Criterion("price", CriterionKind.PRICE, Decimal(70))
CLIMATE = Criterion("climate", CriterionKind.ENVIRONMENT, Decimal(30))


def ranks(evaluation: EvaluatedBids, model: Model) -> dict[str, int]:
    return {one.bid: one.rank for one in evaluation.results[model].ranked}


def values(evaluation: EvaluatedBids, model: Model) -> dict[str, Decimal]:
    return {one.bid: one.value for one in evaluation.results[model].ranked}


def codes(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.code, problem.place) for problem in problems]


@pytest.mark.parametrize(
    ("price", "linear", "proportional"),
    [("100", "10.0", "10.000"), ("130", "7.0", "7.692"), ("210", "-1.0", "4.762")],
)
def test_price_points(price: str, linear: str, proportional: str) -> None:
    asked = Fraction(price)

    assert linear_points(asked, Fraction(100)) == Fraction(linear)
    assert round(float(proportional_points(asked, Fraction(100))), 3) == float(proportional)


def test_what_a_bid_lacks_in_quality_is_added_to_its_price() -> None:
    rules = EvaluationRules((PRICE, CLIMATE), "NOK")
    bid = Bid("A", Decimal(1_000_000), "NOK", {"climate": Decimal(7)})
    (result,) = evaluate(rules, [bid]).results[Model.SURCHARGE].ranked

    assert round(result.value, 2) == Decimal("1128571.43")
    assert round(100 * result.parts["climate"] / bid.price, 3) == Decimal("12.857")


def test_all_models_stand_side_by_side() -> None:
    evaluation = evaluate(RULES, THREE)

    assert evaluation.problems == ()
    assert {model: ranks(evaluation, model) for model in Model} == {
        Model.LINEAR: {"B": 1, "C": 2, "A": 3},
        Model.PROPORTIONAL: {"C": 1, "B": 2, "A": 3},
        Model.SURCHARGE: {"C": 1, "B": 2, "A": 3},
        Model.DEDUCTION: {"B": 1, "A": 2, "C": 3},
        Model.SHADOW_PRICE: {"B": 1, "A": 2, "C": 3},
        Model.LADDER: {"A": 1, "B": 2, "C": 3},
    }
    assert values(evaluation, Model.LINEAR) == {"B": Decimal("7.85"), "C": Decimal("7.8"), "A": Decimal("6.8")}
    assert values(evaluation, Model.SURCHARGE) == {"A": 1_640_000, "B": 1_472_000, "C": 1_456_000}
    assert values(evaluation, Model.DEDUCTION) == {"A": 800_000, "B": 710_000, "C": 820_000}
    assert values(evaluation, Model.SHADOW_PRICE) == {"A": 1_500_000, "B": 1_450_000, "C": 1_600_000}
    assert values(evaluation, Model.LADDER) == {"A": 1_000_000, "B": 1_035_000, "C": 1_190_000}


def test_a_result_shows_points_parts_and_the_distance_to_the_winner() -> None:
    first, second, _third = evaluate(RULES, THREE).results[Model.LINEAR].ranked

    assert first.points == {"price": Decimal("8.5"), "plan": 6, "climate": 8}
    assert first.parts == {"price": Decimal("4.25"), "plan": Decimal("1.2"), "climate": Decimal("2.4")}
    assert (first.behind, second.behind) == (Decimal(0), Decimal("0.05"))


def test_a_bid_without_an_answer_is_not_ranked_where_it_matters_and_nowhere_counted_as_zero() -> None:
    lacking = replace(THREE[0], points={"plan": Decimal(6)})
    evaluation = evaluate(RULES, [lacking, *THREE[1:]])

    for model in CRITERIA_MODELS:
        assert set(ranks(evaluation, model)) == {"B", "C"}
        assert codes(evaluation.results[model].problems) == [("points_missing", "A")]
    assert {one.bid: one.points["price"] == 10 for one in evaluation.results[Model.LINEAR].ranked} == {
        "B": True,
        "C": False,
    }
    assert set(ranks(evaluation, Model.SHADOW_PRICE)) == {"A", "B", "C"}


def test_unknown_tonnes_and_levels_are_missing_and_not_zero() -> None:
    bids = [replace(THREE[0], tonnes=None), replace(THREE[1], ladder_level=None), replace(THREE[2], ladder_level=9)]
    results = evaluate(RULES, bids).results

    assert codes(results[Model.SHADOW_PRICE].problems) == [("tonnes_missing", "A")]
    assert codes(results[Model.LADDER].problems) == [("level_missing", "B"), ("unknown_level", "C")]
    assert [one.bid for one in results[Model.LADDER].ranked] == ["A"]


@pytest.mark.parametrize(
    ("price", "currency", "code"),
    [
        ("0", "NOK", "price_not_positive"),
        ("-1", "NOK", "price_not_positive"),
        ("NaN", "NOK", "not_a_number"),
        ("1e30", "NOK", "not_a_number"),
        ("100", "SEK", "other_currency"),
    ],
)
def test_a_price_that_cannot_be_compared_is_refused(price: str, currency: str, code: str) -> None:
    evaluation = evaluate(RULES, [Bid("X", Decimal(price), currency), *THREE])

    assert codes(evaluation.problems) == [(code, "X")]
    assert ranks(evaluation, Model.LINEAR) == {"B": 1, "C": 2, "A": 3}


def test_two_bids_of_one_name_are_both_refused() -> None:
    evaluation = evaluate(RULES, [THREE[0], *THREE])

    assert codes(evaluation.problems) == [("same_bid_twice", "A")]
    assert set(ranks(evaluation, Model.SHADOW_PRICE)) == {"B", "C"}


@pytest.mark.parametrize("wrong", ["-0.1", "10.1", "NaN"])
def test_points_beyond_the_scale_are_told(wrong: str) -> None:
    evaluation = evaluate(RULES, [a_bid("X", 100, wrong, 5), *THREE])

    (problem,) = evaluation.results[Model.LINEAR].problems
    assert (problem.code, problem.place, problem.field) == ("points_out_of_bounds", "X", "plan")


def test_equal_bids_share_a_rank_and_the_next_is_left_out() -> None:
    twins = [a_bid("B", 100, 5, 5, tonnes=1, level=1), a_bid("A", 100, 5, 5, tonnes=1, level=1)]
    evaluation = evaluate(RULES, [*twins, a_bid("C", 200, 5, 5, tonnes=2, level=1)])

    for model in Model:
        assert ranks(evaluation, model) == {"A": 1, "B": 1, "C": 3}
        assert evaluation.results[model].winners == ("A", "B")


def test_thirds_of_points_do_not_part_what_is_equal() -> None:
    third = Criterion("climate", CriterionKind.ENVIRONMENT, Decimal(50), LinearScale(Decimal(0), Decimal(3)))
    rules = EvaluationRules((Criterion("price", CriterionKind.PRICE, Decimal(50)), third), "NOK")
    bids = [
        Bid("A", Decimal(300), "NOK", answers={"climate": Decimal(2)}),
        Bid("B", Decimal(400), "NOK", answers={"climate": Decimal(3)}),
    ]

    assert ranks(evaluate(rules, bids), Model.LINEAR) == {"A": 1, "B": 1}


def test_answers_become_points_and_an_incomplete_bid_is_not_the_best_answer() -> None:
    rules = EvaluationRules(
        (
            replace(PRICE, weight=Decimal(60)),
            replace(CLIMATE, scoring=RelativeToBest(Direction.AT_MOST)),
            Criterion("plan", CriterionKind.QUALITY, Decimal(10)),
        ),
        "NOK",
    )
    some = {"plan": Decimal(5)}
    bids = [
        Bid("A", Decimal(100), "NOK", some, {"climate": Decimal(40)}),
        Bid("B", Decimal(100), "NOK", some, {"climate": Decimal(80)}),
        Bid("C", Decimal(50), "NOK", {}, {"climate": Decimal(10)}),
        Bid("D", Decimal(50), "NOK", some),
    ]
    result = evaluate(rules, bids).results[Model.LINEAR]

    assert {one.bid: (one.points["price"], one.points["climate"]) for one in result.ranked} == {
        "A": (Decimal(10), Decimal(10)),
        "B": (Decimal(10), Decimal(5)),
    }
    assert codes(result.problems) == [("points_missing", "C"), ("answer_missing", "D")]


def test_a_model_that_the_rules_hold_nothing_for_is_not_there() -> None:
    assert list(evaluate(EvaluationRules(CRITERIA, "NOK"), THREE).results) == list(WEIGHTED_MODELS)
    assert list(evaluate(EvaluationRules((), "NOK", shadow_price=A_TONNE), THREE).results) == [Model.SHADOW_PRICE]


def test_with_a_fixed_price_only_the_rest_counts() -> None:
    rules = EvaluationRules((replace(CLIMATE, weight=Decimal(100)),), "NOK")
    evaluation = evaluate(rules, THREE)

    assert ranks(evaluation, Model.LINEAR) == {"C": 1, "B": 2, "A": 3}
    assert codes(evaluation.results[Model.SURCHARGE].problems) == [("no_price_weight", "criteria")]


@pytest.mark.parametrize(
    ("criteria", "code", "place"),
    [
        ((PRICE,), "weights_not_hundred", "criteria"),
        ((replace(PRICE, weight=Decimal(100)), replace(CLIMATE, weight=Decimal(0))), "weight_out_of_bounds", "climate"),
        ((PRICE, replace(CLIMATE, weight=Decimal("NaN"))), "weight_out_of_bounds", "climate"),
        ((replace(PRICE, counts_as_environment=True), CLIMATE), "price_as_environment", "price"),
        ((PRICE, replace(CLIMATE, kind=CriterionKind.PRICE)), "several_price_criteria", "criteria"),
        ((PRICE, replace(CLIMATE, code="price")), "same_criterion_twice", "price"),
        ((PRICE, replace(CLIMATE, scoring=LinearScale(Decimal(5), Decimal(5)))), "scale_without_width", "climate"),
    ],
)
def test_rules_that_are_wrong_rank_nobody(criteria: tuple[Criterion, ...], code: str, place: str) -> None:
    result = evaluate(EvaluationRules(criteria, "NOK"), THREE).results[Model.LINEAR]

    assert result.ranked == ()
    assert (code, place) in codes(result.problems)


@pytest.mark.parametrize(
    ("rules", "model", "code"),
    [
        (replace(RULES, most_points=Decimal(0)), Model.LINEAR, "most_points_not_positive"),
        (replace(RULES, sums={"climate": Decimal(1)}), Model.DEDUCTION, "sum_missing"),
        (replace(RULES, sums={"climate": Decimal(1), "plan": Decimal(-1)}), Model.DEDUCTION, "sum_negative"),
        (replace(RULES, shadow_price=replace(A_TONNE, source=" ")), Model.SHADOW_PRICE, "no_source"),
        (replace(RULES, shadow_price=replace(A_TONNE, currency="SEK")), Model.SHADOW_PRICE, "other_currency"),
        (
            replace(RULES, shadow_price=replace(A_TONNE, per_tonne=Decimal(-1))),
            Model.SHADOW_PRICE,
            "price_per_tonne_negative",
        ),
        (replace(RULES, ladder=Ladder({1: Decimal(100)}, in_percent=True)), Model.LADDER, "discount_out_of_bounds"),
    ],
)
def test_what_a_model_lacks_is_told_and_the_others_go_on(rules: EvaluationRules, model: Model, code: str) -> None:
    results = evaluate(rules, THREE).results

    assert (results[model].ranked, [problem.code for problem in results[model].problems]) == ((), [code])
    assert any(result.ranked for result in results.values())


def test_a_ladder_may_give_sums_of_money() -> None:
    rules = EvaluationRules((), "NOK", ladder=Ladder({2: Decimal(50_000), 3: Decimal(75_000)}))

    assert values(evaluate(rules, THREE), Model.LADDER) == {"A": 1_000_000, "B": 1_100_000, "C": 1_325_000}


@given(lists_of_bids, st.decimals("0.01", 1000, places=2))
def test_dearer_or_cheaper_all_alike_the_ranks_stay(bids: list[Bid], times: Decimal) -> None:
    scaled = [replace(bid, price=bid.price * times) for bid in bids]
    before, after = evaluate(RULES, bids), evaluate(RULES, scaled)

    for model in (*WEIGHTED_MODELS, Model.LADDER):
        assert ranks(after, model) == ranks(before, model)


@given(lists_of_bids, st.randoms())
def test_the_order_in_which_bids_come_does_not_matter(bids: list[Bid], random: object) -> None:
    mixed = list(bids)
    random.shuffle(mixed)  # type: ignore[attr-defined]

    assert evaluate(RULES, mixed) == evaluate(RULES, bids)


@given(lists_of_bids, points, st.sampled_from(["plan", "climate"]))
def test_a_better_answer_never_lowers_a_rank(bids: list[Bid], better: Decimal, criterion: str) -> None:
    first = bids[0]
    improved = replace(first, points={**first.points, criterion: max(better, first.points[criterion])})
    before, after = evaluate(RULES, bids), evaluate(RULES, [improved, *bids[1:]])

    for model in CRITERIA_MODELS:
        assert ranks(after, model)[first.code] <= ranks(before, model)[first.code]


@given(lists_of_bids, st.decimals("0.01", 1, places=2))
def test_a_lower_price_never_lowers_a_rank(bids: list[Bid], times: Decimal) -> None:
    first = bids[0]
    cheaper = replace(first, price=first.price * times)
    before, after = evaluate(RULES, bids), evaluate(RULES, [cheaper, *bids[1:]])

    for model in Model:
        assert ranks(after, model)[first.code] <= ranks(before, model)[first.code]


@given(st.lists(st.integers(1, 100), min_size=2, max_size=6), st.integers(1, 100), st.sampled_from(Direction))
def test_relative_to_the_best_a_better_answer_never_lowers_a_rank_either(
    answers: list[int], other: int, direction: Direction
) -> None:
    rules = EvaluationRules((PRICE, replace(CLIMATE, scoring=RelativeToBest(direction))), "NOK")
    better = max(other, answers[0]) if direction is Direction.AT_LEAST else min(other, answers[0])

    def rank_of_first(first: int) -> int:
        offered = [first, *answers[1:]]
        bids = [
            Bid(str(number), Decimal(100 + 10 * number), "NOK", answers={"climate": Decimal(answer)})
            for number, answer in enumerate(offered)
        ]
        return ranks(evaluate(rules, bids), Model.LINEAR)["0"]

    assert rank_of_first(better) <= rank_of_first(answers[0])


@given(lists_of_bids)
def test_parts_make_the_sum_and_the_winner_is_behind_nobody(bids: list[Bid]) -> None:
    for model, result in evaluate(RULES, bids).results.items():
        assert len(result.ranked) == len(bids), model
        assert [one.rank for one in result.ranked] == sorted(one.rank for one in result.ranked)
        for one in result.ranked:
            assert abs(sum(one.parts.values()) - one.value) < Decimal("1e-15")
            assert (one.behind == 0) == (one.rank == 1)
            assert one.behind >= 0


@given(lists_of_bids)
def test_points_lie_between_those_of_the_worst_and_the_best_scale(bids: list[Bid]) -> None:
    """Weights that sum to a hundred make no more points than the scale has."""
    for one in evaluate(RULES, bids).results[Model.PROPORTIONAL].ranked:
        assert 0 <= one.value <= 10
