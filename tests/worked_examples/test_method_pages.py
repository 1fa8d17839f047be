"""Every figure on the method pages is what the calculations give, to the decimals that the page shows."""

from collections.abc import Callable
from decimal import Decimal

from emissions.calculations.constant_prices import compare_years
from emissions.calculations.derivation import derive
from emissions.calculations.factor_choice import choose_factors
from emissions.calculations.factor_pricing import nearest_vintage
from emissions.calculations.factor_set import FactorSet
from emissions.calculations.factor_set_format import CODE_COLUMNS, FACTOR_COLUMNS
from emissions.calculations.gaps import GapReason
from emissions.calculations.intensities import Flag, Intensity
from emissions.calculations.pedigree import ECOINVENT_V2
from emissions.calculations.price_levels import Spend, purchaser_price_factor
from emissions.calculations.spend_based import footprint_of
from foundation.money import PriceBasis
from tests.emissions.calculations.shipped import (
    ROOT,
    a_set,
    alone,
    choice_of,
    each_alone,
    norway,
    norway_alone,
    prices,
    totals,
    united_states,
    united_states_before,
)

Figures = dict[str, Decimal]
Read = Callable[[str], Figures]
Table = Callable[[str, str], list[list[str]]]


def as_shown(value: Decimal, figure: Decimal) -> Decimal:
    """The value with as many decimals as the page shows."""
    return round(value, -int(figure.as_tuple().exponent))


def agree(page: Figures, found: dict[str, Decimal]) -> None:
    """Every step of the page, and no other, has the value found."""
    assert {step: as_shown(found[step], figure) if step in found else None for step, figure in page.items()} == page
    assert found.keys() == page.keys()


def one_intensity(factor_set: FactorSet, code: str, spend: Spend) -> Intensity:
    choice = choose_factors(
        {factor_set.code: [alone("x", code)]},
        factor_sets=[factor_set],
        years=[spend.year],
        currencies=[spend.currency],
        country=spend.country,
        prices=prices(),
    )
    return choice.intensities["x", spend.year, spend.currency]


def test_spend_based_page(figures: Read) -> None:
    page = figures("spend_based.md")
    amount = page["spend, NOK of 2023"]
    derivation = derive(amount, one_intensity(united_states(), "722310", Spend("NOK", "NO", 2023)))
    (step,) = derivation.steps
    wrong_rate, wrong_prices = (
        prices().rates.step("NOK", "USD", 2023),
        prices().price_step(Spend("USD", "US", 2023), 2022, "", ""),
    )
    assert step.price
    assert step.exchange
    assert wrong_rate
    assert wrong_prices

    agree(
        page,
        {
            "spend, NOK of 2023": derivation.amount,
            "consumer prices Norway, 2023": step.price.from_index,
            "consumer prices Norway, 2022": step.price.to_index,
            "deflated, NOK of 2022": step.amount_deflated,
            "NOK for one USD, average 2022": step.exchange.rate,
            "converted, USD of 2022": step.amount_converted,
            "factor, kg CO2e per USD of 2022": step.factor.kg_per_unit,
            "emissions, kg CO2e": derivation.kg,
            "in the wrong order (rate of 2023, US prices), kg CO2e": amount
            / wrong_rate.rate
            * wrong_prices.ratio
            * step.factor.kg_per_unit,
        },
    )


def test_factor_choice_page(figures: Read, table: Table) -> None:
    norwegian = one_intensity(norway(), "RF", Spend("NOK", "NO", 2024))
    swedish = one_intensity(norway(), "RF", Spend("SEK", "SE", 2024))
    (here,), (there,) = norwegian.components, swedish.components
    chosen = {year: nearest_vintage(norway().spend_vintages("RF"), year) for year in (2018, 2019, 2024)}
    assert here.price
    assert there.price
    assert there.exchange

    agree(
        figures("factor_choice.md"),
        {
            **{
                f"price year chosen for {year}": Decimal(factor.price_year) for year, factor in chosen.items() if factor
            },
            "factor RF of 2020, kg CO2e per NOK": here.factor.kg_per_unit,
            "Norwegian consumer prices 2020 over 2024": here.price.ratio,
            "kg CO2e per NOK spent in 2024": norwegian.kg_per_unit,
            "Swedish consumer prices 2020 over 2024": there.price.ratio,
            "SEK for one NOK, average 2020": there.exchange.rate,
            "kg CO2e per SEK spent in 2024": swedish.kg_per_unit,
        },
    )
    assert {row[0].strip("`") for row in table("factor_choice.md", "Flags")} == {flag.value for flag in Flag}


def test_price_levels_page(figures: Read) -> None:
    page = figures("price_levels.md")
    step = prices().price_step(Spend("NOK", "NO", 2021), 2020, "no-snac", "RF")
    exchange = prices().rates.step("NOK", "USD", 2022)
    basic = norway().factor("R10_12", 2020, PriceBasis.BASIC)
    paid = norway().factor("R10_12", 2020, PriceBasis.PURCHASER_EX_TAXES)
    assert step
    assert exchange
    assert basic
    assert paid
    shares = (
        page["to the producer, share of the price without taxes"],
        page["to trade and transport, share of the price without taxes"],
    )
    margin = page["trade and transport 2020, kg CO2e per NOK"]

    agree(
        page,
        {
            "output prices of construction 2021, 2015 = 100": step.from_index,
            "output prices of construction 2020, 2015 = 100": step.to_index,
            "1,000,000 NOK of building works in 2021, in NOK of 2020": 1_000_000 * step.ratio,
            "NOK for one euro, average 2022": exchange.from_per_euro,
            "USD for one euro, average 2022": exchange.to_per_euro,
            "NOK for one USD, average 2022": exchange.rate,
            "food, basic price 2020, kg CO2e per NOK": basic.kg_per_unit,
            "to the producer, share of the price without taxes": 1 - shares[1],
            "to trade and transport, share of the price without taxes": 1 - shares[0],
            "trade and transport 2020, kg CO2e per NOK": margin,
            "food, purchaser price without taxes 2020, kg CO2e per NOK": purchaser_price_factor(
                basic.kg_per_unit, margin, *shares
            ),
        },
    )
    assert page["food, purchaser price without taxes 2020, kg CO2e per NOK"] == paid.kg_per_unit


def test_uncertainty_page(figures: Read, table: Table) -> None:
    choice = choice_of(norway(), year=2020, currency="NOK", country="NO")
    spend = {"RF": 60, "R10_12": 10, "R49": 8, "R71": 7, "R62_63": 5}
    result = footprint_of(
        totals(*((code, million * 10**6) for code, million in spend.items()), year=2020, currency="NOK"), choice
    )
    building = result.by_category["RF"]
    assert result.total.low_kg
    assert result.total.high_kg
    assert result.total.gsd2
    assert building.low_kg
    assert building.high_kg

    agree(
        figures("uncertainty.md"),
        {
            "GSD² of a factor of the same year and country": choice.intensities["RF", 2020, "NOK"].components[0].gsd2,
            "GSD² of the set": norway().quality.set_gsd2,
            "emissions, kg CO2e": result.total_kg,
            "lower bound, kg CO2e": result.total.low_kg,
            "upper bound, kg CO2e": result.total.high_kg,
            "GSD² of the sum": result.total.gsd2,
            "lower bound of building works alone, kg CO2e": building.low_kg,
            "upper bound of building works alone, kg CO2e": building.high_kg,
        },
    )
    assert {row[0]: tuple(row[1:6]) for row in table("uncertainty.md", "One factor")} == ECOINVENT_V2


def test_coverage_page(figures: Read, table: Table) -> None:
    page = figures("coverage.md")
    rows: list[tuple[object, ...]] = [
        ("food", page["food, with a factor"]),
        ("boats", page["boats, no factor"]),
        (None, page["not classified"], "unclassified"),
        (None, page["excluded: wages"], "excluded"),
    ]
    choice = choice_of(a_set({"food": "0.5"}))
    before, after = footprint_of(totals(*rows), choice), footprint_of(totals(*rows, ("boats", -100)), choice)
    gaps = {money.gap.category: money.amount for money in before.gaps}
    assert before.coverage.share
    assert after.coverage.share

    agree(
        page,
        {
            "food, with a factor": before.coverage.by_currency[0].with_factor,
            "boats, no factor": gaps["boats"],
            "not classified": gaps[None],
            "excluded: wages": before.excluded[0].amount,
            "emissions, kg CO2e": before.total_kg,
            "coverage": before.coverage.share,
            "coverage after a credit note of 100 for boats": after.coverage.share,
        },
    )
    reasons = [name.strip("` ") for row in table("coverage.md", "Reasons") for name in row[0].split(",")]
    assert sorted(reasons) == sorted(reason.value for reason in GapReason)


def test_constant_prices_page(figures: Read) -> None:
    page = figures("constant_prices.md")
    factor_set = a_set({"A": "1"}, years=(2016,), currency="NOK", region="NO")
    choice = choose_factors(
        each_alone(factor_set),
        factor_sets=[factor_set],
        years=[2017, 2016],
        currencies=["NOK"],
        country="NO",
        prices=prices(),
        vintage=2016,
        one_deflator=True,
    )
    before, after = page["spend before, NOK of 2017"], page["spend after, NOK of 2016"]
    frame = totals(("A", before), year=2017, currency="NOK").extend(totals(("A", after), year=2016, currency="NOK"))
    (change,) = compare_years(frame, choice, [2017, 2016]).changes
    price = choice.intensities["A", 2017, "NOK"].components[0].price
    assert price
    parts = change.total, change.price, change.real, change.constant_prices
    total, of_price, real, constant = (part for part in parts if part is not None)

    agree(
        page,
        {
            "spend before, NOK of 2017": before,
            "spend after, NOK of 2016": after,
            "consumer prices 2017": price.from_index,
            "consumer prices 2016": price.to_index,
            "total change": total,
            "of which price": of_price,
            "of which real": real,
            "change in constant prices": constant,
        },
    )


def test_factor_set_format_page(table: Table) -> None:
    text = (ROOT / "docs" / "methods" / "factor_set_format.md").read_text(encoding="utf-8")

    assert f"`{','.join(CODE_COLUMNS)}`" in text
    assert f"`{','.join(FACTOR_COLUMNS)}`" in text
    assert table("factor_set_format.md", "Shipped sets") == [
        [
            f"`{factor_set.code}`",
            str(len(factor_set.factors)),
            f"{factor_set.years[0]}–{factor_set.years[1]}",
            factor_set.source.licence.id,
        ]
        for factor_set in (norway_alone(), norway(), united_states_before(), united_states())
    ]
