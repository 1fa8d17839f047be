"""Enter what was counted, all of it or nothing, and correct it: a value stays, a newer one takes its place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from emissions.calculations.activity_periods import Period, PeriodsApart
from emissions.models import ActivityDimension, ActivityPeriod, ActivitySeries, ActivityValue
from emissions.services.locked_series import ActivityNotPossibleError, about_series, locked_series
from foundation.changes.record import current_actor, record_change
from foundation.errors import ConflictError, DomainError
from foundation.typed_reasons import reason_of
from foundation.written_names import name_key

MOST_VALUES = 5_000


@dataclass(frozen=True, slots=True)
class ValueSaid:
    """One figure in the unit of the series; `row` is where it stands in the file or body that it came in."""

    period: Period
    dimension: str
    amount: Decimal
    row: int = 0


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with a row, and what would mend it."""

    row: int
    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Entered:
    """How many figures are new, and how many stood there already with the same amount."""

    new: int
    same: int


class ValuesRefusedError(DomainError):
    """Nothing was entered; `rows` say what is wrong where."""

    def __init__(self, rows: Sequence[RowProblem]) -> None:
        super().__init__(_("Nothing is entered yet. Mend these rows first."))
        self.rows = tuple(rows)


@transaction.atomic
def enter_values(
    series: ActivitySeries, said: Sequence[ValueSaid], *, source_kind: str = "", source_id: str = ""
) -> Entered:
    """Keep figures; one that is there already with the same amount is left alone, so sending twice changes nothing.

    Raises ValuesRefusedError, with every row that is wrong, for an unknown part, a period that cuts another one, a
    figure that stands twice, and one that is there with another amount: that is corrected, with the reason.
    """
    series = locked_series(series)
    dimensions = {name_key(each.name): each for each in series.dimensions.all()}
    if problems := list(_problems(series, said, dimensions)):
        raise ValuesRefusedError(sorted(problems, key=lambda each: each.row))
    there = _current(series)
    new = [each for each in said if (each.period.first_day, dimensions[name_key(each.dimension)].pk) not in there]
    if new:
        _keep(series, new, dimensions, source_kind=source_kind, source_id=source_id)
        record_change(kind="emissions.activity_series", action="entered", **about_series(series, count=len(new)))
    return Entered(len(new), len(said) - len(new))


def check_values(series: ActivitySeries, said: Sequence[ValueSaid]) -> tuple[RowProblem, ...]:
    """Return what would keep these figures from being entered now, row by row."""
    dimensions = {name_key(each.name): each for each in series.dimensions.all()}
    return tuple(_problems(series, said, dimensions))


@transaction.atomic
def correct_value(value: ActivityValue, *, amount: Decimal | None, reason: str) -> ActivityValue:
    """Return the newer version of a value; None takes the figure back: it is not known after all.

    Raises ConflictError if somebody corrected it in the meantime, ActivityNotPossibleError without reason or change.
    """
    series = locked_series(value.series)
    said = reason_of(reason)
    if ActivityValue.objects.filter(replaces=value).exists():
        raise ConflictError(_("Somebody else corrected this figure in the meantime. Look at the newer one first."))
    if not said:
        raise ActivityNotPossibleError(_("Say why the figure is corrected."), field="reason")
    if amount == value.amount:
        raise ActivityNotPossibleError(_("This is the figure that stands there."), field="amount")
    if amount is not None and amount < 0:
        raise ActivityNotPossibleError(_("Write a figure of zero or more."), field="amount")
    newer = ActivityValue.objects.create(
        organisation=series.organisation,
        series=series,
        period=value.period,
        dimension=value.dimension,
        amount=amount,
        replaces=value,
        reason=said[:500],
        entered_by=current_actor().name,
    )
    summary = {"period": value.period.label, "part": value.dimension.name, "reason": said[:500]}
    record_change(kind="emissions.activity_series", action="corrected", **about_series(series, **summary))
    return newer


def _problems(
    series: ActivitySeries, said: Sequence[ValueSaid], dimensions: dict[str, ActivityDimension]
) -> Iterator[RowProblem]:
    if len(said) > MOST_VALUES:
        yield RowProblem(0, "values", _("There are more than %(most)s figures. Divide them.") % {"most": MOST_VALUES})
        return
    there, seen = _current(series), set()
    periods = PeriodsApart(Period(each.first_day, each.last_day, each.label) for each in series.periods.all())
    for each in said:
        dimension = dimensions.get(name_key(each.dimension))
        if dimension is None:
            known = ", ".join(part.name for part in dimensions.values()) or "–"
            sentence = _("“%(name)s” is no part of this series. Known are: %(known)s.")
            yield RowProblem(each.row, "dimension", sentence % {"name": each.dimension, "known": known})
            continue
        if crossed := periods.crossing(each.period):
            sentence = _("%(period)s has days in common with %(other)s. Give the periods days that do not overlap.")
            words = {"period": each.period.label, "other": crossed.label}
            yield RowProblem(each.row, "period", sentence % words)
            continue
        periods.add(each.period)
        key = (each.period.first_day, dimension.pk)
        if key in seen:
            yield RowProblem(each.row, "period", _("This figure stands twice. Remove one of the rows."))
        seen.add(key)
        if each.amount < 0:
            yield RowProblem(each.row, "amount", _("Write a figure of zero or more."))
        if key in there and there[key] != each.amount:
            sentence = _(
                "Another figure stands there already. Correct that one, with the reason, or leave the row out."
            )
            yield RowProblem(each.row, "amount", sentence)


def _current(series: ActivitySeries) -> dict[tuple[object, int], Decimal | None]:
    rows = ActivityValue.objects.filter(series=series, replaced_by=None)
    return {
        (first_day, dimension): amount
        for first_day, dimension, amount in rows.values_list("period__first_day", "dimension_id", "amount")
    }


def _keep(
    series: ActivitySeries,
    said: Sequence[ValueSaid],
    dimensions: Mapping[str, ActivityDimension],
    *,
    source_kind: str,
    source_id: str,
) -> None:
    """Write new figures and the periods that they need, in as many queries for one as for many."""
    periods, entered_by = _periods(series, {each.period.first_day: each.period for each in said}), current_actor().name
    ActivityValue.objects.bulk_create(
        [
            ActivityValue(
                organisation=series.organisation,
                series=series,
                period=periods[each.period.first_day],
                dimension=dimensions[name_key(each.dimension)],
                amount=each.amount,
                source_kind=source_kind,
                source_id=source_id,
                entered_by=entered_by,
            )
            for each in said
        ]
    )


def _periods(series: ActivitySeries, wanted: Mapping[date, Period]) -> dict[date, ActivityPeriod]:
    """Return the periods of a series by first day, with those that were wanted and not there."""
    there = {each.first_day: each for each in series.periods.all()}
    missing = [
        ActivityPeriod(
            organisation=series.organisation,
            series=series,
            label=period.label,
            first_day=first_day,
            last_day=period.last_day,
        )
        for first_day, period in wanted.items()
        if first_day not in there
    ]
    return there | {each.first_day: each for each in ActivityPeriod.objects.bulk_create(missing)}
