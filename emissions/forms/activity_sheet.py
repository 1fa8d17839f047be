"""Figures from a sheet: each row is read as if it had been typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils.translation import gettext as _

from emissions.calculations.activity_periods import Period, period_of_days
from emissions.forms.activity import amount_typed, period_sentence, period_typed
from emissions.importers.activity_rows import SheetRows
from emissions.models import ActivitySeries
from emissions.services.activity_values import RowProblem, ValueSaid
from foundation.spreadsheets import Column, Sheet

TITLES: Mapping[str, tuple[str, ...]] = {
    "period": ("period", "periode"),
    "first_day": ("first day", "første dag", "första dag"),
    "last_day": ("last day", "siste dag", "sista dag"),
    "part": ("part", "del"),
    "amount": ("quantity", "amount", "mengde", "mängd"),
}


@dataclass(frozen=True, slots=True)
class SheetValues:
    """The figures of a sheet, and everything that keeps them from being entered."""

    said: tuple[ValueSaid, ...]
    problems: tuple[RowProblem, ...]


def template_of(series: ActivitySeries) -> Sheet:
    """Return an empty sheet for a series, with a row for each part."""
    columns = [
        Column(_("Period")),
        Column(_("First day"), "date"),
        Column(_("Last day"), "date"),
        Column(_("Part")),
        Column(_("Quantity"), "number"),
    ]
    return Sheet(series.title, columns, [["", None, None, part.name, None] for part in series.dimensions.all()])


def values_in_sheet(series: ActivitySeries, sheet: SheetRows) -> SheetValues:
    """Return the figures of a sheet; rows without an amount are left out: what is empty stays unknown."""
    places = _places(sheet.titles)
    missing = [name for name in ("period", "amount") if name not in places]
    if missing:
        sentence = _("This column is missing. Take the template, and leave its first row as it is.")
        return SheetValues((), tuple(RowProblem(1, name, sentence) for name in missing))
    said: list[ValueSaid] = []
    problems: list[RowProblem] = []
    for number, row in sheet.rows:
        cells = {name: row[place] if place < len(row) else "" for name, place in places.items()}
        if not cells["amount"]:
            continue
        for each in _read(series, number, cells):
            (said if isinstance(each, ValueSaid) else problems).append(each)  # type: ignore[arg-type]
    return SheetValues(tuple(said), tuple(problems))


def _read(series: ActivitySeries, number: int, cells: Mapping[str, str]) -> Iterator[ValueSaid | RowProblem]:
    period = _period(series, cells)
    if isinstance(period, str):
        yield RowProblem(number, "period", period)
        return
    try:
        yield ValueSaid(period, cells.get("part", ""), amount_typed(cells["amount"]), number)
    except forms.ValidationError as wrong:
        yield RowProblem(number, "amount", wrong.messages[0])


def _period(series: ActivitySeries, cells: Mapping[str, str]) -> Period | str:
    text, first, last = cells["period"], cells.get("first_day", ""), cells.get("last_day", "")
    if not first and not last:
        return period_typed(text, series) or period_sentence(series, text)
    try:
        days = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return _("Write both days as 2022-07-01.")
    return period_of_days(text, *days) or _(
        "The last day lies before the first, a day before 1900, or the period has no name."
    )


def _places(titles: tuple[str, ...]) -> dict[str, int]:
    here = {
        "period": _("Period"),
        "first_day": _("First day"),
        "last_day": _("Last day"),
        "part": _("Part"),
        "amount": _("Quantity"),
    }
    found: dict[str, int] = {}
    for place, title in enumerate(titles):
        for name, known in TITLES.items():
            if title.strip().casefold() in (*known, here[name].casefold()):
                found.setdefault(name, place)
    return found
