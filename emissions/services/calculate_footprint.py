"""Calculate and freeze one year's footprint; the same basis gives the same footprint.

The basis pins imports, mapping version, factor sets, price data and method under one hash. Totals come first, from the
sums of the year; the breakdowns by supplier, unit, account and month follow from the spend cells in one statement.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _

from emissions.calculations.basis import METHOD_VERSION, content_hash
from emissions.calculations.results import FootprintResult
from emissions.calculations.spend_based import footprint_of
from emissions.models import Footprint, FootprintGap, FootprintPart, IntensitySet, MappingVersion
from emissions.models.footprints import Dimension
from emissions.queries.published import DEFAULT_FACTOR_SET, choice_for, ghg_categories
from emissions.queries.spend import SpendBase, parts_of_spend, spend_base_of, year_totals
from emissions.services.intensity_sets import intensity_set_for
from emissions.services.map_keys import ensure_mapping_version
from emissions.services.year_totals import pinned_imports
from foundation.changes.record import current_actor, record_change
from foundation.errors import DomainError
from foundation.jobs.progress import Progress, silent
from organisations.models import Organisation


class NothingToCalculateError(DomainError):
    """The year has no accounts."""


@dataclass(frozen=True, slots=True)
class Basis:
    """Everything a footprint rests on, and its hash."""

    spend: SpendBase
    mapping: MappingVersion
    factor_set: str
    intensities: IntensitySet
    totals: pl.DataFrame
    pinned: dict[str, Any]

    @property
    def hash(self) -> str:
        """The fingerprint of the basis."""
        return content_hash(self.pinned)


def calculate_footprint(
    *, organisation: Organisation, year: int, factor_set: str = DEFAULT_FACTOR_SET, progress: Progress = silent
) -> Footprint:
    """Return the frozen footprint of the organisation's year on the newest imports, mapping and figures.

    An equal basis returns the footprint that is there. Raises NothingToCalculateError for a year without accounts and
    NotFoundError for a factor set that does not exist. Needs an access that may write for the organisation.
    """
    progress("gathering", 0, 4)
    with transaction.atomic():
        basis = basis_of(organisation, year, factor_set)
        known = Footprint.objects.filter(organisation=organisation, basis_hash=basis.hash).first()
        if known:
            return known
        progress("calculating", 1, 4)
        currencies = tuple(sorted(basis.totals["currency"].unique().to_list()))
        choice = choice_for(factor_set, organisation.country, (year,), currencies)
        result = footprint_of(basis.totals, choice)
        progress("breaking_down", 2, 4)
        footprint = _freeze(organisation, year, basis, result)
        progress("saving", 3, 4)
        record_change(
            organisation_id=organisation.pk,
            kind="emissions.footprint",
            object_id=footprint.uuid,
            action="calculated",
            summary={"year": year, "total_kg": str(footprint.total_kg), "factor_set": factor_set},
        )
        return footprint


def basis_of(organisation: Organisation, year: int, factor_set: str) -> Basis:
    """Gather what the footprint rests on; the sums of the year are those under the newest mapping version."""
    mapping = ensure_mapping_version(organisation)
    spend = spend_base_of(organisation.pk, year)
    if not spend.sources:
        raise NothingToCalculateError(
            _("There are no accounts for %(year)s yet. Import a ledger that covers the year first.") % {"year": year}
        )
    totals = year_totals([organisation.pk], year).with_columns(
        ghg_category=pl.col("category").replace_strict(ghg_categories(), default=None, return_dtype=pl.Int64)
    )
    currencies = tuple(sorted(totals["currency"].unique().to_list()))
    choice = choice_for(factor_set, organisation.country, (year,), currencies)
    intensities = intensity_set_for(choice, organisation.country, year)
    pinned = {
        "organisation": organisation.number,
        "year": year,
        "imports": [{**pin, "import": None} for pin in pinned_imports(spend)],
        "mapping": {"version": mapping.number, "reference": mapping.reference_version, "policies": mapping.policies},
        "intensities": intensities.content_hash,
        "method": METHOD_VERSION,
    }
    return Basis(spend, mapping, factor_set, intensities, totals, pinned)


def _freeze(organisation: Organisation, year: int, basis: Basis, result: FootprintResult) -> Footprint:
    actor = current_actor()
    own = next((money for money in result.coverage.by_currency if money.currency == organisation.currency), None)
    footprint = Footprint.objects.create(
        organisation=organisation,
        year=year,
        basis=basis.pinned,
        basis_hash=basis.hash,
        mapping_number=basis.mapping.number,
        factor_set=basis.factor_set,
        intensity_set=basis.intensities,
        method_version=result.method_version,
        currency=organisation.currency,
        total_kg=_grams(result.total_kg),
        low_kg=result.total.low_kg,
        high_kg=result.total.high_kg,
        energy_kg=_grams(result.energy.mean_kg),
        money_in=_own_money(basis.totals, organisation.currency),
        money_counted=own.counted if own else Decimal(0),
        money_covered=own.with_factor if own else Decimal(0),
        result=_shown(result),
        calculated_by_id=actor.user_id,
        actor_name=actor.name,
    )
    FootprintPart.objects.bulk_create(_parts(footprint, basis, result), batch_size=5000)
    FootprintGap.objects.bulk_create(_gaps(footprint, result))
    return footprint


def _parts(footprint: Footprint, basis: Basis, result: FootprintResult) -> Iterable[FootprintPart]:
    yield from _category_parts(footprint, basis, result)
    yield from _ghg_parts(footprint, result)
    known = basis.intensities.intensities.exclude(kg_per_unit=None)
    intensities = [(row.category, row.currency, str(row.kg_per_unit)) for row in known]
    for row in parts_of_spend(basis.spend, basis.mapping.number, intensities):
        yield FootprintPart(footprint=footprint, organisation_id=footprint.organisation_id, **row)


def _category_parts(footprint: Footprint, basis: Basis, result: FootprintResult) -> Iterable[FootprintPart]:
    counted = basis.totals.filter(pl.col("treatment").is_in(["purchase", "capital_good", "energy", "unclassified"]))
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
            kg=_grams(interval.mean_kg) if interval else None,
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
            kg=_grams(interval.mean_kg),
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


def _grams(kg: Decimal) -> Decimal:
    """Round once, to the milligram that the table holds."""
    return kg.quantize(Decimal("0.000001"))
