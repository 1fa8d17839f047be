"""Spend-based examples of the GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions 1.0 (2013).

The figures of examples 1.4 (its spend part) and 4.4 as published; the money is of the factors' own year and currency.
"""

from decimal import Decimal

from emissions.calculations.spend_based import footprint_of
from tests.emissions.calculations.shipped import a_set, choice_of, totals

RAW_MATERIALS = (  # example 1.4: money for each raw material, kg CO2e per unit of money
    (5000, "0.3"),
    (3000, "0.3"),
    (4000, "0.3"),
    (6000, "0.5"),
    (1500, "0.2"),
    (5000, "0.2"),
    (5000, "0.3"),
    (1000, "0.3"),
    (5000, "0.4"),
)
TRANSPORT = {"road": (20000, "0.04"), "air": (30000, "0.15"), "sea": (40000, "0.05")}  # example 4.4


def test_example_1_4_spend_part_is_11_700_kg() -> None:
    factors = {f"material {number}": kg for number, (_, kg) in enumerate(RAW_MATERIALS, 1)}
    spend = totals(*((f"material {number}", money) for number, (money, _) in enumerate(RAW_MATERIALS, 1)))

    result = footprint_of(spend, choice_of(a_set(factors)))

    assert result.total_kg == 11_700
    assert result.coverage.share == 1
    assert result.total_kg + 42_400 == 54_100  # with the part by mass, as printed


def test_example_4_4_transport_by_spend_is_7_300_kg() -> None:
    choice = choice_of(a_set({mode: kg for mode, (_, kg) in TRANSPORT.items()}))
    spend = totals(*((mode, money) for mode, (money, _) in TRANSPORT.items()))

    result = footprint_of(spend, choice)

    assert result.total_kg == 7_300
    assert {mode: interval.mean_kg for mode, interval in result.by_category.items()} == {
        "air": Decimal(4500),
        "sea": Decimal(2000),
        "road": Decimal(800),
    }
