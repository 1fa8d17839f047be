"""Freeze results as rows that never change: the footprint, its categories, its gaps."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from emissions.calculations.results import FootprintResult
from emissions.models import Footprint, FootprintGap, FootprintPart
from emissions.models.footprints import Dimension
from emissions.services.footprint_basis import Basis
from foundation.changes.record import current_actor

MILLIGRAM = Decimal("0.000001")


def freeze(results: Sequence[tuple[Basis, FootprintResult]]) -> list[Footprint]:
    """Write footprints with their breakdowns by category and GHG Protocol category, and their gaps; returns them."""
    footprints = Footprint.objects.bulk_create([_footprint(basis, result) for basis, result in results])
    parts: list[FootprintPart] = []
    gaps: list[FootprintGap] = []
    for footprint, (basis, result) in zip(footprints, results, strict=True):
        parts.extend(_category_parts(footprint, basis, result))
        parts.extend(_ghg_parts(footprint, result))
        gaps.extend(_gaps(footprint, result))
    FootprintPart.objects.bulk_create(parts, batch_size=2000)
    FootprintGap.objects.bulk_create(gaps, batch_size=2000)
    return footprints


def _footprint(basis: Basis, result: FootprintResult) -> Footprint:
    actor, currency = current_actor(), basis.organisation.currency
    own = next((money for money in result.coverage.by_currency if money.currency == currency), None)
    return Footprint(
        organisation=basis.organisation,
        year=basis.year,
        basis=basis.pinned,
        basis_hash=basis.hash,
        imports=list(basis.imports),
        mapping_number=basis.mapping.number,
        factor_set=basis.factor_set,
        intensity_set=basis.intensities,
        method_version=result.method_version,
        currency=currency,
        total_kg=rounded(result.total_kg),
        low_kg=result.total.low_kg,
        high_kg=result.total.high_kg,
        energy_kg=rounded(result.energy.mean_kg),
        money_in=_own_money(basis.totals, currency),
        money_counted=own.counted if own else Decimal(0),
        money_covered=own.with_factor if own else Decimal(0),
        result=_shown(result),
        calculated_by_id=actor.user_id,
        actor_name=actor.name,
    )


def _category_parts(footprint: Footprint, basis: Basis, result: FootprintResult) -> Iterable[FootprintPart]:
    counted = basis.totals.filter(pl.col("treatment") != "excluded")
    sums = counted.group_by("category", pl.col("treatment").eq("energy").alias("is_energy")).agg(
        pl.col("amount").sum(), pl.col("lines").sum()
    )
    for category, is_energy, amount, lines in sums.sort("category", "is_energy").iter_rows():
        interval = (result.energy_by_category if is_energy else result.by_category).get(category)
        yield FootprintPart(
            footprint=footprint,
            organisation_id=footprint.organisation_id,
            dimension=Dimension.CATEGORY,
            key=category,
            is_energy=is_energy,
            amount=amount,
            lines=lines,
            kg=rounded(interval.mean_kg) if interval else None,
            low_kg=interval.low_kg if interval else None,
            high_kg=interval.high_kg if interval else None,
        )


def _ghg_parts(footprint: Footprint, result: FootprintResult) -> Iterable[FootprintPart]:
    in_total = result.cells.filter(pl.col("treatment").is_in(["purchase", "capital_good"]))
    money = dict(in_total.group_by("ghg_category").agg(pl.col("amount").sum()).iter_rows())
    for number, interval in result.by_ghg_category.items():
        yield FootprintPart(
            footprint=footprint,
            organisation_id=footprint.organisation_id,
            dimension=Dimension.GHG_CATEGORY,
            key=str(number),
            amount=money[number],
            kg=rounded(interval.mean_kg),
            low_kg=interval.low_kg,
            high_kg=interval.high_kg,
        )


def _gaps(footprint: Footprint, result: FootprintResult) -> list[FootprintGap]:
    sums: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for money in result.gaps:
        sums[money.gap.category or "", money.treatment.value, money.gap.reason.value] += money.amount
    return [
        FootprintGap(
            footprint=footprint,
            organisation_id=footprint.organisation_id,
            category=category,
            treatment=treatment,
            reason=reason,
            amount=amount,
        )
        for (category, treatment, reason), amount in sums.items()
    ]


def _shown(result: FootprintResult) -> dict[str, Any]:
    share = result.coverage.share
    return {
        "coverage": str(share) if share is not None else None,
        "gsd2": str(result.total.gsd2) if result.total.gsd2 is not None else None,
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


def _own_money(totals: pl.DataFrame, currency: str) -> Decimal:
    """All lines of the period in the organisation's own currency; other currencies stand in the result."""
    return sum(totals.filter(pl.col("currency") == currency)["amount"], Decimal(0))


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def rounded(kg: Decimal) -> Decimal:
    """Round once, to the milligram that the tables hold."""
    return kg.quantize(MILLIGRAM)
