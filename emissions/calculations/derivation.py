"""Why this number? One amount's way to kilograms: price index, exchange rate, factor, weight, each with its source.

Source: docs/methods/spend_based.md. The kilograms are the amount times the intensity, exactly as in the footprint; the
amounts between the steps are rounded for reading only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from emissions.calculations.factor_set import Factor
from emissions.calculations.intensities import EXACT, Component, Flag, Intensity
from emissions.calculations.price_levels import ONE, ExchangeStep, PriceStep

READING_PLACES = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class DerivationStep:
    """One factor's part: the share of the amount, its value after each step, the factor and the kilograms.

    `price` is None where the factor is of the spend's own year, `exchange` where it is in the spend's own currency.
    """

    weight: Decimal
    amount: Decimal
    price: PriceStep | None
    amount_deflated: Decimal
    exchange: ExchangeStep | None
    amount_converted: Decimal
    factor: Factor
    names: Mapping[str, str]
    gsd2: Decimal
    kg: Decimal


@dataclass(frozen=True, slots=True)
class Derivation:
    """An amount, its kilograms and the steps between, one per factor; the steps' kilograms sum to the total."""

    category: str
    year: int
    amount: Decimal
    currency: str
    factor_set: str
    factor_set_version: str
    gwp_set: str
    flags: tuple[Flag, ...]
    steps: tuple[DerivationStep, ...]
    kg: Decimal


def derive(amount: Decimal, intensity: Intensity) -> Derivation:
    """Return how an amount in the intensity's currency and year becomes kg CO2e; a credit note keeps its sign."""
    with localcontext(EXACT):
        return Derivation(
            intensity.category,
            intensity.year,
            amount,
            intensity.currency,
            intensity.factor_set,
            intensity.factor_set_version,
            intensity.gwp_set,
            intensity.flags,
            tuple(_step(amount, component) for component in intensity.components),
            amount * intensity.kg_per_unit,
        )


def _step(amount: Decimal, component: Component) -> DerivationStep:
    share = amount * component.weight
    deflated = share * (component.price.ratio if component.price else ONE)
    converted = deflated / (component.exchange.rate if component.exchange else ONE)
    return DerivationStep(
        weight=component.weight,
        amount=share.quantize(READING_PLACES),
        price=component.price,
        amount_deflated=deflated.quantize(READING_PLACES),
        exchange=component.exchange,
        amount_converted=converted.quantize(READING_PLACES),
        factor=component.factor,
        names=component.names,
        gsd2=component.gsd2,
        kg=amount * component.kg_per_unit,
    )
