"""How much climate and environment really decided, and would decide."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from foundation.problems import Problem, Severity
from procurement.calculations.bids import Bid, Criterion, CriterionKind
from procurement.calculations.evaluation import Model, evaluate
from procurement.calculations.evaluation_rules import EvaluationRules
from procurement.calculations.performance_ladder import Ladder
from procurement.calculations.real_weight import real_weight, real_weight_warnings
from procurement.calculations.weight_reach import Expected, reach_warnings, weight_reach
from tests.procurement.calculations.offers import RULES, THREE, a_bid, lists_of_bids

THIRTY = Decimal(30)
TWO = EvaluationRules(
    (Criterion("price", CriterionKind.PRICE, Decimal(70)), Criterion("climate", CriterionKind.ENVIRONMENT, THIRTY)),
    "NOK",
)
KNOWN = Expected(Decimal(1_000_000), Decimal(300))


def test_a_weight_works_through_how_far_the_bids_are_apart() -> None:
    found = real_weight(RULES, evaluate(RULES, THREE).results[Model.LINEAR])

    assert found is not None
    assert found.nominal == 30
    assert {code: round(share, 1) for code, share in found.by_part.items()} == {
        "price": Decimal("40.0"),  # 50 × 4 points of 5.0
        "plan": Decimal("12.0"),
        "climate": Decimal("48.0"),
    }
    assert found.real == found.by_part["climate"]


def test_a_model_that_undoes_the_weight_is_told() -> None:
    narrow = [a_bid("A", 100, 5, 6), a_bid("B", 150, 5, 7), a_bid("C", 180, 5, 8)]
    result = evaluate(RULES, narrow).results[Model.LINEAR]

    (warning,) = real_weight_warnings(RULES, result, THIRTY)
    assert (warning.code, warning.place, warning.severity) == ("weight_undone", "linear", Severity.WARNING)
    assert round(Decimal(str(warning.values["real"])), 1) == Decimal("13.0")
    assert real_weight_warnings(RULES, result, Decimal(31)) == []  # the nominal weight promises less than that


def test_bids_that_are_alike_in_climate_are_another_warning() -> None:
    alike = [a_bid("A", 100, 5, 7), a_bid("B", 150, 5, 7)]
    result = evaluate(RULES, alike).results[Model.LINEAR]

    assert [one.code for one in real_weight_warnings(RULES, result, THIRTY)] == ["environment_decided_nothing"]


def test_of_one_bid_and_of_equal_ones_nothing_can_be_said() -> None:
    for bids in ([], THREE[:1], [THREE[0], replace(THREE[0], code="B")]):
        result = evaluate(RULES, bids).results[Model.LINEAR]
        assert real_weight(RULES, result) is None
        assert real_weight_warnings(RULES, result, THIRTY) == []


def test_a_weight_of_exactly_what_is_asked_is_enough() -> None:
    bids = [a_bid("A", 100, 0, 0), a_bid("B", 200, 10, 10)]

    assert real_weight_warnings(RULES, evaluate(RULES, bids).results[Model.LINEAR], THIRTY) == []


@pytest.mark.parametrize(("model", "part"), [(Model.SHADOW_PRICE, "tonnes"), (Model.LADDER, "ladder")])
def test_tonnes_and_levels_are_the_environment_of_their_models(model: Model, part: str) -> None:
    found = real_weight(RULES, evaluate(RULES, THREE).results[model])

    assert found is not None
    assert found.real == found.by_part[part]
    assert found.real > 0


def test_weights_that_are_wrong_say_nothing() -> None:
    wrong = replace(RULES, criteria=(*RULES.criteria, Criterion("x", CriterionKind.ENVIRONMENT, Decimal("NaN"))))

    assert real_weight(wrong, evaluate(wrong, THREE).results[Model.SHADOW_PRICE]) is None
    assert isinstance(weight_reach(Model.LINEAR, wrong, KNOWN), Problem)


@given(lists_of_bids)
def test_real_weights_of_all_parts_sum_to_a_hundred(bids: list[Bid]) -> None:
    for result in evaluate(RULES, bids).results.values():
        found = real_weight(RULES, result)
        if found is not None:
            assert abs(sum(found.by_part.values(), Decimal(0)) - 100) < Decimal("1e-15")
            assert 0 <= found.real <= 100


@pytest.mark.parametrize(
    ("model", "more", "given", "real"),
    [
        (Model.LINEAR, {}, "0.429", "30.0"),
        (Model.SURCHARGE, {}, "0.429", "30.0"),
        (Model.PROPORTIONAL, {}, "0.750", "42.9"),
        (Model.DEDUCTION, {"sums": {"climate": Decimal(200_000)}}, "0.200", "16.7"),
        (Model.SHADOW_PRICE, {"shadow_price": RULES.shadow_price}, "0.300", "23.1"),
        (Model.LADDER, {"ladder": Ladder({1: Decimal(5), 3: Decimal(15)}, in_percent=True)}, "0.176", "15.0"),
        (Model.LADDER, {"ladder": Ladder({3: Decimal(150_000)})}, "0.150", "13.0"),
    ],
)
def test_before_bids_a_model_gives_more_or_less_than_the_weight_promises(
    model: Model, more: dict[str, object], given: str, real: str
) -> None:
    rules = replace(TWO, **more)  # type: ignore[arg-type]
    found = weight_reach(model, rules, KNOWN)

    assert not isinstance(found, Problem)
    assert found.given is not None
    assert found.real is not None
    assert (round(found.promised, 3), round(found.given, 3), round(found.real, 1)) == (
        Decimal("0.429"),
        Decimal(given),
        Decimal(real),
    )
    warned = [one.code for one in reach_warnings(model, rules, KNOWN, THIRTY)]
    assert warned == (["weight_undone"] if Decimal(real) < THIRTY else [])


def test_with_proportional_points_no_price_may_be_too_high() -> None:
    half = tuple(replace(one, weight=Decimal(50)) for one in TWO.criteria)
    found = weight_reach(Model.PROPORTIONAL, replace(TWO, criteria=half), Expected())

    assert not isinstance(found, Problem)
    assert (found.given, found.real) == (None, None)


@pytest.mark.parametrize(
    ("model", "rules", "expected", "code"),
    [
        (Model.DEDUCTION, RULES, Expected(), "expected_price_missing"),
        (Model.SHADOW_PRICE, RULES, Expected(Decimal(1)), "expected_tonnes_missing"),
        (Model.LADDER, TWO, KNOWN, "model_not_in_use"),
        (Model.LINEAR, replace(RULES, criteria=(replace(TWO.criteria[0], weight=Decimal(100)),)), KNOWN,
         "no_environment_weight"),
        (Model.LINEAR, replace(RULES, criteria=(replace(TWO.criteria[1], weight=Decimal(100)),)), KNOWN,
         "no_price_weight"),
    ],
)  # fmt: skip
def test_what_would_have_to_be_known_is_told(
    model: Model, rules: EvaluationRules, expected: Expected, code: str
) -> None:
    found = weight_reach(model, rules, expected)

    assert isinstance(found, Problem)
    assert found.code == code
    assert reach_warnings(model, rules, expected, THIRTY) == []
