"""Keep the intensities that footprints rest on: one set per country, year and pinned figures, shared by all of them."""

from dataclasses import asdict
from typing import Any

from django.db import transaction

from emissions.calculations.basis import METHOD_VERSION, content_hash
from emissions.calculations.factor_choice import FactorChoice
from emissions.calculations.gaps import Gap
from emissions.calculations.intensities import Component
from emissions.calculations.intensities import Intensity as Found
from emissions.models import Intensity, IntensitySet
from emissions.queries.published import checksums


@transaction.atomic
def intensity_set_for(choice: FactorChoice, country: str, year: int) -> IntensitySet:
    """Return the stored intensities of the choice for one year, writing them the first time; equal content, equal set."""
    cells = [found for found in (*choice.intensities.values(), *choice.gaps.values()) if found.year == year]
    rows = sorted((_row(found) for found in cells), key=lambda row: (row["category"], row["currency"]))
    pinned = {
        "country": country,
        "year": year,
        "method": METHOD_VERSION,
        "factor_sets": checksums(choice.factor_sets),
        "price_data": list(choice.prices.references),
        "rows": rows,
    }
    kept, is_new = IntensitySet.objects.get_or_create(
        content_hash=content_hash(pinned),
        defaults={
            "country": country,
            "year": year,
            "factor_sets": pinned["factor_sets"],
            "price_data": pinned["price_data"],
            "method_version": METHOD_VERSION,
        },
    )
    if is_new:
        Intensity.objects.bulk_create([Intensity(intensity_set=kept, **row) for row in rows])
    return kept


def _row(found: Found | Gap) -> dict[str, Any]:
    if isinstance(found, Gap):
        values = {name: str(value) for name, value in found.values.items()}
        return {
            "category": found.category,
            "currency": found.currency,
            "kg_per_unit": None,
            "gap_reason": found.reason.value,
            "derivation": {"values": values},
        }
    return {
        "category": found.category,
        "currency": found.currency,
        "kg_per_unit": found.kg_per_unit,
        "gap_reason": "",
        "derivation": {
            "factor_set": found.factor_set,
            "version": found.factor_set_version,
            "gwp_set": found.gwp_set,
            "flags": [flag.value for flag in found.flags],
            "components": [_component(component) for component in found.components],
        },
    }


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


def _texts(step: Any) -> dict[str, Any] | None:  # noqa: ANN401 - a frozen dataclass
    if step is None:
        return None
    return {name: value if isinstance(value, int) else str(value) for name, value in asdict(step).items()}
