"""Intensities as footprints pin them, and turned back into values: the same factors, steps and weights that were used.

The stored derivation holds texts; nothing is looked up anew, so an old footprint keeps telling what it was made of
after factor sets and price data have moved on.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from emissions.calculations.factor_set import Factor
from emissions.calculations.gaps import Gap
from emissions.calculations.intensities import Component, Flag, Intensity
from emissions.calculations.price_levels import ExchangeStep, IndexScope, PriceStep
from foundation.canonical import content_hash
from foundation.money import PriceBasis

IN_ORDER = json.JSONEncoder(ensure_ascii=False, sort_keys=True)  # so that equal content is an equal text


class StoredRow(NamedTuple):
    """An intensity or a gap as it is kept; `derivation` is JSON."""

    category: str | None
    currency: str
    kg_per_unit: Decimal | None
    gap_reason: str
    derivation: str


@dataclass(frozen=True, slots=True)
class StoredFigures:
    """What is kept of one year and currency, and the hash of all of it."""

    rows: tuple[StoredRow, ...]
    hash: str


def stored_figures(found: Iterable[Intensity | Gap]) -> dict[tuple[int, str], StoredFigures]:
    """Return intensities and gaps by year and currency as they are kept."""
    rows: dict[tuple[int, str], list[StoredRow]] = defaultdict(list)
    steps = _Steps()
    for entry in found:
        rows[entry.year, entry.currency].append(_row(entry, steps))
    return {cell: StoredFigures(tuple(kept), content_hash(sorted(map(_line, kept)))) for cell, kept in rows.items()}


def _line(row: StoredRow) -> str:
    return "\t".join(map(str, row))


class _Steps:
    """Steps as they are kept, each made once: hundreds of intensities share an index or a rate."""

    def __init__(self) -> None:
        self._stored: dict[int, tuple[object, dict[str, Any]]] = {}  # the step itself stays, and so does its id

    def stored(self, step: PriceStep | ExchangeStep | None) -> dict[str, Any] | None:
        """Return a step as it is kept."""
        if step is None:
            return None
        if id(step) not in self._stored:
            self._stored[id(step)] = step, _stored_step(step)
        return self._stored[id(step)][1]


def _row(found: Intensity | Gap, steps: _Steps) -> StoredRow:
    if isinstance(found, Gap):
        values = {name: str(value) for name, value in found.values.items()}
        return StoredRow(found.category, found.currency, None, found.reason.value, IN_ORDER.encode({"values": values}))
    derivation = {
        "factor_set": found.factor_set,
        "version": found.factor_set_version,
        "gwp_set": found.gwp_set,
        "flags": [flag.value for flag in found.flags],
        "components": [_stored_component(component, steps) for component in found.components],
    }
    return StoredRow(found.category, found.currency, found.kg_per_unit, "", IN_ORDER.encode(derivation))


def _stored_component(component: Component, steps: _Steps) -> dict[str, Any]:
    factor = component.factor
    return {
        "code": factor.code,
        "names": dict(component.names),
        "weight": str(component.weight),
        "price_year": factor.price_year,
        "ghg_year": factor.ghg_year,
        "price_basis": factor.price_basis.value,
        "variant": factor.variant,
        "unit": factor.unit,
        "factor": str(factor.kg_per_unit),
        "price": steps.stored(component.price),
        "exchange": steps.stored(component.exchange),
        "gsd2": str(component.gsd2),
        "kg_per_unit": str(component.kg_per_unit),
        **({} if factor.row is None else {"row": factor.row}),
    }


def _stored_step(step: PriceStep | ExchangeStep) -> dict[str, Any]:
    values = {name: getattr(step, name) for name in step.__slots__}
    return {name: value if isinstance(value, int) else str(value) for name, value in values.items()}


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
        row=stored.get("row"),
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
