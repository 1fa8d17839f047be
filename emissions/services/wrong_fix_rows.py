"""The rows of a fix list that could not be taken, as a workbook to mend and send again: each with its reason."""

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from emissions.importers.fix_list_rows import SheetCells
from emissions.reports.fix_list import columns_of
from emissions.reports.fix_list_columns import COLUMNS, titles_in_all_languages
from emissions.reports.line_words import Reader, free_text
from emissions.services.fix_changes import FixProblem, Place, wrong_places
from foundation.spreadsheets import Column, Sheet

REASON: Final = "refused"


def wrong_rows(sheets: Sequence[SheetCells], problems: Sequence[FixProblem], reader: Reader) -> list[Sheet]:
    """Return the sheets that have such rows, with these rows alone, as they were sent; numbers of persons masked."""
    places = wrong_places(problems)
    return [
        _sheet(sheet, problems, reader)
        for sheet in sheets
        if any(Place(sheet.name, number) in places for number, _cells in sheet.rows)
    ]


def _sheet(sheet: SheetCells, problems: Sequence[FixProblem], reader: Reader) -> Sheet:
    known = titles_in_all_languages()
    names = [known.get(title.strip().casefold(), "") for title in sheet.titles]
    kept = [place for place, name in enumerate(names) if name != REASON]
    columns = [columns_of([names[at]])[0] if names[at] else Column(sheet.titles[at]) for at in kept]
    rows = _rows(sheet, [(at, COLUMNS[names[at]].kind if names[at] else "text") for at in kept], problems, reader)
    return Sheet(sheet.name, [*columns_of([REASON]), *columns], rows)


def _rows(
    sheet: SheetCells, kept: Sequence[tuple[int, str]], problems: Sequence[FixProblem], reader: Reader
) -> Iterator[list[Any]]:
    why: dict[Place, list[str]] = {}
    for problem in problems:
        for place in (problem.place, problem.also):
            if place and problem.sentence not in why.setdefault(place, []):
                why[place].append(problem.sentence)
    for number, cells in sheet.rows:
        if told := why.get(Place(sheet.name, number)):
            yield [" ".join(told), *(_cell(cells[at] if at < len(cells) else "", kind, reader) for at, kind in kept)]


def _cell(text: str, kind: str, reader: Reader) -> Any:  # noqa: ANN401 - a number where the column has numbers, else text
    if kind in ("money", "integer"):
        try:
            return Decimal(text)
        except InvalidOperation:
            return text
    return free_text(text, reader)
