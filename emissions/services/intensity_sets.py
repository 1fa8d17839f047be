"""Keep the intensities that footprints rest on: one set per country, year, currencies and figures, shared by all."""

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl
from django.db import transaction

from emissions.calculations.basis import METHOD_VERSION
from emissions.calculations.factor_choice import FactorChoice
from emissions.models import IntensitySet
from emissions.queries.current_basis import named
from emissions.queries.published import pinned_figures
from foundation.canonical import content_hash
from foundation.postgres.bulk import insert_frame
from foundation.postgres.locks import hold_all
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
# What is held, by the hash of its content, from looking whether a set is there until it is written.
CONTENT = "intensity_set"


@transaction.atomic
def intensity_sets_for(
    choice: FactorChoice, country: str, wanted: Iterable[YearAndCurrencies], *, owner: Organisation | None = None
) -> dict[YearAndCurrencies, IntensitySet]:
    """Return the stored intensities of the choice by year and currencies, writing those that are new.

    A set is known by its content (`pinned_figures`): an equal hash means equal intensities. It belongs to the `owner`
    whose own factor sets take part; to nobody where all is published.
    """
    pinned = {one: _pinned(choice, country, one, owner) for one in sorted(set(wanted))}
    hashes = {one: content_hash(content) for one, content in pinned.items()}
    known = _known(hashes.values())
    if not_seen := [one for one in pinned if hashes[one] not in known]:
        hold_all(CONTENT, [hashes[one] for one in not_seen])
        known |= _known(hashes[one] for one in not_seen)  # another may have written them until now
        missing = [one for one in not_seen if hashes[one] not in known]
        new = [_new_set(country, one[0], hashes[one], pinned[one], owner) for one in missing]
        for one, stored in zip(missing, IntensitySet.objects.bulk_create(new), strict=True):
            known[hashes[one]] = stored
        _add_rows(choice, {one: known[hashes[one]] for one in missing})
    return {one: known[content] for one, content in hashes.items()}


def _pinned(choice: FactorChoice, country: str, what: YearAndCurrencies, owner: Organisation | None) -> dict[str, Any]:
    return pinned_figures(choice, country, *what, named(owner) if owner else "")


def _known(hashes: Iterable[str]) -> dict[str, IntensitySet]:
    return {known.content_hash: known for known in IntensitySet.objects.filter(content_hash__in=list(hashes))}


def _new_set(
    country: str, year: int, content: str, pinned: Mapping[str, Any], owner: Organisation | None
) -> IntensitySet:
    return IntensitySet(
        organisation=owner,
        content_hash=content,
        country=country,
        year=year,
        factor_sets=pinned["factor_sets"],
        price_data=pinned["price_data"],
        method_version=METHOD_VERSION,
    )


def _add_rows(choice: FactorChoice, sets: Mapping[YearAndCurrencies, IntensitySet]) -> None:
    rows = [
        (stored.organisation_id, stored.pk, *row)
        for (year, currencies), stored in sets.items()
        for currency in currencies
        for row in choice.stored[year, currency].rows
    ]
    insert_frame("emissions_intensity", pl.DataFrame(rows, schema=ROW_SCHEMA, orient="row"))
