"""The leader's page of a network: its members together, as far as they share."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import polars as pl
from django.utils.translation import gettext as _

from emissions.calculations.constant_prices import Change, Comparison
from emissions.calculations.uncertainty import Interval
from emissions.models import Footprint
from emissions.queries.published import DEFAULT_FACTOR_SET
from emissions.reports.category_words import category_name
from emissions.reports.comparison_words import change_sentence, price_sentence, trend_chart, trend_sentence
from emissions.reports.footprint_figures import coverage_of, per_inhabitant, share_text
from foundation.charts import Drawing
from leadership.queries.network import (
    AreaSum,
    MemberFootprint,
    SupplierSum,
    areas_together,
    coverage_together,
    roll_call,
    suppliers_together,
)
from leadership.queries.trend import trend_together
from leadership.reports.overview import SHOWN, change_to
from organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member on the page; figures are None where it does not share or has no footprint of the year."""

    member: MemberFootprint
    coverage: str
    per_inhabitant: Decimal | None


@dataclass(frozen=True, slots=True)
class NamedArea:
    """One area with its name."""

    name: str
    kg: Decimal
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class NetworkOverview:
    """Everything on the leader's page of a network. `together` is how many footprints the sums hold."""

    year: int
    total_kg: Decimal
    interval: Interval | None
    inhabitants: int | None
    together: int
    members: tuple[MemberRow, ...]
    areas: tuple[NamedArea, ...]
    suppliers: tuple[SupplierSum, ...]
    with_rows: int
    coverage: str
    change: Change | None
    change_sentence: str
    price_sentence: str
    comparison: Comparison | None
    trend_sentence: str
    trend: Drawing | None
    in_trend: tuple[Organisation, ...]

    @property
    def per_inhabitant(self) -> Decimal | None:
        """Kg CO2e per inhabitant of the members together; None where a population is not known."""
        return self.total_kg / self.inhabitants if self.inhabitants else None

    @property
    def not_sharing(self) -> int:
        """How many members do not share their footprint."""
        return sum(not row.member.shares for row in self.members)


def network_overview(
    members: Sequence[Organisation], footprints: Sequence[Footprint], totals: pl.DataFrame, year: int
) -> NetworkOverview:
    """Return the page of a year; `footprints` are the newest of each sharing member and year, `totals` their sums."""
    called = roll_call(members, footprints, year)
    present = [member.footprint for member in called if member.footprint]
    with_rows = [member.footprint for member in called if member.footprint and member.shares_rows]
    areas, interval = areas_together(present)
    sharing = [member.organisation for member in called if member.shares]
    comparison, in_trend = trend_together(sharing, totals, DEFAULT_FACTOR_SET)
    change = change_to(comparison, year)
    return NetworkOverview(
        year=year,
        total_kg=sum((footprint.total_kg for footprint in present), Decimal(0)),
        interval=interval,
        inhabitants=_inhabitants(present),
        together=len(present),
        members=tuple(_row(member) for member in called),
        areas=tuple(_named(area) for area in areas[:SHOWN]),
        suppliers=tuple(suppliers_together(with_rows, SHOWN)),
        with_rows=len(with_rows),
        coverage=share_text(coverage_together(present)),
        change=change,
        change_sentence=change_sentence(change) if change else "",
        price_sentence=price_sentence(change) if change else "",
        comparison=comparison,
        trend_sentence=trend_sentence(comparison) if comparison else "",
        trend=trend_chart(comparison, _("Emissions at constant prices")) if comparison else None,
        in_trend=in_trend,
    )


def _row(member: MemberFootprint) -> MemberRow:
    footprint = member.footprint
    if footprint is None:
        return MemberRow(member, "", None)
    return MemberRow(member, share_text(coverage_of(footprint)), per_inhabitant(footprint))


def _named(area: AreaSum) -> NamedArea:
    return NamedArea(category_name(area.area), area.amount_kg, area.interval)


def _inhabitants(footprints: Sequence[Footprint]) -> int | None:
    populations = [footprint.organisation.population for footprint in footprints]
    known = [population for population in populations if population]
    return sum(known) if known and len(known) == len(populations) else None
