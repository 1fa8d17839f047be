"""The worked example of docs/methods/evaluation.md, recomputed from the page itself."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from foundation.problems import Problem
from procurement.calculations.bids import Bid, Criterion, CriterionKind
from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.evaluation import METHOD_VERSION, Model, evaluate
from procurement.calculations.evaluation_rules import EvaluationRules
from procurement.calculations.performance_ladder import Ladder
from procurement.calculations.real_weight import real_weight, real_weight_warnings
from procurement.calculations.sensitivity import winners_by_weight
from procurement.calculations.shadow_price import ShadowPrice
from procurement.calculations.staircase import Staircase, Step, StepInForce, steps_in_force
from procurement.calculations.staircase_offers import OfferScale, offer_points
from procurement.calculations.tipping_price import tipping_prices, winners_by_tonne_price
from procurement.calculations.weight_reach import Expected, reach_warnings, weight_reach
from requirements_bank.calculations.requirement import Direction

Table = Callable[[str, str], list[list[str]]]
PAGE = Path(__file__).resolve().parents[2] / "docs" / "methods" / "evaluation.md"
RULES = EvaluationRules(
    (
        Criterion("price", CriterionKind.PRICE, Decimal(50)),
        Criterion("plan", CriterionKind.QUALITY, Decimal(20)),
        Criterion("climate", CriterionKind.ENVIRONMENT, Decimal(30)),
    ),
    "NOK",
    sums={"plan": Decimal(200_000), "climate": Decimal(400_000)},
    shadow_price=ShadowPrice(Decimal(1000), "NOK", date(2026, 9, 1), "example"),
    ladder=Ladder({1: Decimal(5), 2: Decimal(10), 3: Decimal(15)}, in_percent=True),
)
EXPECTED = Expected(Decimal(1_000_000), Decimal(300))
FOUR_YEARS = ContractPeriod(date(2025, 3, 1), 48)


def rows(table: Table, heading: str) -> list[list[str]]:
    """A table below one of the smaller headings."""
    return table("evaluation.md", heading)


def bids(table: Table) -> list[Bid]:
    return [
        Bid(
            code,
            Decimal(price),
            "NOK",
            {"plan": Decimal(plan), "climate": Decimal(climate)},
            tonnes=Decimal(tonnes),
            ladder_level=int(level),
        )
        for code, price, plan, climate, tonnes, level in rows(table, "Worked example")
    ]


def shown(value: Decimal, decimals: int) -> str:
    return format(round(value, decimals), "f")


def test_sums_ranks_and_real_weights(table: Table) -> None:
    results = evaluate(RULES, bids(table)).results
    found = []
    for model, result in results.items():
        decimals = 3 if model in (Model.LINEAR, Model.PROPORTIONAL) else 0
        by_code = {one.bid: shown(one.value, decimals) for one in result.ranked}
        weight = real_weight(RULES, result)
        assert weight is not None
        order = " ".join(one.bid for one in result.ranked)
        found.append([model.value, by_code["A"], by_code["B"], by_code["C"], order, shown(weight.real, 1)])

    assert rows(table, "Sums and ranks") == found
    assert not any(real_weight_warnings(RULES, result, Decimal(30)) for result in results.values())


def test_tipping_prices(table: Table) -> None:
    found = [
        [one.bid, one.other, shown(one.per_tonne, 2)]
        for one in tipping_prices(bids(table), "NOK")
        if one.per_tonne is not None
    ]

    assert rows(table, "Tipping prices") == found
    stretches = [(one.winners, one.below) for one in winners_by_tonne_price(bids(table), "NOK")]
    assert stretches == [(("A",), Decimal(750)), (("B",), Decimal(2500)), (("C",), None)]


def test_other_weights(table: Table) -> None:
    intervals = winners_by_weight(RULES, evaluate(RULES, bids(table)).results[Model.LINEAR])

    assert rows(table, "Other weights") == [
        ["linear", str(one.low), str(one.high), " ".join(one.winners)] for one in intervals
    ]


def test_reach_before_bids(table: Table) -> None:
    found = []
    for model in Model:
        reach = weight_reach(model, RULES, EXPECTED)
        assert not isinstance(reach, Problem)
        assert reach.given is not None
        assert reach.real is not None
        assert shown(100 * reach.promised, 1) == "60.0"
        found.append([model.value, shown(100 * reach.given, 1), shown(reach.real, 1)])

    assert rows(table, "Reach before bids") == found
    undone = [model for model in Model if reach_warnings(model, RULES, EXPECTED, Decimal(30))]
    assert undone == [Model.DEDUCTION, Model.SHADOW_PRICE, Model.LADDER]


def steps(text: str) -> list[StepInForce]:
    pairs = (pair.split(":") for pair in text.split(","))
    written = tuple(Step(Decimal(percent.strip()), months=int(months)) for months, percent in pairs)
    return steps_in_force(Staircase(Direction.AT_LEAST, written), FOUR_YEARS)


def test_steps(table: Table) -> None:
    scale = OfferScale(Direction.AT_LEAST, Decimal(0), Decimal(100), FOUR_YEARS.first, FOUR_YEARS.last)
    asked = steps("12: 50, 36: 70")
    for offer, points in rows(table, "Steps"):
        assert shown(offer_points(asked, steps(offer), scale, Decimal(10)), 2) == points


def test_the_page_names_the_version_of_the_method() -> None:
    assert f"Method version {METHOD_VERSION}." in PAGE.read_text(encoding="utf-8")
