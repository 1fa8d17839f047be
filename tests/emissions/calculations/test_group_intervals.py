from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from emissions.calculations.factor_choice import CategoryFactors, choose_factors
from emissions.calculations.group_intervals import group_interval, parts_of_category
from emissions.calculations.spend_based import footprint_of
from tests.emissions.calculations.shipped import norway, prices

CATEGORIES = {
    "roads": (("R49", Decimal("0.85")), ("R52", Decimal("0.15"))),
    "travel": (("R49", Decimal("0.8")), ("R52", Decimal("0.2"))),
    "flights": (("R51", Decimal(1)),),
}
AMOUNTS = {"roads": 900_000, "travel": 300_000, "flights": 50_000}
SPREADS = {"no-snac": norway().quality.set_gsd2}


def intensities() -> dict[Any, Any]:
    choice = choose_factors(
        {"no-snac": [CategoryFactors(code, weights) for code, weights in CATEGORIES.items()]},
        factor_sets=[norway()],
        years=[2020],
        currencies=["NOK"],
        country="NO",
        prices=prices(),
    )
    totals = pl.DataFrame(
        [(code, "purchase", 2020, "NOK", Decimal(amount)) for code, amount in AMOUNTS.items()],
        schema={
            "category": pl.String,
            "treatment": pl.String,
            "year": pl.Int64,
            "currency": pl.String,
            "amount": pl.Decimal(24, 4),
        },
        orient="row",
    )
    return {"choice": choice, "result": footprint_of(totals, choice)}


def pairs(case: dict[Any, Any]) -> list[Any]:
    return [
        (interval.mean_kg, case["choice"].find(code, 2020, "NOK"))
        for code, interval in case["result"].by_category.items()
    ]


def test_all_categories_together_have_the_interval_of_the_footprint() -> None:
    case = intensities()

    together = group_interval(pairs(case), SPREADS)

    total = case["result"].total
    assert (together.low_kg, together.high_kg, together.gsd2) == (total.low_kg, total.high_kg, total.gsd2)


def test_one_category_keeps_its_own_interval() -> None:
    case = intensities()
    (kg, intensity) = pairs(case)[0]

    alone = group_interval([(kg, intensity)], SPREADS)

    assert alone.high_kg == case["result"].by_category[intensity.category].high_kg


def test_a_group_is_not_wider_than_its_parts_side_by_side() -> None:
    case = intensities()

    together = group_interval(pairs(case), SPREADS)

    highs = sum(interval.high_kg for interval in case["result"].by_category.values())
    assert together.high_kg < highs


def test_parts_of_a_category_sum_to_it() -> None:
    kg, intensity = pairs(intensities())[0]

    parts = parts_of_category(kg, intensity)

    assert [part.code for part in parts] == ["R49", "R52"]
    assert sum(part.kg for part in parts) == pytest.approx(kg)
