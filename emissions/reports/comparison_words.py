"""Years side by side in words, as a chart and as tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from emissions.calculations.constant_prices import Change, Comparison
from emissions.queries.comparison import AreaTrend, YearsCompared
from emissions.reports.category_words import category_name
from emissions.reports.footprint_charts import scale_of
from foundation import figures
from foundation.charts import Drawing, YearPoint, line_with_interval

MONTHS = 12
SMALL = Decimal("0.0005")
TENTH_OF_PERCENT = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area over the years in kg, and its change from the first to the last as a share."""

    name: str
    code: str
    kg: tuple[Decimal, ...]
    change: Decimal | None


def trend_chart(comparison: Comparison, title: str) -> Drawing | None:
    """Draw the emissions of the years at constant prices with their intervals; nothing for a single year."""
    years = comparison.years
    if len(years) < 2:  # noqa: PLR2004 - a trend needs two points
        return None
    scale, unit = scale_of(max(year.emissions.mean_kg for year in years))
    points = [
        YearPoint(
            year.year,
            year.emissions.mean_kg / scale,
            _scaled(year.emissions.low_kg, scale),
            _scaled(year.emissions.high_kg, scale),
        )
        for year in years
    ]
    language = get_language() or "en"
    return line_with_interval(
        points, unit=f"{unit} CO₂e", title=title, description=trend_sentence(comparison), language=language
    )


def trend_sentence(comparison: Comparison) -> str:
    """Return in a sentence how the emissions went from the first year to the last."""
    first, last = comparison.years[0], comparison.years[-1]
    share = overall_change(comparison)
    size = figures.percent(abs(share or Decimal(0)), get_language() or "en", 1)
    values = {"from": first.year, "to": last.year, "change": size}
    if share is None:
        return _("There is nothing to compare %(to)s with.") % values
    if abs(share) < SMALL:
        return _("At constant prices the emissions are about the same in %(to)s as in %(from)s.") % values
    if share < 0:
        return _("At constant prices the emissions fell by %(change)s from %(from)s to %(to)s.") % values
    return _("At constant prices the emissions rose by %(change)s from %(from)s to %(to)s.") % values


def partial_years(months: Mapping[int, int], comparison: Comparison) -> str:
    """Return which of the compared years are no whole ones, as of months_of_years; empty where all are."""
    short = [
        ngettext("%(year)s has %(months)s month", "%(year)s has %(months)s months", months[year.year])
        % {"year": year.year, "months": months[year.year]}
        for year in comparison.years
        if months.get(year.year, MONTHS) < MONTHS
    ]
    return _("Not all years are whole: %(years)s.") % {"years": ", ".join(short)} if short else ""


def carried_years(comparison: Comparison) -> str:
    """Return which of the compared years have no price index yet, and at whose prices they count; empty for none."""
    return " ".join(
        _("There is no price index for %(year)s yet: it counts at the prices of %(index)s.")
        % {"year": year.year, "index": year.index_year}
        for year in comparison.years
        if year.index_year is not None
    )


def caveats(months: Mapping[int, int], comparison: Comparison) -> str:
    """Return what a reader of the trend should know about its years: which are not whole, which lack a price index."""
    return " ".join(filter(None, (partial_years(months, comparison), carried_years(comparison))))


def change_sentence(change: Change) -> str:
    """Return one year's change as the totals at constant prices show it."""
    if change.constant_prices is None:
        return _("There is nothing to compare %(year)s with.") % {"year": change.to_year}
    return _("%(change)s against %(year)s at constant prices") % {
        "change": _shown(change.constant_prices),
        "year": change.from_year,
    }


def price_sentence(change: Change) -> str:
    """Return the change of undeflated spend; empty for none. Its two parts stand in the table of the years alone.

    The real part weighs with the prices of both years and so differs a little from the change at constant prices: side
    by side in a sentence they would be two figures for one thing.
    """
    if change.total is None:
        return ""
    return _("Without adjusting for prices: %(total)s") % {"total": _shown(change.total)}


def parts_shown(change: Change) -> dict[str, str]:
    """Return the change of undeflated spend and its two parts, which add up as they are shown.

    Where rounding parts them, the part that it took the most from, or gave the most, carries the difference.
    """
    if change.total is None or change.price is None or change.real is None:
        return dict.fromkeys(("total", "price", "real"), figures.MISSING)
    total, price, real = (_rounded(share) for share in (change.total, change.price, change.real))
    over = total - price - real
    if abs(change.price - price - over) < abs(change.real - real - over):
        price += over
    else:
        real += over
    return {"total": _shown(total), "price": _shown(price), "real": _shown(real)}


def _rounded(share: Decimal) -> Decimal:
    return share.quantize(TENTH_OF_PERCENT, ROUND_HALF_UP)


def _shown(share: Decimal | None) -> str:
    """Return a change as every page shows it: with one decimal of per cent."""
    return figures.change(share, get_language() or "en", 1)


def overall_change(comparison: Comparison) -> Decimal | None:
    """Return the change from the first year to the last as a share of the first; nothing where that was zero."""
    first, last = comparison.years[0].emissions.mean_kg, comparison.years[-1].emissions.mean_kg
    return (last - first) / first if first else None


def area_rows(compared: YearsCompared) -> list[AreaRow]:
    """Return the areas with their change over all years."""
    return [_area_row(area) for area in compared.areas]


def left_out_money(comparison: Comparison, currency: str) -> Decimal:
    """Return the money in one currency that some year has no figure for."""
    amounts = (money.amount for money in comparison.left_out if money.gap.currency == currency)
    return sum(amounts, Decimal(0))


def yearly_rows(comparison: Comparison) -> list[dict[str, object]]:
    """Return for every year its emissions and, from the second on, the change to it."""
    changes: list[Change | None] = [None, *comparison.changes]
    return [
        {"year": year, "change": change, "parts": parts_shown(change) if change else {}}
        for year, change in zip(comparison.years, changes, strict=True)
    ]


def _area_row(area: AreaTrend) -> AreaRow:
    first, last = area.kg[0], area.kg[-1]
    return AreaRow(category_name(area.area), area.area, area.kg, (last - first) / first if first else None)


def _scaled(value: Decimal | None, scale: Decimal) -> Decimal | None:
    return None if value is None else value / scale
