"""A footprint on two pages of paper: the answer, where the tonnes are, how sure it is, what it stands on."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from emissions.models import Footprint
from emissions.models.footprints import Dimension
from emissions.queries.footprints import SeenFootprint, energy_parts_of, gaps_of, parts_of
from emissions.reports.breakdowns import PartRow, areas_of, category_tree, part_row
from emissions.reports.footprint_basis import FootprintBasis, basis_of
from emissions.reports.footprint_charts import bars_of, months_of
from emissions.reports.footprint_figures import (
    ExcludedRow,
    GapRow,
    answer,
    coverage_of,
    excluded_rows,
    excluded_sums,
    flagged_rows,
    gap_rows,
    per_inhabitant,
    share_text,
)
from emissions.reports.footprint_months import partial_year
from emissions.reports.reason_words import set_title
from foundation.charts import Drawing

MOST_ROWS = 8
MOST_AREAS = 6
MOST_GAPS = 6


@dataclass(frozen=True, slots=True)
class FootprintReport:
    """Everything that the two pages say. `suppliers` is empty for readers of totals."""

    footprint: Footprint
    answer: str
    partial_year: str
    coverage: str
    per_inhabitant: Decimal | None
    areas: tuple[PartRow, ...]
    categories: tuple[PartRow, ...]
    suppliers: tuple[PartRow, ...]
    ghg: tuple[PartRow, ...]
    energy: tuple[PartRow, ...]
    gaps: tuple[GapRow, ...]
    gaps_unnamed: int
    excluded: tuple[ExcludedRow, ...]
    excluded_sums: dict[str, Decimal]
    flagged: tuple[tuple[str, str, Decimal], ...]
    basis: FootprintBasis
    factor_set: str
    area_chart: Drawing | None
    month_chart: Drawing | None


def footprint_report(seen: SeenFootprint) -> FootprintReport:
    """Return what the report of a footprint says to its reader."""
    footprint = seen.footprint
    tree = category_tree(footprint)
    areas = areas_of(tree)
    months = [part_row(part) for part in parts_of(footprint, Dimension.MONTH)]
    gaps = gap_rows(footprint, list(gaps_of(footprint)))
    return FootprintReport(
        footprint=footprint,
        answer=answer(footprint),
        partial_year=partial_year(footprint),
        coverage=share_text(coverage_of(footprint)),
        per_inhabitant=per_inhabitant(footprint),
        areas=tuple(areas),
        categories=tuple(_largest([row for row in tree if row.is_leaf])),
        suppliers=tuple(_largest_of(footprint, Dimension.SUPPLIER)) if seen.has_rows else (),
        ghg=tuple(part_row(part) for part in parts_of(footprint, Dimension.GHG_CATEGORY, order="kg")),
        energy=tuple(part_row(part) for part in energy_parts_of(footprint)),
        gaps=tuple(gaps[:MOST_GAPS]),
        gaps_unnamed=max(len(gaps) - MOST_GAPS, 0),
        excluded=tuple(excluded_rows(footprint)),
        excluded_sums=excluded_sums(footprint),
        flagged=tuple(flagged_rows(footprint)),
        basis=basis_of(footprint),
        factor_set=set_title(footprint.factor_set),
        area_chart=bars_of(areas[:MOST_AREAS], _("The largest areas")),
        month_chart=months_of(months, footprint.year, _("Month by month")),
    )


def _largest(rows: list[PartRow]) -> list[PartRow]:
    return sorted((row for row in rows if row.kg is not None), key=lambda row: -(row.kg or 0))[:MOST_ROWS]


def _largest_of(footprint: Footprint, dimension: Dimension) -> list[PartRow]:
    return [part_row(part) for part in parts_of(footprint, dimension)[:MOST_ROWS] if part.kg is not None]
