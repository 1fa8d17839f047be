"""What a supplier's sheet says: rows of the same number are added up, and fill in the form to be looked through."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from emissions.forms.activity import amount_typed
from emissions.importers.activity_rows import SheetRows, read_activity_rows
from follow_up.calculations.measured_value import in_unit
from follow_up.forms.fill_in_report import NO, YES
from follow_up.models import LineKind, ReportLine
from follow_up.reports.report_sheet import columns_of
from follow_up.reports.report_words import sentence_of
from foundation.problems import Problem
from procurement.forms.figures import typed_figure

WORDS: Final[Mapping[str, str]] = {"yes": YES, "ja": YES, "1": YES, "no": NO, "nei": NO, "nej": NO, "0": NO}
MOST_PROBLEMS: Final = 20


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """What is wrong with a row of the sheet, and what would mend it; row 0 is the whole file."""

    row: int
    sentence: str


def typed_in_sheet(lines: Sequence[ReportLine], data: bytes) -> dict[str, Any] | list[SheetProblem]:
    """Return what the form would hold, by hex of each line, or what is wrong; nothing is half-read."""
    sheet = read_activity_rows(data)
    if isinstance(sheet, Problem):
        return [SheetProblem(0, _unreadable(sheet))]
    places = columns_of(sheet.titles)
    if not {"number", "value"} <= set(places):
        return [SheetProblem(1, _("This column is missing. Take the template, and leave its first row as it is."))]
    found, problems = _read(lines, sheet, places)
    if not problems and not found:
        return [SheetProblem(0, _("No row has a value. Fill in the sheet first."))]
    return problems[:MOST_PROBLEMS] if problems else {line.uuid.hex: each for line, each in found.items()}


def _read(
    lines: Sequence[ReportLine], sheet: SheetRows, places: Mapping[str, int]
) -> tuple[dict[ReportLine, dict[str, str]], list[SheetProblem]]:
    known = {str(line.position): line for line in lines}
    sums: dict[ReportLine, list[Decimal]] = defaultdict(list)
    found: dict[ReportLine, dict[str, str]] = {}
    problems = []
    for number, row in sheet.rows:
        cells = {name: row[place].strip() if place < len(row) else "" for name, place in places.items()}
        if not cells["value"]:
            continue
        line = known.get(cells["number"].removesuffix("."))
        value = _value(line, cells, bool(line and line in sums)) if line else _("No such number. Take the template.")
        if line is None or isinstance(value, str):
            problems.append(SheetProblem(number, str(value)))
            continue
        sums[line].append(value)
        note = cells.get("note", "") or found.get(line, {}).get("note", "")
        found[line] = {"value": _typed(line, sum(sums[line], Decimal(0))), "unit": line.unit, "note": note}
    return found, problems


def _value(line: ReportLine, cells: Mapping[str, str], is_again: bool) -> Decimal | str:
    """Return a value in the unit of its line, or what is wrong with it."""
    if is_again and line.kind in (LineKind.SHARE, LineKind.YES_NO):
        return _("This number stands twice. Shares and yes or no cannot be added up: remove one of the rows.")
    if line.kind == LineKind.YES_NO:
        word = WORDS.get(cells["value"].casefold())
        return Decimal(word == YES) if word else _("Write yes or no.")
    try:
        typed = amount_typed(cells["value"].rstrip("% "), may_group=line.kind != LineKind.SHARE)
    except forms.ValidationError as wrong:
        return str(wrong.messages[0])
    same = in_unit(typed, cells.get("unit") or line.unit, line.unit)
    return sentence_of(same) if isinstance(same, Problem) else same


def _typed(line: ReportLine, value: Decimal) -> str:
    if line.kind == LineKind.YES_NO:
        return YES if value else NO
    return typed_figure(value.quantize(Decimal("0.0001")))


def _unreadable(problem: Problem) -> str:
    if problem.code == "file_empty":
        return _("The file is empty. Choose another one.")
    if problem.code == "no_rows":
        return _("There is no row below the titles. Write a row for each figure.")
    if problem.code == "workbook_is_too_large":
        return _(
            "There is far more in the workbook than in such a table, or it reaches far beyond its cells. Copy the "
            "table into a new workbook, and choose that."
        )
    if problem.code == "too_many_rows":
        return _("There are more rows than %(most)s. Divide the sheet.") % problem.values
    return _("This is neither Excel nor CSV that can be read. Save it as .xlsx, and choose it again.")
