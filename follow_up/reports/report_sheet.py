"""The sheet that a supplier may fill in instead of the form: a row for each figure, known by its number."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import gettext as _

from follow_up.models import LineKind, ReportLine
from follow_up.reports.report_words import line_name
from foundation.spreadsheets import Column, Sheet

TITLES: Final[Mapping[str, tuple[str, ...]]] = {
    "number": ("no.", "nr.", "nr"),
    "unit": ("unit", "enhet", "eining"),
    "value": ("value", "verdi", "värde"),
    "note": ("note", "merknad", "anteckning"),
}
"""How the columns are known in the languages of the template."""


def report_template(title: str, lines: Sequence[ReportLine]) -> Sheet:
    """Return an empty sheet, with a row for each line; yes and no are written as words."""
    columns = [Column(_("No.")), Column(_("What")), Column(_("Unit")), Column(_("Value")), Column(_("Note"))]
    rows = [[str(line.position), line_name(line), _unit(line), "", ""] for line in lines]
    return Sheet(title, columns, rows)


def columns_of(titles: Sequence[str]) -> dict[str, int]:
    """Return where each column stands; one that is missing is left out."""
    here = {"number": _("No."), "unit": _("Unit"), "value": _("Value"), "note": _("Note")}
    found: dict[str, int] = {}
    for place, title in enumerate(titles):
        for name, known in TITLES.items():
            if title.strip().casefold() in (*known, here[name].casefold()):
                found.setdefault(name, place)
    return found


def _unit(line: ReportLine) -> str:
    return _("yes or no") if line.kind == LineKind.YES_NO else line.unit
