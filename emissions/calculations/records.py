"""Intensities as plain records, so that a frozen footprint keeps how every figure came about.

Exact numbers are texts; what is read back equals what was written. Used wherever intensities are stored or sent.
"""

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from typing import TypeAlias, cast

from emissions.calculations.factor_set import Factor, PriceBasis
from emissions.calculations.intensities import Component, Flag, Intensity
from emissions.calculations.price_levels import ExchangeStep, IndexScope, PriceStep

Record: TypeAlias = dict[str, "str | int | list[Record] | dict[str, str] | Record | list[str] | None"]


def intensity_record(intensity: Intensity) -> Record:
    """Return an intensity as texts, numbers and lists that JSON can hold."""
    return {
        "category": intensity.category,
        "year": intensity.year,
        "currency": intensity.currency,
        "kg_per_unit": str(intensity.kg_per_unit),
        "factor_set": intensity.factor_set,
        "factor_set_version": intensity.factor_set_version,
        "gwp_set": intensity.gwp_set,
        "flags": [flag.value for flag in intensity.flags],
        "components": [_component_record(component) for component in intensity.components],
    }


def intensity_of_record(record: Mapping[str, object]) -> Intensity:
    """Return the intensity that a record was made from."""
    texts = cast("Mapping[str, str]", record)
    components = cast("list[Mapping[str, object]]", record["components"])
    return Intensity(
        category=texts["category"],
        year=int(texts["year"]),
        currency=texts["currency"],
        kg_per_unit=Decimal(texts["kg_per_unit"]),
        factor_set=texts["factor_set"],
        factor_set_version=texts["factor_set_version"],
        gwp_set=texts["gwp_set"],
        components=tuple(_component_of(component) for component in components),
        flags=tuple(Flag(flag) for flag in cast("list[str]", record["flags"])),
    )


def _component_record(component: Component) -> Record:
    factor, price, exchange = component.factor, component.price, component.exchange
    return {
        "code": factor.code,
        "names": dict(component.names),
        "price_year": factor.price_year,
        "ghg_year": factor.ghg_year,
        "price_basis": factor.price_basis.value,
        "variant": factor.variant,
        "unit": factor.unit,
        "factor": str(factor.kg_per_unit),
        "weight": str(component.weight),
        "gsd2": str(component.gsd2),
        "kg_per_unit": str(component.kg_per_unit),
        "price": _step_record(price),
        "exchange": _step_record(exchange),
    }


def _step_record(step: PriceStep | ExchangeStep | None) -> Record | None:
    if step is None:
        return None
    values = {item.name: getattr(step, item.name) for item in fields(step)}
    return {name: value if isinstance(value, int) else str(value) for name, value in values.items()}


def _component_of(record: Mapping[str, object]) -> Component:
    texts = cast("Mapping[str, str]", record)
    factor = Factor(
        code=texts["code"],
        price_year=int(texts["price_year"]),
        ghg_year=int(texts["ghg_year"]),
        price_basis=PriceBasis(texts["price_basis"]),
        variant=texts["variant"],
        unit=texts["unit"],
        kg_per_unit=Decimal(texts["factor"]),
    )
    return Component(
        factor=factor,
        names=cast("Mapping[str, str]", record["names"]),
        weight=Decimal(texts["weight"]),
        price=_price_of(cast("Mapping[str, str] | None", record["price"])),
        exchange=_exchange_of(cast("Mapping[str, str] | None", record["exchange"])),
        gsd2=Decimal(texts["gsd2"]),
        kg_per_unit=Decimal(texts["kg_per_unit"]),
    )


def _price_of(record: Mapping[str, str] | None) -> PriceStep | None:
    if record is None:
        return None
    years = int(record["from_year"]), int(record["to_year"])
    values = Decimal(record["from_index"]), Decimal(record["to_index"])
    return PriceStep(record["source"], record["series"], IndexScope(record["scope"]), *years, *values)


def _exchange_of(record: Mapping[str, str] | None) -> ExchangeStep | None:
    if record is None:
        return None
    rates = Decimal(record["from_per_euro"]), Decimal(record["to_per_euro"])
    return ExchangeStep(record["source"], record["from_currency"], record["to_currency"], int(record["year"]), *rates)
