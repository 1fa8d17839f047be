"""Why this number: every step with its source, ending in the same kilograms as the footprint."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from emissions.calculations.derivation import derive
from emissions.calculations.factor_choice import CategoryFactors, choose_factors
from emissions.calculations.intensities import Flag, Intensity
from tests.emissions.calculations.shipped import alone, norway, prices, united_states, untimed


def catering() -> Intensity:
    choice = choose_factors(
        {"us-epa-1.3.0": [alone("food", "722310")]},
        factor_sets=[united_states()],
        years=[2023],
        currencies=["NOK"],
        country="NO",
        prices=prices(),
    )
    return choice.intensities["food", 2023, "NOK"]


def test_each_step_shows_its_figure_and_its_source() -> None:
    derivation = derive(Decimal(1_000_000), catering())

    (step,) = derivation.steps
    assert step.price is not None
    assert step.exchange is not None
    assert (step.price.source, step.price.from_index, step.price.to_index) == (
        "cpi-world-bank@2025-07-01",
        Decimal("129.5583"),
        Decimal("122.7833"),
    )
    assert round(step.amount_deflated, 2) == Decimal("947706.94")
    assert (step.exchange.source, round(step.exchange.rate, 6)) == ("exchange-rates-ecb@2025", Decimal("9.593671"))
    assert round(step.amount_converted, 2) == Decimal("98784.60")
    assert (step.factor.kg_per_unit, step.factor.price_year, step.weight) == (
        Decimal("0.132"),
        2022,
        Decimal(1),
    )
    assert (derivation.factor_set, derivation.factor_set_version, derivation.gwp_set) == (
        "us-epa-1.3.0",
        "1.3.0",
        "AR5",
    )
    assert Flag.PROXY_REGION in derivation.flags
    assert round(derivation.kg, 2) == Decimal("13039.57")


def test_a_factor_of_the_same_year_and_currency_has_no_steps_between() -> None:
    mix = CategoryFactors("goods", (("R49", Decimal("0.85")), ("R52", Decimal("0.15"))))
    choice = choose_factors(
        {"no-snac": [mix]}, factor_sets=[norway()], years=[2020], currencies=["NOK"], country="NO", prices=prices()
    )

    derivation = derive(Decimal(-1000), choice.intensities["goods", 2020, "NOK"])

    assert [(step.price, step.exchange) for step in derivation.steps] == [(None, None), (None, None)]
    assert [step.amount for step in derivation.steps] == [-850, -150]
    assert [step.names["nb"] for step in derivation.steps] == [
        "Landtransport og rørtransport",
        "Lagring og tjenester for transport",
    ]
    assert derivation.kg == -(850 * Decimal("0.03038401") + 150 * Decimal("0.02300285"))


@untimed
@given(amount=st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_the_steps_lead_to_the_kilograms(amount: Decimal) -> None:
    intensity = catering()
    derivation = derive(amount, intensity)

    assert derivation.kg == amount * intensity.kg_per_unit
    assert sum(step.kg for step in derivation.steps) == derivation.kg
    walked = sum(step.amount_converted * step.factor.kg_per_unit for step in derivation.steps)
    assert abs(walked - derivation.kg) < Decimal("0.001")
