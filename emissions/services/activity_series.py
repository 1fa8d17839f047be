"""Begin an activity series, and change how it is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from emissions.models import ActivityDimension, ActivitySeries, ActivityValue
from emissions.services.locked_series import ActivityNotPossibleError, about_series, locked_series, save_series
from foundation.changes.record import current_actor, record_change
from foundation.postgres.locks import hold
from foundation.problems import Problem
from foundation.quantities import unit_called
from foundation.written_names import name_key, tidy_name
from organisations.models import Organisation

TITLES = "activity_titles"  # of an organisation: held by whoever gives one, before any series
MOST_DIMENSIONS = 50
LONGEST_TITLE, LONGEST_PART = 200, 100


@dataclass(frozen=True, slots=True)
class SeriesSaid:
    """What is said of a series; without `dimensions` it is not parted."""

    title: str
    activity: str
    unit: str
    period_kind: str
    boundary: str
    dimension_label: str = ""
    dimensions: tuple[str, ...] = ()
    method: str = ""
    method_version: str = ""
    source: str = ""
    source_kind: str = ""
    source_id: str = ""


@transaction.atomic
def make_series(*, organisation: Organisation, said: SeriesSaid, form_key: UUID | None = None) -> ActivitySeries:
    """Return a new series; the same form sent twice gives the one it made.

    Raises ActivityNotPossibleError for a title that is taken, an unknown unit, and too many or equal dimensions.
    """
    hold(TITLES, organisation.pk)
    if form_key and (made := ActivitySeries.objects.filter(organisation=organisation, form_key=form_key).first()):
        return made
    title = _free_title(organisation, said.title)
    _check_named(said.dimensions)
    series = ActivitySeries.objects.create(
        organisation=organisation,
        title=title,
        form_key=form_key,
        activity=said.activity.strip(),
        unit=_known_unit(said.unit),
        dimension_label=said.dimension_label.strip(),
        period_kind=said.period_kind,
        boundary=said.boundary,
        method=said.method.strip(),
        method_version=said.method_version.strip(),
        source=said.source.strip(),
        source_kind=said.source_kind,
        source_id=said.source_id,
        made_by=current_actor().name,
    )
    _add_dimensions(series, said.dimensions or ("",))
    record_change(kind="emissions.activity_series", action="made", **about_series(series))
    return series


@transaction.atomic
def change_series(series: ActivitySeries, *, revision: int, said: SeriesSaid) -> ActivitySeries:
    """Return the series with another title, method, source or boundary, and with more dimensions.

    What is counted, its unit and its kind of periods stay as they are: figures rest on them. Raises ConflictError if
    somebody saved the series after `revision`, ActivityNotPossibleError as `make_series` does.
    """
    hold(TITLES, series.organisation_id)
    series = locked_series(series, revision=revision)
    series.title = _free_title(series.organisation, said.title, but=series)
    series.boundary, series.dimension_label = said.boundary, said.dimension_label.strip()
    series.method, series.method_version = said.method.strip(), said.method_version.strip()
    series.source = said.source.strip()
    known = {name_key(each.name) for each in series.dimensions.all()}
    _check_named(said.dimensions)
    new = [name for name in said.dimensions if name_key(_tidy_part(name)) not in known]
    if new and "" in known:
        _part_anew(series)
    _add_dimensions(series, new)
    save_series(series)
    record_change(kind="emissions.activity_series", action="changed", **about_series(series))
    return series


def _part_anew(series: ActivitySeries) -> None:
    """Take away what stands for the whole, so that parts can come; refused where figures rest on it."""
    if ActivityValue.objects.filter(series=series).exists():
        sentence = _("There are figures without parts. Begin another series for figures by part.")
        raise ActivityNotPossibleError(sentence, field="dimensions")
    ActivityDimension.objects.filter(series=series, name="").delete()


def _add_dimensions(series: ActivitySeries, names: Sequence[str]) -> None:
    tidy = [_tidy_part(name) for name in names]
    there = ActivityDimension.objects.filter(series=series).count()
    if there + len(tidy) > MOST_DIMENSIONS:
        sentence = _("A series has at most %(most)s parts. Begin another one for the rest.")
        raise ActivityNotPossibleError(sentence % {"most": MOST_DIMENSIONS}, field="dimensions")
    if len({name_key(name) for name in tidy}) < len(tidy):
        raise ActivityNotPossibleError(_("A part stands twice. Write each one once."), field="dimensions")
    for position, name in enumerate(tidy, start=there):
        ActivityDimension.objects.create(organisation=series.organisation, series=series, name=name, position=position)


def _check_named(names: Sequence[str]) -> None:
    """Refuse a part without a name that can be read: none stands for the whole series."""
    if not all(_tidy_part(name) for name in names):
        raise ActivityNotPossibleError(_("Give each part a name."), field="dimensions")


def _tidy_part(typed: str) -> str:
    return tidy_name(typed)[:LONGEST_PART].rstrip()


def _free_title(organisation: Organisation, typed: str, *, but: ActivitySeries | None = None) -> str:
    title = tidy_name(typed)[:LONGEST_TITLE].rstrip()
    if not title:
        raise ActivityNotPossibleError(_("Give the series a name."), field="title")
    others = ActivitySeries.objects.filter(organisation=organisation).exclude(pk=but.pk if but else 0)
    if others.filter(title__iexact=title).exists():
        sentence = _("There is a series “%(title)s” already. Choose another name, or go on with that one.")
        raise ActivityNotPossibleError(sentence % {"title": title}, field="title")
    return title


def _known_unit(typed: str) -> str:
    unit = unit_called(typed)
    if isinstance(unit, Problem):
        sentence = _("%(unit)s is not a unit we know. Known are: %(known)s.")
        raise ActivityNotPossibleError(sentence % unit.values, field="unit")
    return unit
