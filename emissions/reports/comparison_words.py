"""Years side by side in words, as a chart and as tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from emissions.calculations.constant_prices import Change, Comparison
from emissions.calculations.year_coverage import MONTHS, ThinYear, WhyThin
from emissions.queries.comparison import YearsCompared
from emissions.reports.category_words import category_name
from emissions.reports.footprint_charts import scale_of
from foundation import figures
from foundation.charts import Drawing, YearPoint, line_with_interval

SMALL = Decimal("0.0005")
TENTH_OF_PERCENT = Decimal("0.001")
NONE_THIN: Mapping[int, ThinYear] = {}


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area over the years in kg, and its change from the first to the last as a share."""

    name: str
    code: str
    kg: tuple[Decimal, ...]
    change: Decimal | None


def trend_chart(comparison: Comparison, title: str, thin: Mapping[int, ThinYear] = NONE_THIN) -> Drawing | None:
    """Draw the emissions of the years at constant prices with their intervals; nothing for a single year.

    A thin year stands beside the line, with what it holds.
    """
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
            note=held_briefly(thin[year.year]) if year.year in thin else "",
        )
        for year in years
    ]
    language = get_language() or "en"
    return line_with_interval(
        points, unit=f"{unit} CO₂e", title=title, description=trend_sentence(comparison, thin), language=language
    )


def trend_sentence(comparison: Comparison, thin: Mapping[int, ThinYear] = NONE_THIN) -> str:
    """Return in a sentence how the emissions went from the first year to the last, thin ones left out."""
    whole = _whole_places(comparison, thin)
    if len(whole) < 2:  # noqa: PLR2004 - a trend needs two points
        return _("There is no trend yet: it takes two years with accounts for as many months.")
    first, last = comparison.years[whole[0]], comparison.years[whole[-1]]
    share = overall_change(comparison, thin)
    size = figures.percent(abs(share or Decimal(0)), get_language() or "en", 1)
    values = {"from": first.year, "to": last.year, "change": size}
    if share is None:
        return _("There is nothing to compare %(to)s with.") % values
    if abs(share) < SMALL:
        return _("At constant prices the emissions are about the same in %(to)s as in %(from)s.") % values
    if share < 0:
        return _("At constant prices the emissions fell by %(change)s from %(from)s to %(to)s.") % values
    return _("At constant prices the emissions rose by %(change)s from %(from)s to %(to)s.") % values


def held_sentence(year: int, months: int, thin: ThinYear | None) -> str:
    """Return what the accounts of a year hold; empty for one that is whole."""
    if months < MONTHS:
        values = {"year": year, "months": months, "all": MONTHS}
        return _("%(year)s holds accounts for %(months)s of %(all)s months.") % values
    if thin and thin.share is not None:
        share = figures.percent(thin.share, get_language() or "en")
        return _("The accounts of %(year)s hold %(share)s of the usual money.") % {"year": year, "share": share}
    return ""


def held_briefly(thin: ThinYear) -> str:
    """Return what a thin year holds, as short as a chart and a table have room for."""
    if thin.why is WhyThin.MONTHS or thin.share is None:
        return _("%(months)s of %(all)s months") % {"months": thin.months, "all": MONTHS}
    return _("%(share)s of the usual money") % {"share": figures.percent(thin.share, get_language() or "en")}


def partial_years(months: Mapping[int, int], comparison: Comparison, thin: Mapping[int, ThinYear] = NONE_THIN) -> str:
    """Return what those of the compared years hold that are no whole ones, `months` by year; empty where all are."""
    years = [each.year for each in comparison.years]
    held = [held_sentence(year, months.get(year, MONTHS), thin.get(year)) for year in years]
    apart = [year for year in years if year in thin]
    if len(apart) == 1:
        held.append(_("So %(year)s is not compared.") % {"year": apart[0]})
    elif apart:
        held.append(_("So these years are not compared: %(years)s.") % {"years": ", ".join(map(str, apart))})
    return " ".join(filter(None, held))


def carried_years(comparison: Comparison) -> str:
    """Return which of the compared years have no price index yet, and at whose prices they count; empty for none."""
    return " ".join(
        _("There is no price index for %(year)s yet: it counts at the prices of %(index)s.")
        % {"year": year.year, "index": year.index_year}
        for year in comparison.years
        if year.index_year is not None
    )


def caveats(months: Mapping[int, int], comparison: Comparison, thin: Mapping[int, ThinYear] = NONE_THIN) -> str:
    """Return what a reader of the trend should know about its years: which are not whole, which lack a price index."""
    return " ".join(filter(None, (partial_years(months, comparison, thin), carried_years(comparison))))


def change_sentence(change: Change, thin: Mapping[int, ThinYear] = NONE_THIN) -> str:
    """Return one year's change as the totals at constant prices show it; without a percentage where one is thin."""
    for year in (change.from_year, change.to_year):
        if year in thin:
            values = {"from": change.from_year, "year": year, "held": held_briefly(thin[year])}
            return _("No percentage against %(from)s: for %(year)s there are accounts of %(held)s") % values
    if change.constant_prices is None:
        return _("There is nothing to compare %(year)s with.") % {"year": change.to_year}
    return _("%(change)s against %(year)s at constant prices") % {
        "change": _shown(change.constant_prices),
        "year": change.from_year,
    }


def is_compared(change: Change, thin: Mapping[int, ThinYear]) -> bool:
    """Whether a change stands between two years that can be compared."""
    return change.from_year not in thin and change.to_year not in thin


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


def overall_change(comparison: Comparison, thin: Mapping[int, ThinYear] = NONE_THIN) -> Decimal | None:
    """Return the change from the first year to the last as a share of the first; nothing where that was zero."""
    return _change_over([year.emissions.mean_kg for year in comparison.years], _whole_places(comparison, thin))


def area_rows(compared: YearsCompared, thin: Mapping[int, ThinYear] = NONE_THIN) -> list[AreaRow]:
    """Return the areas with their change over all years that are not thin."""
    whole = _whole_places(compared.comparison, thin)
    return [
        AreaRow(category_name(area.area), area.area, area.kg, _change_over(area.kg, whole)) for area in compared.areas
    ]


def _whole_places(comparison: Comparison, thin: Mapping[int, ThinYear]) -> list[int]:
    return [place for place, year in enumerate(comparison.years) if year.year not in thin]


def _change_over(kg: Sequence[Decimal], places: Sequence[int]) -> Decimal | None:
    """Return the change from the first of the places to the last as a share; nothing for fewer than two."""
    if len(places) < 2 or not kg[places[0]]:  # noqa: PLR2004 - a change is between two
        return None
    return (kg[places[-1]] - kg[places[0]]) / kg[places[0]]


def left_out_money(comparison: Comparison, currency: str) -> Decimal:
    """Return the money in one currency that some year has no figure for."""
    amounts = (money.amount for money in comparison.left_out if money.gap.currency == currency)
    return sum(amounts, Decimal(0))


def yearly_rows(comparison: Comparison, thin: Mapping[int, ThinYear] = NONE_THIN) -> list[dict[str, object]]:
    """Return for every year its emissions, what it holds if it is thin, and from the second on the change to it."""
    changes = [change if is_compared(change, thin) else None for change in comparison.changes]
    return [
        {
            "year": year,
            "held": held_briefly(thin[year.year]) if year.year in thin else "",
            "change": change,
            "parts": parts_shown(change) if change else {},
        }
        for year, change in zip(comparison.years, [None, *changes], strict=True)
    ]


def _scaled(value: Decimal | None, scale: Decimal) -> Decimal | None:
    return None if value is None else value / scale
