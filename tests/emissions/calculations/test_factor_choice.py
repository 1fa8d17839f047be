"""Which factor, which year, which index, which rate: by the rules, or a gap with its reason."""

from decimal import Decimal

import pytest

from emissions.calculations.factor_choice import CategoryFactors, FactorChoice, choose_factors
from emissions.calculations.factor_set import FactorSet
from emissions.calculations.gaps import Gap, GapReason
from emissions.calculations.intensities import Flag, Intensity
from emissions.calculations.price_levels import IndexScope
from foundation.money import PriceBasis
from tests.emissions.calculations.shipped import a_set, alone, norway, prices, united_states


def choose(
    *sets: FactorSet,
    category: CategoryFactors | None = None,
    mappings: dict[str, list[CategoryFactors]] | None = None,
    year: int = 2022,
    currency: str = "USD",
    country: str = "US",
) -> FactorChoice:
    mappings = mappings or {factor_set.code: [category] for factor_set in sets if category}
    return choose_factors(
        mappings, factor_sets=sets, years=[year], currencies=[currency], country=country, prices=prices()
    )


def intensity(choice: FactorChoice) -> Intensity:
    assert choice.gaps == {}
    (found,) = choice.intensities.values()
    return found


def gap(choice: FactorChoice) -> Gap:
    assert choice.intensities == {}
    (found,) = choice.gaps.values()
    return found


def test_a_million_kroner_of_catering_in_2023_are_13_tonnes() -> None:
    """Deflate kroner of 2023 to 2022 in Norway, convert at the rate of 2022, then the factor: in that order."""
    found = intensity(
        choose(united_states(), category=alone("food", "722310"), year=2023, currency="NOK", country="NO")
    )

    assert round(found.kg_per_unit * 1_000_000, 2) == Decimal("13039.57")
    assert found.flags == (Flag.ALL_ITEMS_INDEX, Flag.NEAREST_YEAR, Flag.PROXY_REGION)


def test_a_factor_of_the_spends_own_year_is_used_as_it_is() -> None:
    found = intensity(choose(norway(), category=alone("food", "R10_12"), year=2019, currency="NOK", country="NO"))

    (component,) = found.components
    factor = norway().factor("R10_12", 2019, PriceBasis.PURCHASER_EX_TAXES)
    assert (component.factor, component.price, component.exchange) == (factor, None, None)
    assert found.kg_per_unit == component.factor.kg_per_unit
    assert found.flags == ()


@pytest.mark.parametrize(("year", "vintage"), [(2012, 2019), (2018, 2019), (2021, 2020), (2024, 2020)])
def test_another_year_uses_the_nearest_purchaser_price_and_never_a_basic_price(year: int, vintage: int) -> None:
    found = intensity(choose(norway(), category=alone("food", "R10_12"), year=year, currency="NOK", country="NO"))

    (component,) = found.components
    assert (component.factor.price_year, component.factor.price_basis) == (vintage, PriceBasis.PURCHASER_EX_TAXES)
    assert component.price is not None
    assert (component.price.from_year, component.price.to_year) == (year, vintage)
    assert Flag.NEAREST_YEAR in found.flags


def test_the_newer_of_two_equally_near_years_is_taken() -> None:
    factor_set = a_set({"A": "1"}, years=(2018, 2022))

    assert intensity(choose(factor_set, category=alone("a", "A"), year=2020)).components[0].factor.price_year == 2022
    assert intensity(choose(factor_set, category=alone("a", "A"), year=2019)).components[0].factor.price_year == 2018


def test_the_products_index_deflates_norwegian_spend_and_is_not_flagged() -> None:
    found = intensity(choose(norway(), category=alone("building", "RF"), year=2021, currency="NOK", country="NO"))

    (component,) = found.components
    assert component.price is not None
    assert component.price.scope is IndexScope.PRODUCT
    assert found.flags == (Flag.NEAREST_YEAR,)
    assert found.kg_per_unit == (Decimal("0.02302454") * component.price.ratio).quantize(Decimal("1e-12"))


def test_swedish_spend_on_norwegian_factors_is_a_flagged_stand_in() -> None:
    found = intensity(choose(norway(), category=alone("building", "RF"), year=2023, currency="SEK", country="SE"))

    (component,) = found.components
    assert component.price is not None
    assert component.exchange is not None
    assert (component.price.series, component.price.from_year, component.price.to_year) == ("SE", 2023, 2020)
    assert (component.exchange.from_currency, component.exchange.to_currency, component.exchange.year) == (
        "SEK",
        "NOK",
        2020,
    )
    assert found.flags == (Flag.ALL_ITEMS_INDEX, Flag.NEAREST_YEAR, Flag.PROXY_REGION)


def test_weights_mix_the_factors() -> None:
    factor_set = a_set({"A": "0.1", "B": "0.3"})
    mix = CategoryFactors("mix", (("A", Decimal("0.25")), ("B", Decimal("0.75"))))

    found = intensity(choose(factor_set, category=mix))

    assert found.kg_per_unit == Decimal("0.25")
    assert [component.kg_per_unit for component in found.components] == [Decimal("0.025"), Decimal("0.225")]


@pytest.mark.parametrize("use", ["fuel", "medicine"])
def test_the_joint_row_of_fuel_and_medicine_serves_neither(use: str) -> None:
    found = gap(choose(norway(), category=alone("x", "R21", use), year=2020, currency="NOK", country="NO"))

    assert found.reason is GapReason.NOT_FOR_THIS_USE
    assert found.sentence == f"The factor R21 of no-snac must not be used for {use}."


def test_the_joint_row_serves_chemicals() -> None:
    found = intensity(choose(norway(), category=alone("x", "R21", "goods"), year=2020, currency="NOK", country="NO"))

    assert found.kg_per_unit == Decimal("0.08479014")


def test_another_set_serves_what_the_first_may_not() -> None:
    mappings = {
        "no-snac": [alone("medicines", "R21", "medicine")],
        "us-epa-1.3.0": [alone("medicines", "325412", "medicine")],
    }

    found = intensity(choose(norway(), united_states(), mappings=mappings, year=2022, currency="NOK", country="NO"))

    assert (found.factor_set, found.factor_set_version) == ("us-epa-1.3.0", "1.3.0")
    assert found.flags == (Flag.OTHER_FACTOR_SET, Flag.PROXY_REGION)


def test_another_set_with_other_warming_potentials_is_refused() -> None:
    first, second = a_set({}, code="first"), a_set({"A": "1"}, code="second", gwp_set="AR4")

    found = gap(choose(first, second, mappings={"second": [alone("a", "A")]}))

    assert found.reason is GapReason.OTHER_WARMING_POTENTIALS
    assert found.sentence == "second counts with AR4, the first set with AR5; they are not added together."


@pytest.mark.parametrize(
    ("category", "reason", "sentence"),
    [
        (
            CategoryFactors("a", ()),
            GapReason.NO_FACTOR_MAPPED,
            "No emission factor is chosen for the category a in example.",
        ),
        (
            CategoryFactors("a", (("A", Decimal("0.4")), ("B", Decimal("0.5")))),
            GapReason.WEIGHTS_NOT_ONE,
            "The factor weights of a in example sum to 0.9, not to one.",
        ),
        (alone("a", "C"), GapReason.UNKNOWN_FACTOR, "example has no factor C."),
    ],
)
def test_a_mapping_that_cannot_be_used_is_a_gap(category: CategoryFactors, reason: GapReason, sentence: str) -> None:
    found = gap(choose(a_set({"A": "1", "B": "1"}), category=category))

    assert (found.reason, found.sentence) == (reason, sentence)


def test_a_set_in_basic_prices_only_is_a_gap() -> None:
    found = gap(choose(a_set({"A": "1"}, basis=PriceBasis.BASIC), category=alone("a", "A")))

    assert found.sentence == "example has no factor A in purchaser prices."


def test_a_year_after_the_last_index_is_flagged() -> None:
    found = choose(norway(), category=alone("a", "RF"), year=2025, currency="NOK", country="NO")

    assert Flag.INDEX_ENDED in intensity(found).flags


def test_a_year_without_a_price_index_is_a_gap() -> None:
    found = gap(choose(norway(), category=alone("a", "RF"), year=2028, currency="NOK", country="NO"))

    assert found.reason is GapReason.NO_PRICE_INDEX
    assert found.sentence == "No price index leads from 2028 to 2020 for NOK spent in NO."


def test_a_currency_without_a_rate_is_a_gap() -> None:
    found = gap(choose(a_set({"A": "1"}, currency="JPY"), category=alone("a", "A")))

    assert found.sentence == "There is no average rate from USD to JPY for 2022."


def test_what_was_not_asked_for_is_a_gap() -> None:
    choice = choose(a_set({"A": "1"}), category=alone("a", "A"))

    assert isinstance(choice.find("a", 2022, "USD"), Intensity)
    assert [
        found.reason
        for found in (choice.find("b", 2022, "USD"), choice.find("a", 2021, "USD"), choice.find(None, 2022, "USD"))
        if isinstance(found, Gap)
    ] == [GapReason.NO_FACTOR_MAPPED, GapReason.NO_FACTOR_MAPPED, GapReason.UNCLASSIFIED]


def test_no_set_at_all_makes_gaps() -> None:
    choice = choose_factors({}, factor_sets=[], years=[2022], currencies=["USD"], country="US", prices=prices())

    assert (choice.intensities, choice.gaps) == ({}, {})
    assert isinstance(choice.find("a", 2022, "USD"), Gap)


def test_a_fixed_vintage_and_one_deflator_hold_for_all_years() -> None:
    choice = choose_factors(
        {"no-snac": [alone("building", "RF")]},
        factor_sets=[norway()],
        years=range(2019, 2024),
        currencies=["NOK"],
        country="NO",
        prices=prices(),
        vintage=2020,
        one_deflator=True,
    )

    components = [entry.components[0] for entry in choice.intensities.values()]
    assert {component.factor.price_year for component in components} == {2020}
    assert [component.price and component.price.scope for component in components] == [
        IndexScope.ALL_ITEMS,
        None,
        IndexScope.ALL_ITEMS,
        IndexScope.ALL_ITEMS,
        IndexScope.ALL_ITEMS,
    ]


@pytest.mark.parametrize(
    ("country", "year", "gsd2"),
    [("NO", 2020, "1.884"), ("NO", 2024, "1.885"), ("SE", 2024, "1.886"), ("DE", 2024, "1.899")],
)
def test_spread_grows_with_distance_in_years_and_place(country: str, year: int, gsd2: str) -> None:
    currency = {"NO": "NOK", "SE": "SEK", "DE": "EUR"}[country]
    found = intensity(choose(norway(), category=alone("a", "RF"), year=year, currency=currency, country=country))

    assert str(round(found.components[0].gsd2, 3)) == gsd2
