"""Choose the factor of a part of a series, and mark where its method breaks."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from emissions.calculations.activity_based import PinnedFactor, factor_amount
from emissions.calculations.activity_factor_set import ActivityFactor, Covers
from emissions.models import ActivityDimension, ActivitySeries, MethodBreak
from emissions.queries.published import activity_factor_sets
from emissions.services.locked_series import ActivityNotPossibleError, about_series, locked_series, save_series
from foundation.changes.record import current_actor, record_change
from foundation.typed_reasons import reason_of


@transaction.atomic
def mark_method_break(series: ActivitySeries, *, first_day: date, reason: str) -> MethodBreak:
    """Say that figures are counted in another way from a day on; nothing is compared across it any more.

    Raises ActivityNotPossibleError without a reason, and where the day is marked already.
    """
    series = locked_series(series)
    said = reason_of(reason)
    if not said:
        raise ActivityNotPossibleError(_("Say what is counted in another way, and why."), field="reason")
    if MethodBreak.objects.filter(series=series, first_day=first_day).exists():
        sentence = _("There is a break on %(day)s already.")
        raise ActivityNotPossibleError(sentence % {"day": date_format(first_day)}, field="first_day")
    made = MethodBreak.objects.create(
        organisation=series.organisation,
        series=series,
        first_day=first_day,
        reason=said[:500],
        made_by=current_actor().name,
    )
    record_change(
        kind="emissions.activity_series",
        action="broken",
        **about_series(series, day=first_day.isoformat(), reason=said[:500]),
    )
    return made


@transaction.atomic
def pin_factor(
    dimension: ActivityDimension,
    *,
    factor_set: str,
    code: str,
    with_indirect: bool = False,
    per_unit: Decimal | None = None,
    per_unit_source: str = "",
) -> ActivityDimension:
    """Return the part with its factor, whose figures are copied: a newer version of the set changes nothing here.

    A conversion that the set carries is taken where the units differ and none is given. Raises ActivityNotPossibleError
    for a factor that is not there, units that nothing brings together, a conversion without a source, and indirect
    emissions that the publisher does not tell.
    """
    series = locked_series(dimension.series)
    dimension = ActivityDimension.objects.get(pk=dimension.pk)
    known = activity_factor_sets().get(factor_set)
    factor = known.factors.get(code) if known else None
    if known is None or factor is None:
        raise ActivityNotPossibleError(_("There is no such factor. Choose one from the list."), field="factor")
    if with_indirect and factor.covers is Covers.USE and factor.indirect_kg is None:
        sentence = _(
            "The publisher gives no indirect emissions for this factor. Choose another one, or leave them out."
        )
        raise ActivityNotPossibleError(sentence, field="with_indirect")
    per_unit, source = _conversion(series.unit, factor, per_unit, per_unit_source.strip())
    _copy(dimension, factor, known.source.version, factor_set)
    dimension.with_indirect = with_indirect
    dimension.per_unit, dimension.per_unit_source = per_unit, source
    dimension.save()
    save_series(series)
    record_change(
        kind="emissions.activity_series",
        action="pinned",
        **about_series(series, part=dimension.name, factor=factor.name("en")),
    )
    return dimension


def _conversion(unit: str, factor: ActivityFactor, per_unit: Decimal | None, source: str) -> tuple[Decimal | None, str]:
    if per_unit is not None:
        if per_unit <= 0:
            raise ActivityNotPossibleError(_("Write a figure above zero."), field="per_unit")
        if not source:
            raise ActivityNotPossibleError(_("Say where the conversion comes from."), field="per_unit_source")
        return per_unit, source[:300]
    if factor_amount(Decimal(1), unit, PinnedFactor(factor.kg, factor.unit)) is not None:
        return None, ""
    for each in factor.conversions:
        if (each.from_unit, each.to_unit) == (unit, factor.unit):
            return each.amount, each.source[:300]
    sentence = _(
        "The factor is per %(factor)s, the series is in %(unit)s. Say how many %(factor)s one %(unit)s is, and where "
        "that comes from."
    )
    raise ActivityNotPossibleError(sentence % {"factor": factor.unit, "unit": unit}, field="per_unit")


def _copy(dimension: ActivityDimension, factor: ActivityFactor, version: str, factor_set: str) -> None:
    dimension.factor_set, dimension.factor_version, dimension.factor_code = factor_set, version, factor.code
    dimension.factor_name, dimension.factor_unit = factor.name("en"), factor.unit
    dimension.factor_gases, dimension.factor_covers = factor.gases.value, factor.covers.value
    dimension.kg, dimension.indirect_kg, dimension.gsd2 = factor.kg, factor.indirect_kg, factor.gsd2
