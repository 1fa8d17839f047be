"""Years compared: one vintage, one index, and a change that falls into price and real."""

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.calculations.constant_prices import compare_years
from emissions.calculations.factor_choice import FactorChoice, choose_factors
from emissions.calculations.factor_set import FactorSet
from emissions.calculations.gaps import GapReason
from tests.emissions.calculations.shipped import a_set, each_alone, norway, prices, totals, untimed


def choice_for(
    factor_set: FactorSet, years: list[int], *, vintage: int | None, one_deflator: bool = True, currency: str = "NOK"
) -> FactorChoice:
    return choose_factors(
        each_alone(factor_set),
        factor_sets=[factor_set],
        years=years,
        currencies=[currency],
        country="NO",
        prices=prices(),
        vintage=vintage,
        one_deflator=one_deflator,
    )


def spend(by_year: dict[int, list[tuple[object, ...]]]) -> pl.DataFrame:
    return pl.concat([totals(*rows, year=year, currency="NOK") for year, rows in by_year.items()])


def test_equal_volume_at_higher_prices_is_a_change_of_price_only() -> None:
    """Spend that grew exactly with consumer prices: 122.7833 in 2022 and 129.5583 in 2023."""
    choice = choice_for(norway(), [2022, 2023], vintage=2020)

    found = compare_years(spend({2022: [("RF", "1227833")], 2023: [("RF", "1295583")]}), choice, [2022, 2023])

    (change,) = found.changes
    assert (change.from_year, change.to_year) == (2022, 2023)
    assert change.total == change.price == Decimal("0.055179")
    assert change.real == 0
    assert change.constant_prices == 0


def test_a_fall_of_six_per_cent_is_two_of_price_and_four_real() -> None:
    """From the prices of 2017 to those of 2016, which are 1.8 per cent lower, with a set in kroner of 2016."""
    factor_set = a_set({"A": "1"}, years=(2016,), currency="NOK", region="NO")
    choice = choice_for(factor_set, [2017, 2016], vintage=2016)

    found = compare_years(spend({2017: [("A", "1018.751")], 2016: [("A", "957.626")]}), choice, [2017, 2016])

    (change,) = found.changes
    assert (change.total, change.price, change.real) == (
        Decimal("-0.060000"),
        Decimal("-0.018016"),
        Decimal("-0.041984"),
    )
    assert change.constant_prices == Decimal("-0.042374")


def test_every_year_has_its_emissions_and_interval_in_constant_prices() -> None:
    choice = choice_for(norway(), [2019, 2020, 2021], vintage=2020)
    frame = spend(
        {
            year: [("RF", 1_000_000), ("R71", 100_000, "capital_good"), ("RD", 5, "energy")]
            for year in (2019, 2020, 2021)
        }
    )

    found = compare_years(frame, choice, [2019, 2020, 2021])

    assert [year.year for year in found.years] == [2019, 2020, 2021]
    base = found.years[1]
    assert base.emissions.mean_kg == 1_000_000 * Decimal("0.02302454") + 100_000 * Decimal("0.00858839")
    assert base.undeflated_kg == base.emissions.mean_kg
    assert found.years[0].emissions.mean_kg > base.emissions.mean_kg > found.years[2].emissions.mean_kg
    assert {round(year.undeflated_kg, 6) for year in found.years} == {round(base.undeflated_kg, 6)}
    assert all(year.emissions.low_kg is not None for year in found.years)
    assert [change.total for change in found.changes] == [0, 0]


def test_a_category_with_a_gap_in_one_year_is_left_out_of_all() -> None:
    choice = choice_for(norway(), [2023, 2024, 2028], vintage=2020)
    frame = spend({2023: [("RF", 100), (None, 7, "unclassified")], 2024: [("RF", 100)], 2028: [("RF", 40)]})

    found = compare_years(frame, choice, [2023, 2024, 2028])

    assert [(money.gap.category, money.gap.reason, money.amount) for money in found.left_out] == [
        ("RF", GapReason.NO_PRICE_INDEX, Decimal(240)),
        (None, GapReason.UNCLASSIFIED, Decimal(7)),
    ]
    assert [year.emissions.mean_kg for year in found.years] == [0, 0, 0]
    assert {change.total for change in found.changes} == {None}


def test_a_category_bought_in_one_year_only_is_a_real_change() -> None:
    choice = choice_for(norway(), [2019, 2020], vintage=2020)

    found = compare_years(spend({2019: [("RF", 100)], 2020: [("RF", 100), ("R71", 100)]}), choice, [2019, 2020])

    assert found.changes[0].real is not None
    assert found.changes[0].real > Decimal("0.3")


@pytest.mark.parametrize(("vintage", "one_deflator"), [(None, True), (2020, False)])
def test_a_choice_that_mixes_vintages_or_indices_is_refused(vintage: int | None, *, one_deflator: bool) -> None:
    years = [2018, 2020, 2021, 2022]
    choice = choice_for(norway(), years, vintage=vintage, one_deflator=one_deflator)

    with pytest.raises(ValueError, match="stand on different factors or price indices"):
        compare_years(spend({year: [("RF", 1)] for year in years}), choice, years)


CODES = sorted(norway().codes)
YEARS = [2019, 2020, 2021, 2022, 2023]
CHOICE = choice_for(norway(), YEARS, vintage=2020)
row = st.tuples(st.sampled_from(CODES), st.decimals(min_value=1, max_value=10**9, places=2))


@untimed
@given(by_year=st.fixed_dictionaries({year: st.lists(row, min_size=1, max_size=6) for year in YEARS}))
def test_price_and_real_sum_to_the_change(by_year: dict[int, list[tuple[object, ...]]]) -> None:
    found = compare_years(spend(by_year), CHOICE, YEARS)

    assert len(found.changes) == len(YEARS) - 1
    for change, before, after in zip(found.changes, found.years, found.years[1:], strict=False):
        assert change.price is not None
        assert change.real is not None
        assert change.total == change.price + change.real
        assert abs(change.total - (after.undeflated_kg / before.undeflated_kg - 1)) < Decimal("0.000002")


def test_a_year_after_the_last_price_index_says_so() -> None:
    choice = choice_for(norway(), [2024, 2025], vintage=2020)

    found = compare_years(spend({2024: [("RF", "1000")], 2025: [("RF", "1000")]}), choice, [2024, 2025])

    assert [(year.year, year.index_year) for year in found.years] == [(2024, None), (2025, 2024)]
