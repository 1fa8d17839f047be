"""Price steps and exchange steps: published figures, in the right order of preference, and never a guess."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.calculations.price_levels import IndexScope, PriceStep, Spend, purchaser_price_factor
from tests.emissions.calculations.shipped import PRICE_DATA, prices, untimed


def step(
    currency: str, country: str, year: int, to_year: int, code: str = "", cover: tuple[int, ...] = ()
) -> PriceStep:
    found = prices().price_step(Spend(currency, country, year), to_year, "no-snac", code, cover)
    assert found is not None
    return found


def test_norwegian_consumer_prices_are_as_published() -> None:
    found = step("NOK", "NO", 2023, 2022)

    assert (found.source, found.series, found.scope) == ("cpi-world-bank@2025-07-01", "NO", IndexScope.ALL_ITEMS)
    assert (found.from_index, found.to_index) == (Decimal("129.5583"), Decimal("122.7833"))
    assert round(1 / found.ratio, 6) == Decimal("1.055179")


def test_the_chained_index_follows_from_the_published_inflation() -> None:
    rows = [line.split(",") for line in (PRICE_DATA / "cpi-world-bank" / "series.csv").read_text().splitlines()[1:]]
    by_key = {(series, int(year)): (Decimal(rate), Decimal(index)) for series, year, rate, index in rows}
    off = [
        abs(by_key[series, year - 1][1] * (1 + rate / 100) - index)
        for (series, year), (rate, index) in by_key.items()
        if (series, year - 1) in by_key
    ]

    assert len(off) == len(rows) - 9
    assert max(off) < Decimal("0.00015")


def test_the_products_own_index_comes_before_consumer_prices() -> None:
    assert step("NOK", "NO", 2021, 2020, "RF").source == "output-prices-ssb@2024-05-21"
    assert (step("NOK", "NO", 2021, 2020, "RF").from_index, step("NOK", "NO", 2021, 2020, "RF").to_index) == (
        Decimal("121.4517"),
        Decimal("114.6536"),
    )
    assert step("NOK", "NO", 2022, 2020, "RF").series == "NO"


def test_an_index_that_does_not_cover_all_years_is_passed_over() -> None:
    assert step("NOK", "NO", 2021, 2020, "RF", cover=(2019, 2021)).scope is IndexScope.PRODUCT
    assert step("NOK", "NO", 2021, 2020, "RF", cover=(2019, 2023)).scope is IndexScope.ALL_ITEMS


@pytest.mark.parametrize(
    ("currency", "country", "series"),
    [("SEK", "SE", "SE"), ("SEK", "NO", "SE"), ("EUR", "FI", "FI"), ("EUR", "NO", "EA"), ("USD", "SE", "US")],
)
def test_spend_is_deflated_in_its_own_currency_and_country(currency: str, country: str, series: str) -> None:
    assert step(currency, country, 2021, 2020, "RF").series == series


@pytest.mark.parametrize(
    ("currency", "country", "year", "series", "last"),
    [("NOK", "NO", 2025, "NO", 2024), ("SEK", "SE", 2027, "SE", 2024), ("EUR", "NO", 2024, "EA", 2023)],
)
def test_an_index_serves_three_years_after_its_last(
    currency: str, country: str, year: int, series: str, last: int
) -> None:
    carried = step(currency, country, year, 2020, "RF")

    assert (carried.series, carried.from_year) == (series, last)
    assert carried.ratio == step(currency, country, last, 2020, "RF").ratio


def test_a_comparison_that_reaches_past_the_index_keeps_one_index_for_all_years() -> None:
    assert step("NOK", "NO", 2021, 2020, "RF", cover=(2021, 2025)).scope is IndexScope.ALL_ITEMS
    assert step("NOK", "NO", 2025, 2020, "RF", cover=(2021, 2025)).from_year == 2024


def test_what_is_not_published_is_no_step() -> None:
    assert prices().price_step(Spend("NOK", "NO", 2028), 2020, "no-snac", "RF") is None
    assert prices().price_step(Spend("NOK", "NO", 2024), 2025, "no-snac", "RF") is None
    assert prices().price_step(Spend("NOK", "NO", 1990), 2020, "no-snac", "RF") is None
    assert prices().price_step(Spend("PLN", "PL", 2021), 2020, "no-snac", "RF") is None
    assert prices().rates.step("ISK", "NOK", 2012) is None
    assert prices().rates.step("NOK", "USD", 2026) is None
    assert prices().rates.step("JPY", "USD", 2022) is None


def test_the_cross_rate_is_the_ratio_of_the_years_averages() -> None:
    found = prices().rates.step("NOK", "USD", 2022)

    assert found is not None
    assert (found.from_per_euro, found.to_per_euro) == (Decimal("10.102606"), Decimal("1.053049"))
    assert round(found.rate, 6) == Decimal("9.593671")


@untimed
@given(
    amount=st.decimals(min_value="0.01", max_value=10**9, places=2),
    currency=st.sampled_from(["NOK", "SEK", "DKK", "EUR", "USD", "GBP"]),
    other=st.sampled_from(["NOK", "SEK", "DKK", "EUR", "USD", "GBP"]),
    year=st.integers(1999, 2025),
)
def test_money_converted_there_and_back_is_the_same(amount: Decimal, currency: str, other: str, year: int) -> None:
    there, back = prices().rates.step(currency, other, year), prices().rates.step(other, currency, year)

    assert there is not None
    assert back is not None
    assert round(amount / there.rate / back.rate, 10) == amount


@untimed
@given(
    amount=st.decimals(min_value="0.01", max_value=10**9, places=2),
    year=st.integers(2000, 2024),
    to=st.integers(2000, 2024),
)
def test_money_deflated_there_and_back_is_the_same(amount: Decimal, year: int, to: int) -> None:
    there, back = step("NOK", "NO", year, to), step("NOK", "NO", to, year)

    assert round(amount * there.ratio * back.ratio, 10) == amount


def test_a_basic_price_factor_is_spread_over_the_margin() -> None:
    food = purchaser_price_factor(Decimal("0.0531543"), Decimal("0.0120"), Decimal("0.84893"), Decimal("0.15107"))

    assert round(food, 4) == Decimal("0.0469")
    assert purchaser_price_factor(Decimal("0.2"), Decimal(0), Decimal(3), Decimal(1)) == Decimal("0.15")


def test_every_source_is_found_by_its_reference() -> None:
    assert prices().references == (
        "output-prices-ssb@2024-05-21",
        "cpi-world-bank@2025-07-01",
        "exchange-rates-ecb@2025",
    )
    assert [source.licence.id for name in prices().references if (source := prices().source(name))] == [
        "CC-BY-4.0",
        "CC-BY-4.0",
        "LicenseRef-ECB-Reuse",
    ]
    assert prices().source("unknown@1") is None
