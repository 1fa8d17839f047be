"""A network's members: who shares what, and their footprints of a year together."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from emissions.calculations.group_intervals import group_interval
from emissions.calculations.intensities import Intensity
from emissions.calculations.uncertainty import Interval
from emissions.models import Footprint, FootprintPart
from emissions.models.footprints import Dimension
from emissions.queries.area_intervals import intensities_of, set_spreads
from emissions.queries.published import price_data
from foundation.access import current_access
from organisations.models import NetworkMembership, Organisation
from organisations.queries.in_force import valid_on
from organisations.reference.categories import category_of

SHARE_PLACES = Decimal("0.000001")
Pairs = list[tuple[Decimal, Intensity]]


@dataclass(frozen=True, slots=True)
class MemberFootprint:
    """One member of a network on the roll-up: whether it shares its footprint, and the one of the year if there is."""

    organisation: Organisation
    shares: bool
    shares_rows: bool
    footprint: Footprint | None


@dataclass(frozen=True, slots=True)
class AreaSum:
    """One area of the category tree over several footprints."""

    area: str
    amount_kg: Decimal
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class SupplierSum:
    """One supplier over several footprints; `buyers` is how many of them buy there."""

    key: str
    label: str
    kg: Decimal
    buyers: int


def members_of(network: Organisation) -> list[Organisation]:
    """Return the members of today by name."""
    links = NetworkMembership.objects.filter(valid_on(timezone.localdate()), network=network)
    return [link.member for link in links.select_related("member").order_by("member__name")]


def sharing_members(members: Iterable[Organisation]) -> list[Organisation]:
    """Return the members whose totals the open access may see."""
    return [member for member in members if member.pk in current_access().totals]


def roll_call(members: Iterable[Organisation], footprints: Iterable[Footprint], year: int) -> list[MemberFootprint]:
    """Return every member with its footprint of the year; of those who do not share nothing but their name."""
    access = current_access()
    of_year = {footprint.organisation_id: footprint for footprint in footprints if footprint.year == year}
    return [
        MemberFootprint(
            organisation=member,
            shares=member.pk in access.totals,
            shares_rows=member.pk in access.rows,
            footprint=of_year.get(member.pk) if member.pk in access.totals else None,
        )
        for member in members
    ]


def areas_together(footprints: Sequence[Footprint]) -> tuple[list[AreaSum], Interval | None]:
    """Return the areas of several footprints, the largest first, and the interval of their sum.

    Intervals are None where a pinned factor set is no longer shipped.
    """
    spreads = set_spreads(footprints)
    intensities = intensities_of(footprints)
    pairs: dict[str, Pairs] = defaultdict(list)
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for part in _category_parts(footprints):
        known = category_of(part.key)
        if part.kg is None or known is None:
            continue
        area = known.parent or known.code
        sums[area] += part.kg
        if intensity := intensities[part.footprint_id].get(part.key):
            pairs[area].append((part.kg, intensity))
    whole = group_interval([pair for group in pairs.values() for pair in group], spreads) if spreads else None
    areas = [AreaSum(area, kg, group_interval(pairs[area], spreads) if spreads else None) for area, kg in sums.items()]
    return sorted(areas, key=lambda area: (-area.amount_kg, area.area)), whole


def suppliers_together(footprints: Sequence[Footprint], most: int) -> list[SupplierSum]:
    """Return the largest suppliers of several footprints that are shared down to the line, known by public number."""
    rows = FootprintPart.objects.filter(footprint__in=footprints, dimension=Dimension.SUPPLIER, is_energy=False)
    kg: dict[str, Decimal] = defaultdict(Decimal)
    labels: dict[str, str] = {}
    buyers: dict[str, set[int]] = defaultdict(set)
    for row in rows.exclude(kg=None).exclude(key__in=("", "persons")):
        kg[row.key] += row.kg or Decimal(0)
        labels[row.key] = row.label
        buyers[row.key].add(row.organisation_id)
    ordered = sorted(kg, key=lambda key: (-kg[key], labels[key]))[:most]
    return [SupplierSum(key, labels[key], kg[key], len(buyers[key])) for key in ordered]


def coverage_together(footprints: Iterable[Footprint]) -> Decimal | None:
    """Return the share of counted money with a factor, weighed by size as docs/methods/coverage.md says.

    None where a currency has no rate of the year.
    """
    counted = covered = Decimal(0)
    for footprint in footprints:
        for currency, size, size_covered in _sizes(footprint):
            rate = price_data().rates.per_euro_in(currency, footprint.year)
            if rate is None:
                return None
            counted += size / rate
            covered += size_covered / rate
    return (covered / counted).quantize(SHARE_PLACES) if counted else None


def _sizes(footprint: Footprint) -> list[tuple[str, Decimal, Decimal]]:
    """Return currency, size counted and size covered; older footprints know their own share and net money only."""
    if "money" in footprint.result:
        return [
            (row["currency"], Decimal(row["size"]), Decimal(row["size_with_factor"]))
            for row in footprint.result["money"]
        ]
    size = abs(footprint.money_counted)
    return [(footprint.currency, size, size * Decimal(footprint.result["coverage"] or 0))]


def _category_parts(footprints: Sequence[Footprint]) -> Iterable[FootprintPart]:
    return FootprintPart.objects.filter(footprint__in=footprints, dimension=Dimension.CATEGORY, is_energy=False)
