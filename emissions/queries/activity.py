"""Activity series with their figures: what was counted, the kg behind it, what is missing and what can be compared."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, QuerySet

from emissions.calculations.activity_based import (
    Emission,
    GapReason,
    NoChange,
    PeriodTotal,
    PinnedFactor,
    change_between,
    emission_of,
    total_of,
)
from emissions.calculations.activity_factor_set import Covers, Gases
from emissions.models import ActivityDimension, ActivityPeriod, ActivitySeries, ActivityValue, MethodBreak
from foundation.written_names import name_key
from organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """One period: the newest value and the emission of each dimension by its key, the total, the change.

    `change` is against the same period a year before, as a share; None where there is no such period.
    """

    period: ActivityPeriod
    values: Mapping[int, ActivityValue]
    emissions: Mapping[int, Emission | GapReason]
    total: PeriodTotal
    change: Decimal | NoChange | None
    breaks: tuple[MethodBreak, ...]


@dataclass(frozen=True, slots=True)
class SeriesFigures:
    """A series with everything that its page and its file show."""

    series: ActivitySeries
    dimensions: Sequence[ActivityDimension]
    periods: Sequence[PeriodFigures]
    breaks: Sequence[MethodBreak]
    corrections: Sequence[ActivityValue]


def series_of(organisation: Organisation) -> QuerySet[ActivitySeries]:
    """Return the series of an organisation by title, each with how many periods it has."""
    found = ActivitySeries.objects.filter(organisation=organisation)
    return found.annotate(period_count=Count("periods")).order_by("title", "pk")


def series_called(organisation: Organisation, uuid: UUID) -> ActivitySeries | None:
    """Return one series of an organisation, None where it has none of that name."""
    return ActivitySeries.objects.filter(organisation=organisation, uuid=uuid).select_related("organisation").first()


def value_called(series: ActivitySeries, uuid: UUID) -> ActivityValue | None:
    """Return one value of a series, None where it has none."""
    return (
        ActivityValue.objects.filter(series=series, uuid=uuid).select_related("period", "dimension", "series").first()
    )


def part_called(series: ActivitySeries, name: str) -> ActivityDimension | None:
    """Return the part of a series that has this name, None where none has; capitals and spaces do not matter."""
    parts = ActivityDimension.objects.filter(series=series).select_related("series")
    return next((each for each in parts if name_key(each.name) == name_key(name)), None)


def newest_value(part: ActivityDimension, *, first_day: date) -> ActivityValue | None:
    """Return what stands for a part in the period that begins on a day, None where nothing was ever entered."""
    found = ActivityValue.objects.filter(dimension=part, period__first_day=first_day, replaced_by=None)
    return found.select_related("period", "dimension", "series").first()


def pinned(dimension: ActivityDimension) -> PinnedFactor | None:
    """Return the factor of a dimension as it was chosen, None where there is none yet."""
    if dimension.kg is None:
        return None
    return PinnedFactor(
        kg=dimension.kg,
        unit=dimension.factor_unit,
        indirect_kg=dimension.indirect_kg,
        with_indirect=dimension.with_indirect,
        covers=Covers(dimension.factor_covers),
        gases=Gases(dimension.factor_gases),
        per_unit=dimension.per_unit,
        gsd2=dimension.gsd2,
    )


def figures_of(series: ActivitySeries) -> SeriesFigures:
    """Return a series with its figures, period by period."""
    return figures_of_each([series])[0]


def figures_of_each(many: Sequence[ActivitySeries]) -> list[SeriesFigures]:
    """Return several series with their figures, in four queries however many there are."""
    keys = [each.pk for each in many]
    dimensions: dict[int, list[ActivityDimension]] = defaultdict(list)
    for part in ActivityDimension.objects.filter(series__in=keys):
        dimensions[part.series_id].append(part)
    breaks: dict[int, list[MethodBreak]] = defaultdict(list)
    for mark in MethodBreak.objects.filter(series__in=keys):
        breaks[mark.series_id].append(mark)
    periods: dict[int, list[ActivityPeriod]] = defaultdict(list)
    for period in ActivityPeriod.objects.filter(series__in=keys):
        periods[period.series_id].append(period)
    rows: dict[int, list[ActivityValue]] = defaultdict(list)
    for row in ActivityValue.objects.filter(series__in=keys).select_related("period", "dimension"):
        rows[row.series_id].append(row)
    return [_figures(each, dimensions[each.pk], periods[each.pk], rows[each.pk], breaks[each.pk]) for each in many]


def _figures(
    series: ActivitySeries,
    dimensions: Sequence[ActivityDimension],
    periods: Sequence[ActivityPeriod],
    rows: Sequence[ActivityValue],
    breaks: Sequence[MethodBreak],
) -> SeriesFigures:
    replaced = {row.replaces_id for row in rows}
    values: dict[int, dict[int, ActivityValue]] = defaultdict(dict)
    for row in rows:
        if row.pk not in replaced:
            values[row.period_id][row.dimension_id] = row
    factors = {each.pk: pinned(each) for each in dimensions}
    totals = {each.first_day: _total(series.unit, values[each.pk], factors) for each in periods}
    shown = [_of_period(series, each, values[each.pk], factors, totals, breaks) for each in periods]
    return SeriesFigures(series, dimensions, shown, breaks, [row for row in rows if row.replaces_id])


def _of_period(
    series: ActivitySeries,
    period: ActivityPeriod,
    values: Mapping[int, ActivityValue],
    factors: Mapping[int, PinnedFactor | None],
    totals: Mapping[date, PeriodTotal],
    breaks: Sequence[MethodBreak],
) -> PeriodFigures:
    return PeriodFigures(
        period=period,
        values=values,
        emissions={key: emission_of(_amount(values.get(key)), series.unit, factor) for key, factor in factors.items()},
        total=totals[period.first_day],
        change=_change(period, totals, [each.first_day for each in breaks]),
        breaks=tuple(mark for mark in breaks if period.first_day <= mark.first_day <= period.last_day),
    )


def _total(unit: str, values: Mapping[int, ActivityValue], factors: Mapping[int, PinnedFactor | None]) -> PeriodTotal:
    amounts = {str(key): _amount(values.get(key)) for key in factors}
    return total_of(amounts, unit, {str(key): factor for key, factor in factors.items()})


def _amount(value: ActivityValue | None) -> Decimal | None:
    return value.amount if value else None


def _change(
    period: ActivityPeriod, totals: Mapping[date, PeriodTotal], breaks: Sequence[date]
) -> Decimal | NoChange | None:
    day = period.first_day
    before = day.replace(year=day.year - 1, day=min(day.day, 28))
    if (earlier := totals.get(before)) is None:
        return None
    return change_between(earlier, totals[day], first_day=before, last_day=period.last_day, breaks=breaks)
