"""Freeze results as rows that never change: the footprint, its categories, its gaps."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from emissions.calculations.results import IN_TOTAL, FootprintResult, Treatment
from emissions.models import Footprint
from emissions.models.footprints import Dimension
from emissions.services.footprint_basis import Basis
from foundation.changes.record import current_actor, record_new
from foundation.postgres.bulk import insert_frame, insert_objects

MILLIGRAM = Decimal("0.000001")
_MONEY, _KG = pl.Decimal(24, 4), pl.Decimal(24, 6)
PART_SCHEMA: dict[str, pl.DataType] = {
    "organisation_id": pl.Int64(),
    "footprint_id": pl.Int64(),
    "dimension": pl.String(),
    "key": pl.String(),
    "label": pl.String(),
    "is_energy": pl.Boolean(),
    "amount": _MONEY,
    "other_money": pl.String(),
    "lines": pl.Int64(),
    "kg": _KG,
    "low_kg": _KG,
    "high_kg": _KG,
}
GAP_SCHEMA: dict[str, pl.DataType] = {
    "organisation_id": pl.Int64(),
    "footprint_id": pl.Int64(),
    "category": pl.String(),
    "treatment": pl.String(),
    "reason": pl.String(),
    "currency": pl.String(),
    "amount": _MONEY,
}
MONEY_NAMES = ("currency", "counted", "with_factor", "size", "size_with_factor")
Row = tuple[Any, ...]
MoneySum = defaultdict[str, Decimal]  # by currency


def freeze(results: Sequence[tuple[Basis, FootprintResult]]) -> list[Footprint]:
    """Write footprints with their breakdowns by category and GHG Protocol category, and their gaps; returns them.

    The changes of all are recorded. Whoever calls holds BASIS and has seen that none of them is there.
    """
    footprints = [_footprint(basis, result) for basis, result in results]
    insert_objects(footprints)
    parts: list[Row] = []
    gaps: list[Row] = []
    for footprint, (basis, result) in zip(footprints, results, strict=True):
        owner = (footprint.organisation_id, footprint.pk)
        parts.extend((*owner, *row) for row in (*_category_parts(basis, result), *_ghg_parts(basis, result)))
        gaps.extend((*owner, *row) for row in _gaps(result))
    insert_frame("emissions_footprintpart", pl.DataFrame(parts, schema=PART_SCHEMA, orient="row"))
    gap_rows = pl.DataFrame(gaps, schema=GAP_SCHEMA, orient="row")
    insert_frame("emissions_footprintgap", gap_rows.group_by(gap_rows.columns[:-1]).agg(pl.col("amount").sum()))
    record_new("emissions.footprint", "calculated", map(_change, footprints))
    return footprints


def _change(footprint: Footprint) -> tuple[int, object, dict[str, Any]]:
    said = {"year": footprint.year, "total_kg": str(footprint.total_kg), "factor_set": footprint.factor_set}
    return footprint.organisation_id, footprint.uuid, said


def _footprint(basis: Basis, result: FootprintResult) -> Footprint:
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
        money_in=_costs(result, currency),
        money_counted=own.counted if own else Decimal(0),
        money_covered=own.with_factor if own else Decimal(0),
        result=_shown(result),
        calculated_by_id=actor.user_id,
        actor_name=actor.name,
    )


def _category_parts(basis: Basis, result: FootprintResult) -> Iterator[Row]:
    sums: dict[tuple[str, bool], MoneySum] = defaultdict(_nothing)
    count: dict[tuple[str, bool], int] = defaultdict(int)
    columns = ["treatment", "category", "currency", "amount", "lines"]
    for treatment, category, currency, amount, lines in basis.totals.select(columns).iter_rows():
        if treatment != Treatment.EXCLUDED:
            key = (category, treatment == Treatment.ENERGY)
            sums[key][currency] += amount
            count[key] += lines
    for (category, is_energy), money in sums.items():
        interval = (result.energy_by_category if is_energy else result.by_category).get(category)
        figures = (rounded(interval.mean_kg), interval.low_kg, interval.high_kg) if interval else (None, None, None)
        shown = _in_currencies(money, basis.organisation.currency)
        yield (Dimension.CATEGORY.value, category, "", is_energy, *shown, count[category, is_energy], *figures)


def _ghg_parts(basis: Basis, result: FootprintResult) -> Iterator[Row]:
    sums: dict[int, MoneySum] = defaultdict(_nothing)
    columns = ["treatment", "ghg_category", "currency", "amount"]
    for treatment, number, currency, amount in result.cells.select(columns).iter_rows():
        if treatment in IN_TOTAL:
            sums[number][currency] += amount
    for number, interval in result.by_ghg_category.items():
        figures = (rounded(interval.mean_kg), interval.low_kg, interval.high_kg)
        shown = _in_currencies(sums[number], basis.organisation.currency)
        yield (Dimension.GHG_CATEGORY.value, str(number), "", False, *shown, None, *figures)


def _nothing() -> MoneySum:
    return defaultdict(Decimal)


def _in_currencies(money: MoneySum, own: str) -> tuple[Decimal, str]:
    """Return the money in the footprint's own currency, and that in others as JSON; they are never added up."""
    others = {currency: str(amount) for currency, amount in sorted(money.items()) if currency != own}
    return money.get(own, Decimal(0)), json.dumps(others)


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
    """Return what counts, energy, and what is left out for reasons that are costs on balance.

    Income and other credits are not set against them: in a ledger of double entry everything sums to zero.
    """
    energy = result.cells.filter((pl.col("treatment") == Treatment.ENERGY) & (pl.col("currency") == currency))
    counted = (money.counted for money in result.coverage.by_currency if money.currency == currency)
    left_out = (money.amount for money in result.excluded if money.currency == currency and money.amount > 0)
    return sum((*energy["amount"], *counted, *left_out), Decimal(0))


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def rounded(kg: Decimal) -> Decimal:
    """Round once, to the milligram that the tables hold."""
    return kg.quantize(MILLIGRAM)
