"""The charts of a footprint page: the largest parts, the months."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from emissions.reports.breakdowns import PartRow
from foundation import figures
from foundation.charts import BarRow, Drawing, MonthValue, horizontal_bars, monthly_columns

SHOWN = 8
_TONNE = Decimal(1000)
_MONTHS = 12


def bars_of(rows: Sequence[PartRow], title: str) -> Drawing | None:
    """Draw the largest rows as bars, in tonnes or, where all are small, in kg; nothing where none has a figure."""
    known = sorted((row for row in rows if row.kg is not None), key=lambda row: -(row.kg or 0))[:SHOWN]
    if not known:
        return None
    scale, unit = scale_of(known[0].kg)
    language = get_language() or "en"
    bars = [BarRow(row.name, row.kg / scale if row.kg is not None else None) for row in known]
    description = _("%(name)s is the largest with %(figure)s CO₂e.") % {
        "name": known[0].name,
        "figure": figures.mass(known[0].kg, language),
    }
    return horizontal_bars(bars, unit=unit, title=title, description=description, language=language, broad=True)


def months_of(rows: Sequence[PartRow], year: int, title: str) -> Drawing | None:
    """Draw the months of a year as columns; nothing where fewer than two months have a figure."""
    known = {row.key: row.kg for row in rows if row.kg is not None}
    if len(known) < 2:  # noqa: PLR2004 - one column says nothing
        return None
    scale, unit = scale_of(max(known.values()))
    months = [(number, known.get(f"{year}-{number:02d}")) for number in range(1, _MONTHS + 1)]
    values = [MonthValue(number, kg / scale if kg is not None else None) for number, kg in months]
    description = _("Emissions by month of %(year)s.") % {"year": year}
    language = get_language() or "en"
    return monthly_columns(
        values, unit=f"{unit} CO₂e", title=title, description=description, language=language, broad=True
    )


def scale_of(largest: Decimal | None) -> tuple[Decimal, str]:
    """Return what kilograms are divided by for a chart, and the unit's sign."""
    return (_TONNE, "t") if largest is not None and abs(largest) >= _TONNE else (Decimal(1), "kg")
