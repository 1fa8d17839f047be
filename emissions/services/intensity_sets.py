"""Keep the intensities that footprints rest on: one set per country, year, currencies and figures, shared by all."""

from collections.abc import Iterable

import polars as pl
from django.db import transaction

from emissions.calculations.basis import METHOD_VERSION
from emissions.calculations.factor_choice import FactorChoice
from emissions.models import IntensitySet
from emissions.queries.current_basis import named
from emissions.queries.published import pinned_figures
from foundation.canonical import content_hash
from foundation.postgres.bulk import insert_frame
from organisations.models import Organisation

ROW_SCHEMA: dict[str, pl.DataType] = {
    "organisation_id": pl.Int64(),
    "intensity_set_id": pl.Int64(),
    "category": pl.String(),
    "currency": pl.String(),
    "kg_per_unit": pl.Decimal(24, 12),
    "gap_reason": pl.String(),
    "derivation": pl.String(),
}
YearAndCurrencies = tuple[int, tuple[str, ...]]


@transaction.atomic
def intensity_sets_for(
    choice: FactorChoice, country: str, wanted: Iterable[YearAndCurrencies], *, owner: Organisation | None = None
) -> dict[YearAndCurrencies, IntensitySet]:
    """Return the stored intensities of the choice by year and currencies, writing those that are new.

    A set is known by its content (`pinned_figures`): an equal hash means equal intensities. It belongs to the `owner`
    whose own factor sets take part; to nobody where all is published.
    """
    sets: dict[YearAndCurrencies, IntensitySet] = {}
    rows: list[tuple[object, ...]] = []
    for year, currencies in sorted(set(wanted)):
        stored, is_new = _kept(choice, country, (year, currencies), owner)
        sets[year, currencies] = stored
        if is_new:
            figures = (choice.stored[year, currency] for currency in currencies)
            keys = (owner.pk if owner else None, stored.pk)
            rows.extend((*keys, *row) for known in figures for row in known.rows)
    if rows:
        insert_frame("emissions_intensity", pl.DataFrame(rows, schema=ROW_SCHEMA, orient="row"))
    return sets


def _kept(
    choice: FactorChoice, country: str, what: YearAndCurrencies, owner: Organisation | None
) -> tuple[IntensitySet, bool]:
    """Return the set of one year and whether it is new, still without its rows."""
    year, currencies = what
    pinned = pinned_figures(choice, country, year, currencies, named(owner) if owner else "")
    return IntensitySet.objects.get_or_create(
        content_hash=content_hash(pinned),
        defaults={
            "organisation": owner,
            "country": country,
            "year": year,
            "factor_sets": pinned["factor_sets"],
            "price_data": pinned["price_data"],
            "method_version": METHOD_VERSION,
        },
    )
