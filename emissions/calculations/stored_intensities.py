"""Intensities as footprints pin them, turned back into values: the same factors, steps and weights that were used.

The stored derivation (emissions.services.intensity_sets) holds texts; nothing is looked up anew, so an old footprint
keeps telling what it was made of after factor sets and price data have moved on.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from emissions.calculations.factor_set import Factor
from emissions.calculations.intensities import Component, Flag, Intensity
from emissions.calculations.price_levels import ExchangeStep, IndexScope, PriceStep
from foundation.money import PriceBasis


def stored_intensity(
    *, category: str, year: int, currency: str, kg_per_unit: Decimal, derivation: Mapping[str, Any]
) -> Intensity:
    """Return the intensity behind a stored row; KeyError where the derivation is not one of an intensity."""
    return Intensity(
        category=category,
        year=year,
        currency=currency,
        kg_per_unit=kg_per_unit,
        factor_set=derivation["factor_set"],
        factor_set_version=derivation["version"],
        gwp_set=derivation["gwp_set"],
        components=tuple(_component(component) for component in derivation["components"]),
        flags=tuple(Flag(flag) for flag in derivation["flags"]),
    )


def _component(stored: Mapping[str, Any]) -> Component:
    factor = Factor(
        code=stored["code"],
        price_year=stored["price_year"],
        ghg_year=stored["ghg_year"],
        price_basis=PriceBasis(stored["price_basis"]),
        variant=stored["variant"],
        unit=stored["unit"],
        kg_per_unit=Decimal(stored["factor"]),
    )
    return Component(
        factor=factor,
        names=stored["names"],
        weight=Decimal(stored["weight"]),
        price=_price_step(stored["price"]) if stored["price"] else None,
        exchange=_exchange_step(stored["exchange"]) if stored["exchange"] else None,
        gsd2=Decimal(stored["gsd2"]),
        kg_per_unit=Decimal(stored["kg_per_unit"]),
    )


def _price_step(stored: Mapping[str, Any]) -> PriceStep:
    return PriceStep(
        source=stored["source"],
        series=stored["series"],
        scope=IndexScope(stored["scope"]),
        from_year=int(stored["from_year"]),
        to_year=int(stored["to_year"]),
        from_index=Decimal(stored["from_index"]),
        to_index=Decimal(stored["to_index"]),
    )


def _exchange_step(stored: Mapping[str, Any]) -> ExchangeStep:
    return ExchangeStep(
        source=stored["source"],
        from_currency=stored["from_currency"],
        to_currency=stored["to_currency"],
        year=int(stored["year"]),
        from_per_euro=Decimal(stored["from_per_euro"]),
        to_per_euro=Decimal(stored["to_per_euro"]),
    )
