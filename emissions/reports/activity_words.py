"""An activity series in plain words, as rows, as a drawing and as sheets."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from emissions.calculations.activity_based import Emission, GapReason, NoChange
from emissions.calculations.activity_factor_set import Gases
from emissions.models import ActivityDimension, ActivitySeries
from emissions.queries.activity import PeriodFigures, SeriesFigures
from emissions.queries.activity_factors import gas_sign
from emissions.reports.footprint_charts import scale_of
from foundation import figures
from foundation.charts import Drawing, PeriodValue, period_columns
from foundation.spreadsheets import Column, Sheet


def answer_of(found: SeriesFigures) -> str:
    """Return the newest total in one sentence."""
    if not found.periods:
        return _("No figures yet.")
    newest, language = found.periods[-1], get_language() or "en"
    label = newest.period.label
    words = {
        "period": label[:1].upper() + label[1:],
        "amount": figures.in_words(newest.total.amount, language),
        "unit": found.series.unit,
        "kg": figures.mass(newest.total.kg, language),
        "gases": gases_of(newest.total.gases),
    }
    if newest.total.kg is None:
        return _("%(period)s: %(amount)s %(unit)s. No part has both a figure and a factor yet.") % words
    if not newest.total.is_complete:
        said = _("%(period)s: %(kg)s %(gases)s so far. Parts are missing, so this is no total.") % words
    else:
        said = _("%(period)s: %(amount)s %(unit)s, %(kg)s %(gases)s.") % words
    return " ".join(filter(None, (said, biogenic_words(newest.total.biogenic_kg))))


def biogenic_words(kg: Decimal | None) -> str:
    """Return what is kept apart in one sentence; empty where nothing is."""
    if kg is None:
        return ""
    return _("Beside it: %(kg)s biogenic CO₂, which is not added.") % {"kg": figures.mass(kg, get_language() or "en")}


def gases_of(gases: Sequence[Gases]) -> str:
    """Return what a sum counts; a sum of both says so."""
    if gases == (Gases.CO2,):
        return _("CO₂ (one gas only)")
    return _("CO₂e, some of it CO₂ only") if Gases.CO2 in gases else _("CO₂e")


def gap_words(reason: GapReason) -> str:
    """Return why there is no figure."""
    return {
        GapReason.NO_AMOUNT: _("no figure"),
        GapReason.NO_FACTOR: _("no factor chosen"),
        GapReason.UNITS_DIFFER: _("the factor has another unit"),
        GapReason.NO_INDIRECT: _("no indirect factor"),
    }[reason]


def change_words(change: Decimal | NoChange | None) -> str:
    """Return the change from a year before, or why it is not told."""
    if isinstance(change, NoChange):
        return {
            NoChange.NOT_COMPLETE: _("not compared: parts are missing"),
            NoChange.METHOD_BREAK: _("not compared: counted in another way"),
            NoChange.FROM_ZERO: _("from zero"),
        }[change]
    return "" if change is None else figures.change(change, get_language() or "en")


def shown_periods(found: SeriesFigures) -> list[dict[str, Any]]:
    """Return the periods with the cells of each part, the newest first."""
    return [_shown(found, each) for each in reversed(found.periods)]


def _shown(found: SeriesFigures, each: PeriodFigures) -> dict[str, Any]:
    cells = [_cell(each, part) for part in found.dimensions]
    missing = [(part.name, gap) for part in found.dimensions if (gap := each.total.gaps.get(str(part.pk)))]
    return {
        "label": each.period.label,
        "days": f"{date_format(each.period.first_day)} – {date_format(each.period.last_day)}",
        "cells": cells,
        "total": each.total,
        "missing": ", ".join(f"{name}: {gap_words(gap)}" if name else gap_words(gap) for name, gap in missing),
        "change": change_words(each.change),
        "breaks": each.breaks,
    }


def _cell(each: PeriodFigures, part: ActivityDimension) -> dict[str, Any]:
    value, emission = each.values.get(part.pk), each.emissions[part.pk]
    return {
        "name": part.name,
        "value": value,
        "amount": value.amount if value else None,
        "kg": emission.kg if isinstance(emission, Emission) else None,
        "is_corrected": bool(value and value.replaces_id),
    }


def drawing_of(found: SeriesFigures) -> Drawing | None:
    """Draw the emissions of the periods, or what was counted where there are no emissions; None below two periods."""
    if len(found.periods) < 2:  # noqa: PLR2004 - one column says nothing
        return None
    has_kg = any(each.total.kg is not None for each in found.periods)
    scale, unit = Decimal(1), found.series.unit
    if has_kg:
        scale, unit = scale_of(max(each.total.kg for each in found.periods if each.total.kg is not None))
    columns = [_column(each, scale, has_kg=has_kg) for each in found.periods]
    description = _("%(count)s periods of “%(title)s”.") % {"count": len(columns), "title": found.series.title}
    return period_columns(
        columns,
        unit=f"{unit} {_gas_sign(found)}" if has_kg else unit,
        title=found.series.title,
        description=description,
        language=get_language() or "en",
        broad=True,
    )


def _gas_sign(found: SeriesFigures) -> str:
    return "CO₂" if all(each.total.gases == (Gases.CO2,) for each in found.periods if each.total.gases) else "CO₂e"


def _column(each: PeriodFigures, scale: Decimal, *, has_kg: bool) -> PeriodValue:
    value = each.total.kg if has_kg else each.total.amount
    is_partial = not (each.total.is_complete if has_kg else each.total.is_counted)
    shown = None if value is None else value / scale
    return PeriodValue(each.period.label, shown, is_partial=is_partial, is_break=bool(each.breaks))


def shown_parts(found: SeriesFigures) -> list[dict[str, Any]]:
    """Return the parts with the factor of each in words."""
    return [_shown_part(each) for each in found.dimensions]


def _shown_part(part: ActivityDimension) -> dict[str, Any]:
    language = get_language() or "en"
    indirect = part.indirect_kg if part.with_indirect and part.factor_covers == "use" else None
    return {
        "part": part,
        "figure": figures.plain(part.kg.normalize(), language) if part.kg is not None else "",
        "indirect": figures.plain(indirect.normalize(), language) if indirect is not None else "",
        "conversion": figures.plain(part.per_unit.normalize(), language) if part.per_unit is not None else "",
        "gases": gas_sign(part.factor_gases),
        "is_whole": part.factor_covers == "whole",
    }


def sheets_of(found: SeriesFigures, *, with_reasons: bool) -> list[Sheet]:
    """Return figures, factors and breaks as sheets; CSV takes the first. `with_reasons` of corrections as well."""
    return [_figures_sheet(found, with_reasons=with_reasons), _factors_sheet(found), _breaks_sheet(found)]


def _figures_sheet(found: SeriesFigures, *, with_reasons: bool) -> Sheet:
    columns = [
        Column(_("Period")),
        Column(_("First day"), "date"),
        Column(_("Last day"), "date"),
        Column(_("Part")),
        Column(_("Quantity"), "number"),
        Column(_("Unit")),
        Column(_("Emissions, kg"), "kg"),
        Column(_("Of these indirect, kg"), "kg"),
        Column(_("Biogenic CO₂ beside it, kg"), "kg"),
        Column(_("Missing")),
        *([Column(_("Corrected because"))] if with_reasons else []),
    ]
    rows = [_sheet_row(found.series, each, part)[: len(columns)] for each in found.periods for part in found.dimensions]
    return Sheet(found.series.title, columns, rows)


def _sheet_row(series: ActivitySeries, each: PeriodFigures, part: ActivityDimension) -> list[Any]:
    value, emission = each.values.get(part.pk), each.emissions[part.pk]
    known = emission if isinstance(emission, Emission) else None
    return [
        each.period.label,
        each.period.first_day,
        each.period.last_day,
        part.name,
        value.amount if value else None,
        series.unit,
        known.kg if known else None,
        known.indirect_kg if known else None,
        known.biogenic_kg if known else None,
        gap_words(emission) if isinstance(emission, GapReason) else None,
        value.reason if value else None,
    ]


def _factors_sheet(found: SeriesFigures) -> Sheet:
    columns = [
        Column(_("Part")),
        Column(_("Factor set")),
        Column(_("Version")),
        Column(_("Code")),
        Column(_("Factor")),
        Column(_("kg per unit"), "number"),
        Column(_("Indirect kg per unit"), "number"),
        Column(_("Unit")),
        Column(_("Gases")),
        Column(_("Conversion"), "number"),
        Column(_("Where the conversion comes from")),
    ]
    rows = [
        [
            each.name,
            each.factor_set,
            each.factor_version,
            each.factor_code,
            each.factor_name,
            each.kg,
            each.indirect_kg if each.with_indirect else None,
            each.factor_unit,
            gas_sign(each.factor_gases) if each.factor_gases else "",
            each.per_unit,
            each.per_unit_source,
        ]
        for each in found.dimensions
    ]
    return Sheet(_("Factors"), columns, rows)


def _breaks_sheet(found: SeriesFigures) -> Sheet:
    columns = [Column(_("From"), "date"), Column(_("Why figures are counted in another way"))]
    return Sheet(_("Breaks"), columns, [[each.first_day, each.reason] for each in found.breaks])
