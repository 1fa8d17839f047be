"""Freeze results as rows that never change: the footprint, its categories, its gaps."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from emissions.calculations.result_parts import KG, MONEY, category_parts, energy_money, ghg_parts, rounded
from emissions.calculations.results import FootprintResult
from emissions.models import Footprint
from emissions.models.footprints import Dimension
from emissions.services.footprint_basis import Basis
from foundation.changes.record import current_actor, record_new
from foundation.postgres.bulk import insert_frame, insert_objects

PART_SCHEMA: dict[str, pl.DataType] = {
    "organisation_id": pl.Int64(),
    "footprint_id": pl.Int64(),
    "dimension": pl.String(),
    "key": pl.String(),
    "label": pl.String(),
    "is_energy": pl.Boolean(),
    "amount": MONEY,
    "other_money": pl.String(),
    "lines": pl.Int64(),
    "kg": KG,
    "low_kg": KG,
    "high_kg": KG,
}
GAP_SCHEMA: dict[str, pl.DataType] = {
    "organisation_id": pl.Int64(),
    "footprint_id": pl.Int64(),
    "category": pl.String(),
    "treatment": pl.String(),
    "reason": pl.String(),
    "currency": pl.String(),
    "amount": MONEY,
}
MONEY_NAMES = ("currency", "counted", "with_factor", "size", "size_with_factor")
Row = tuple[Any, ...]


def freeze(results: Sequence[tuple[Basis, FootprintResult]]) -> list[Footprint]:
    """Write footprints with their breakdowns by category and GHG Protocol category, and their gaps; returns them.

    The changes of all are recorded. Whoever calls holds BASIS and has seen that none of them is there.
    """
    if not results:
        return []
    parts = _parts(results)
    energy = energy_money(parts)
    footprints = [
        _footprint(basis, result, energy.get(book, Decimal(0))) for book, (basis, result) in enumerate(results)
    ]
    insert_objects(footprints)
    insert_frame("emissions_footprintpart", _owned(parts, footprints))
    gaps = [
        (footprint.organisation_id, footprint.pk, *row)
        for footprint, (_, result) in zip(footprints, results, strict=True)
        for row in _gaps(result)
    ]
    gap_rows = pl.DataFrame(gaps, schema=GAP_SCHEMA, orient="row")
    insert_frame("emissions_footprintgap", gap_rows.group_by(gap_rows.columns[:-1]).agg(pl.col("amount").sum()))
    record_new("emissions.footprint", "calculated", map(_change, footprints))
    return footprints


def _change(footprint: Footprint) -> tuple[int, object, dict[str, Any]]:
    said = {"year": footprint.year, "total_kg": str(footprint.total_kg), "factor_set": footprint.factor_set}
    return footprint.organisation_id, footprint.uuid, said


def _footprint(basis: Basis, result: FootprintResult, energy: Decimal) -> Footprint:
    actor, currency = current_actor(), basis.organisation.currency
    own = next((money for money in result.coverage.by_currency if money.currency == currency), None)
    return Footprint(
        organisation=basis.organisation,
        year=basis.year,
        basis=basis.pinned,
        basis_hash=basis.hash,
        imports=list(basis.accounts.imports),
        mapping_number=basis.mapping.number,
        supplier_revision=basis.accounts.supplier_revision,
        factor_set=basis.factor_set,
        intensity_set=basis.intensities,
        method_version=result.method_version,
        currency=currency,
        total_kg=rounded(result.total_kg),
        low_kg=result.total.low_kg,
        high_kg=result.total.high_kg,
        energy_kg=rounded(result.energy.mean_kg),
        money_in=_costs(result, currency) + energy,
        money_counted=own.counted if own else Decimal(0),
        money_covered=own.with_factor if own else Decimal(0),
        result=_shown(result),
        calculated_by_id=actor.user_id,
        actor_name=actor.name,
    )


def _parts(results: Sequence[tuple[Basis, FootprintResult]]) -> pl.DataFrame:
    """Return the breakdowns by category and GHG Protocol category, each row with the book that it belongs to."""
    currencies, found = [basis.organisation.currency for basis, _ in results], [result for _, result in results]
    by_category = category_parts([basis.totals for basis, _ in results], currencies, found)
    return pl.concat(
        [
            by_category.with_columns(dimension=pl.lit(Dimension.CATEGORY.value)),
            ghg_parts(currencies, found).with_columns(dimension=pl.lit(Dimension.GHG_CATEGORY.value)),
        ]
    )


def _owned(parts: pl.DataFrame, footprints: Sequence[Footprint]) -> pl.DataFrame:
    """Return the parts of the footprints with PART_SCHEMA, in the order of their index, which makes them quick."""
    place = pl.col("book")
    owners = pl.Series([footprint.organisation_id for footprint in footprints], dtype=pl.Int64)
    keys = pl.Series([footprint.pk for footprint in footprints], dtype=pl.Int64)
    owned = parts.lazy().with_columns(
        pl.lit(owners).gather(place).alias("organisation_id"), pl.lit(keys).gather(place).alias("footprint_id")
    )
    ordered = owned.with_columns(label=pl.lit("")).sort("footprint_id", "dimension", "key", "is_energy")
    return ordered.select(*PART_SCHEMA).collect()


def _gaps(result: FootprintResult) -> Iterator[Row]:
    for money in result.gaps:
        gap = money.gap
        yield (gap.category or "", money.treatment.value, gap.reason.value, gap.currency, money.amount)


def _shown(result: FootprintResult) -> dict[str, Any]:
    return {
        "coverage": _text(result.coverage.share),
        "money": [{name: str(getattr(money, name)) for name in MONEY_NAMES} for money in result.coverage.by_currency],
        "gsd2": _text(result.total.gsd2),
        "energy": {"low_kg": _text(result.energy.low_kg), "high_kg": _text(result.energy.high_kg)},
        "excluded": [
            {"reason": money.reason, "currency": money.currency, "amount": str(money.amount)}
            for money in result.excluded
        ],
        "flagged": [
            {"flag": money.flag.value, "currency": money.currency, "amount": str(money.amount)}
            for money in result.flagged
        ],
        "factor_sets": list(result.factor_sets),
        "price_sources": list(result.price_sources),
        "gwp_set": result.gwp_set,
    }


def _costs(result: FootprintResult, currency: str) -> Decimal:
    """Return what counts and what is left out for reasons that are costs on balance; energy comes on top.

    Income and other credits are not set against them: in a ledger of double entry everything sums to zero.
    """
    counted = (money.counted for money in result.coverage.by_currency if money.currency == currency)
    left_out = (money.amount for money in result.excluded if money.currency == currency and money.amount > 0)
    return sum((*counted, *left_out), Decimal(0))


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
