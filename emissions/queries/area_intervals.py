"""The intervals of areas of the category tree, from the intensities that a footprint pins."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from emissions.calculations.group_intervals import group_interval
from emissions.calculations.intensities import Intensity
from emissions.calculations.stored_intensities import stored_intensity
from emissions.calculations.uncertainty import Interval
from emissions.models import Footprint, FootprintPart
from emissions.models import Intensity as IntensityRow
from emissions.queries.known_sets import pinned_set
from organisations.reference.categories import category_of


def intensities_of(footprints: Iterable[Footprint]) -> dict[int, dict[str, Intensity]]:
    """Return by footprint id its pinned intensities by category: for its own currency, else for another one of it."""
    footprints = list(footprints)
    rows = IntensityRow.objects.filter(intensity_set__in={footprint.intensity_set_id for footprint in footprints})
    by_set: dict[int, list[IntensityRow]] = defaultdict(list)
    for row in rows.exclude(kg_per_unit=None):
        by_set[row.intensity_set_id].append(row)
    return {footprint.pk: _by_category(by_set[footprint.intensity_set_id], footprint) for footprint in footprints}


def _by_category(rows: Iterable[IntensityRow], footprint: Footprint) -> dict[str, Intensity]:
    ordered = sorted(rows, key=lambda row: (row.currency == footprint.currency, row.currency))
    return {row.category: as_intensity(row, footprint.year) for row in ordered}


def as_intensity(row: IntensityRow, year: int) -> Intensity:
    """Return a stored intensity as a value; ValueError where the row is a gap."""
    if row.kg_per_unit is None:
        raise ValueError(f"{row} is a gap")
    return stored_intensity(
        category=row.category,
        year=year,
        currency=row.currency,
        kg_per_unit=row.kg_per_unit,
        derivation=row.derivation,
    )


def set_spreads(footprints: Iterable[Footprint]) -> Mapping[str, Decimal] | None:
    """Return the shared spread of every pinned factor set; None where one is no longer shipped in that version."""
    spreads: dict[str, Decimal] = {}
    for footprint in footprints:
        for pin in footprint.intensity_set.factor_sets:
            known = pinned_set(pin["code"], pin["version"])
            if known is None:
                return None
            spreads[known.code] = known.quality.set_gsd2
    return spreads


def area_intervals(footprint: Footprint, parts: Iterable[FootprintPart]) -> dict[str, Interval]:
    """Return the interval of every area from its categories; empty where the pinned sets are no longer shipped."""
    spreads = set_spreads([footprint])
    if spreads is None:
        return {}
    intensities = intensities_of([footprint])[footprint.pk]
    areas: dict[str, list[tuple[Decimal, Intensity]]] = defaultdict(list)
    for part in parts:
        known = category_of(part.key)
        if part.kg is not None and known and part.key in intensities:
            areas[known.parent or known.code].append((part.kg, intensities[part.key]))
    return {area: group_interval(pairs, spreads) for area, pairs in areas.items()}
