"""The leader's page: one year in one minute – how much, which way it goes, where it is, how sure we are."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import polars as pl
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from emissions.calculations.constant_prices import Change, Comparison
from emissions.calculations.intensities import Flag
from emissions.calculations.year_coverage import MONTHS
from emissions.models import Footprint
from emissions.models.footprints import Dimension
from emissions.queries.footprints import SeenFootprint, energy_parts_of, gaps_of, parts_of
from emissions.queries.lines import FootprintLines
from emissions.queries.year_coverage import years_held
from emissions.reports.breakdowns import PartRow, areas_of, category_tree, part_row
from emissions.reports.comparison_words import (
    caveats,
    change_sentence,
    held_sentence,
    is_compared,
    price_sentence,
    trend_chart,
    trend_sentence,
)
from emissions.reports.factor_set_words import is_of_another_country, stand_in_regions
from emissions.reports.footprint_figures import GapRow, coverage_of, gap_rows, per_inhabitant, share_text
from emissions.reports.reason_words import set_title
from foundation.charts import Drawing
from leadership.queries.trend import trend_of
from leadership.reports.helpful import HelpfulThing, helpful_things

SHOWN = 5
NOT_SUPPLIERS = ("", "persons")


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure a footprint is, as shares of the counted money in words.

    Where the chosen set is of another country, `stand_in` is the share whose factors are of others, `stand_in_regions`
    which; else both are empty.
    """

    classified: str
    with_factor: str
    by_spend: str
    stand_in: str
    stand_in_regions: str
    gaps: tuple[GapRow, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the leader's page of one organisation. `suppliers` is empty for readers of totals.

    `change` is None where a year is thin; `held_sentence` says what the year's accounts hold if it is not whole.
    `names_suppliers` says whether the accounts name any, be it only private persons.
    """

    footprint: Footprint
    per_inhabitant: Decimal | None
    held_sentence: str
    change: Change | None
    change_sentence: str
    price_sentence: str
    comparison: Comparison | None
    trend_sentence: str
    caveats: str
    trend: Drawing | None
    areas: tuple[PartRow, ...]
    suppliers: tuple[PartRow, ...]
    names_suppliers: bool
    sureness: Sureness
    things: tuple[HelpfulThing, ...]
    factor_set: str


def overview_of(seen: SeenFootprint, totals: pl.DataFrame, lines: FootprintLines | None) -> Overview:
    """Return the page of one footprint; `totals` are those of its owner's years, `lines` where one may see them."""
    footprint = seen.footprint
    comparison = trend_of(seen.owner, totals, footprint.factor_set)
    held = years_held([seen.owner], totals)[seen.owner.pk]
    months, thin = held.months, held.thin
    change = change_to(comparison, footprint.year)
    compared = change if change and is_compared(change, thin) else None
    gaps = gap_rows(footprint, list(gaps_of(footprint)))
    energy = [part_row(part) for part in energy_parts_of(footprint)]
    suppliers = _largest_suppliers(footprint) if seen.has_rows else []
    return Overview(
        footprint=footprint,
        per_inhabitant=per_inhabitant(footprint),
        held_sentence=held_sentence(footprint.year, months.get(footprint.year, MONTHS), thin.get(footprint.year)),
        change=compared,
        change_sentence=change_sentence(change, thin) if change else "",
        price_sentence=price_sentence(compared) if compared else "",
        comparison=comparison,
        trend_sentence=trend_sentence(comparison, thin) if comparison else "",
        caveats=caveats(months, comparison, thin) if comparison else "",
        trend=trend_chart(comparison, _("Emissions at constant prices"), thin) if comparison else None,
        areas=tuple(areas_of(category_tree(footprint))[:SHOWN]),
        suppliers=tuple(suppliers),
        names_suppliers=bool(suppliers) or parts_of(footprint, Dimension.SUPPLIER).exclude(key="").exists(),
        sureness=_sureness(footprint, gaps),
        things=tuple(helpful_things(footprint, gaps=gaps, energy=energy, suppliers=suppliers, lines=lines)),
        factor_set=set_title(footprint.factor_set),
    )


def _flagged_share(footprint: Footprint, flag: Flag) -> Decimal | None:
    """Return the share of the counted money whose figures carry a flag."""
    if not footprint.money_counted:
        return None
    found = (row for row in footprint.result["flagged"] if row["flag"] == flag)
    amounts = (Decimal(row["amount"]) for row in found if row["currency"] == footprint.currency)
    return min(sum(amounts, Decimal(0)) / Decimal(footprint.money_counted), Decimal(1))


def change_to(comparison: Comparison | None, year: int) -> Change | None:
    """Return the change from the year before; nothing where that year is not there."""
    if comparison is None:
        return None
    return next(
        (change for change in comparison.changes if change.to_year == year and change.from_year == year - 1), None
    )


def _largest_suppliers(footprint: Footprint) -> list[PartRow]:
    named = parts_of(footprint, Dimension.SUPPLIER).exclude(key__in=NOT_SUPPLIERS).exclude(kg=None)
    return [part_row(part) for part in named[:SHOWN]]


def _sureness(footprint: Footprint, gaps: Sequence[GapRow]) -> Sureness:
    counted = footprint.money_counted
    unclassified = sum(
        (gap.amount for gap in gaps if gap.query == "treatment=unclassified" and gap.currency == footprint.currency),
        Decimal(0),
    )
    is_stand_in = is_of_another_country(footprint)
    stand_in = _flagged_share(footprint, Flag.PROXY_REGION) if is_stand_in else None
    return Sureness(
        classified=share_text((counted - unclassified) / counted if counted else None),
        with_factor=share_text(coverage_of(footprint)),
        by_spend=share_text(Decimal(1) if counted else None),
        stand_in=share_text(stand_in) if stand_in else "",
        stand_in_regions=get_text_list(stand_in_regions(footprint), _("and")) if is_stand_in else "",
        gaps=tuple(gaps[:3]),
    )
