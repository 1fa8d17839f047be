"""The Norwegian factors reproduce the published footprint of Norway's final demand in 2020."""

import csv
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from foundation.money import PriceBasis
from tests.emissions.calculations.shipped import norway

TOLERANCE = Decimal("1e-5")  # Mt; the factors are published to eight decimals
KG_PER_MT = Decimal(10) ** 9
NOK_PER_MNOK = Decimal(10) ** 6


def final_demand() -> list[dict[str, str]]:
    path = Path(__file__).parent / "data" / "norway_final_demand_2020.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def emissions_kg(row: Mapping[str, str], demand: str, origin: str) -> Decimal:
    """A group that was not imported has no factor for imports, and then nothing may have been demanded of it."""
    spend = Decimal(row[f"{demand}_{origin}"]) * NOK_PER_MNOK
    factor = norway().factor(row["code"], 2020, PriceBasis.BASIC, origin)
    if factor is None:
        assert spend == 0
        return Decimal(0)
    return spend * factor.kg_per_unit


@pytest.mark.parametrize(
    ("demand", "published_mt"), [("all", "65.11244187"), ("government", "6.929123"), ("investment", "20.892926")]
)
def test_factors_times_final_demand_are_the_published_footprint(
    demand: str, published_mt: str, table: Callable[[str, str], list[list[str]]]
) -> None:
    rows = final_demand()
    kg = sum(emissions_kg(row, demand, origin) for row in rows for origin in ("domestic", "imported"))

    assert {row["code"] for row in rows} == set(norway().codes)
    assert abs(kg / KG_PER_MT - Decimal(published_mt)) < TOLERANCE
    assert str(round(kg / KG_PER_MT, 5)) in {row[1] for row in table("factor_set_format.md", "Worked example")}
