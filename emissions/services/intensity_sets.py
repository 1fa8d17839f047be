"""Keep the intensities that footprints rest on: one set per country, year and pinned figures, shared by all of them."""

import json
from collections.abc import Collection, Iterable
from typing import Any

import polars as pl
from django.db import transaction

from emissions.calculations.basis import METHOD_VERSION, content_hash
from emissions.calculations.factor_choice import FactorChoice
from emissions.calculations.gaps import Gap
from emissions.calculations.intensities import Component, Intensity
from emissions.calculations.price_levels import ExchangeStep, PriceStep
from emissions.models import IntensitySet
from emissions.queries.published import checksums
from foundation.postgres.bulk import insert_frame
from organisations.reference.crosswalks import crosswalk_version

ROW_SCHEMA: dict[str, pl.DataType] = {
    "intensity_set_id": pl.Int64(),
    "category": pl.String(),
    "currency": pl.String(),
    "kg_per_unit": pl.Decimal(24, 12),
    "gap_reason": pl.String(),
    "derivation": pl.String(),
}


@transaction.atomic
def intensity_sets_for(choice: FactorChoice, country: str, years: Collection[int]) -> dict[int, IntensitySet]:
    """Return the stored intensities of the choice by year, writing them the first time.

    Everything that decides them is in the hash – the chosen sets, the crosswalk to categories, price data, method and
    the currencies asked for – so an equal hash means equal intensities.
    """
    found: dict[int, list[Intensity | Gap]] = {year: [] for year in years}
    known: list[Intensity | Gap] = [*choice.intensities.values(), *choice.gaps.values()]
    for entry in known:
        if entry.year in found:
            found[entry.year].append(entry)
    kept = {year: _kept(choice, country, year, entries) for year, entries in found.items()}
    rows = [(stored.pk, *_row(entry)) for year, (stored, is_new) in kept.items() if is_new for entry in found[year]]
    if rows:
        insert_frame("emissions_intensity", pl.DataFrame(rows, schema=ROW_SCHEMA, orient="row"))
    return {year: stored for year, (stored, _) in kept.items()}


def _kept(choice: FactorChoice, country: str, year: int, found: Iterable[Intensity | Gap]) -> tuple[IntensitySet, bool]:
    """Return the set of one year and whether it is new, still without its rows."""
    pinned = {
        "country": country,
        "year": year,
        "currencies": sorted({entry.currency for entry in found}),
        "method": METHOD_VERSION,
        "crosswalks": crosswalk_version(),
        "factor_sets": checksums(choice.factor_sets),
        "price_data": list(choice.prices.references),
    }
    return IntensitySet.objects.get_or_create(
        content_hash=content_hash(pinned),
        defaults={
            "country": country,
            "year": year,
            "factor_sets": pinned["factor_sets"],
            "price_data": pinned["price_data"],
            "method_version": METHOD_VERSION,
        },
    )


def _row(found: Intensity | Gap) -> tuple[Any, ...]:
    if isinstance(found, Gap):
        values = {name: str(value) for name, value in found.values.items()}
        return found.category, found.currency, None, found.reason.value, json.dumps({"values": values})
    derivation = {
        "factor_set": found.factor_set,
        "version": found.factor_set_version,
        "gwp_set": found.gwp_set,
        "flags": [flag.value for flag in found.flags],
        "components": [_component(component) for component in found.components],
    }
    return found.category, found.currency, found.kg_per_unit, "", json.dumps(derivation, ensure_ascii=False)


def _component(component: Component) -> dict[str, Any]:
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
        "price": _texts(component.price),
        "exchange": _texts(component.exchange),
        "gsd2": str(component.gsd2),
        "kg_per_unit": str(component.kg_per_unit),
    }


def _texts(step: PriceStep | ExchangeStep | None) -> dict[str, Any] | None:
    if step is None:
        return None
    values = {name: getattr(step, name) for name in step.__slots__}
    return {name: value if isinstance(value, int) else str(value) for name, value in values.items()}
