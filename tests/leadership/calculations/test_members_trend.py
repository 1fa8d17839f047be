"""Members together: sums of their own comparisons, and an interval that knows what they share."""

from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from emissions.calculations.constant_prices import compare_years
from emissions.calculations.factor_choice import CategoryFactors, FactorChoice, choose_factors
from leadership.calculations.members_trend import Member, members_together
from tests.emissions.calculations.shipped import norway, prices

YEARS = [2022, 2023, 2024]
WEIGHTS = {"roads": (("R49", Decimal(1)),), "flights": (("R51", Decimal(1)),), "gap": (("R99", Decimal(1)),)}


def choice(country: str, currency: str) -> FactorChoice:
    return choose_factors(
        {"no-snac": [CategoryFactors(code, weights) for code, weights in WEIGHTS.items()]},
        factor_sets=[norway()],
        years=YEARS,
        currencies=[currency],
        country=country,
        prices=prices(),
        vintage=2024,
        one_deflator=True,
    )


def member(country: str, currency: str, *amounts: tuple[str, int, int]) -> Member:
    rows = [(category, "purchase", year, currency, Decimal(amount)) for category, year, amount in amounts]
    schema: dict[str, Any] = {
        "category": pl.String,
        "treatment": pl.String,
        "year": pl.Int64,
        "currency": pl.String,
        "amount": pl.Decimal(24, 4),
    }
    return Member(pl.DataFrame(rows, schema=schema, orient="row"), choice(country, currency))


VIK = member("NO", "NOK", *(("roads", year, 1000 * (year - 2000)) for year in YEARS), ("gap", 2023, 500))
NES = member("SE", "SEK", *(("roads", year, 800 * (2050 - year)) for year in YEARS), ("flights", 2024, 900))


def test_one_member_alone_is_its_own_comparison() -> None:
    alone = members_together([VIK], YEARS)
    own = compare_years(VIK.totals, VIK.choice, YEARS)

    assert [year.emissions.mean_kg for year in alone.years] == [year.emissions.mean_kg for year in own.years]
    assert [year.emissions.high_kg for year in alone.years] == [year.emissions.high_kg for year in own.years]
    for mine, theirs in zip(alone.changes, own.changes, strict=True):
        assert mine.price == pytest.approx(theirs.price, abs=Decimal("0.000002"))
        assert mine.constant_prices == theirs.constant_prices


def test_members_sum_to_the_whole() -> None:
    together = members_together([VIK, NES], YEARS)
    each = [compare_years(one.totals, one.choice, YEARS) for one in (VIK, NES)]

    for place, year in enumerate(together.years):
        assert year.emissions.mean_kg == sum(own.years[place].emissions.mean_kg for own in each)
        assert year.undeflated_kg == pytest.approx(sum(own.years[place].undeflated_kg for own in each))
    assert len(together.left_out) == sum(len(own.left_out) for own in each)


def test_price_and_real_sum_to_the_change() -> None:
    for change in members_together([VIK, NES], YEARS).changes:
        assert change.total is not None
        assert change.price is not None
        assert change.real is not None
        assert change.total == change.price + change.real


def test_members_that_share_a_factor_share_its_error() -> None:
    twins = members_together([VIK, VIK], YEARS)
    alone = members_together([VIK], YEARS)

    for both, one in zip(twins.years, alone.years, strict=True):
        assert both.emissions.gsd2 == one.emissions.gsd2
        assert one.emissions.high_kg
        assert both.emissions.high_kg == pytest.approx(2 * one.emissions.high_kg, rel=Decimal("1e-5"))
