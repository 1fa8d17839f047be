"""Bids from a sheet: each row is checked as if it had been typed on the page of a bid."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from foundation.written_names import name_key
from procurement.calculations.bid_answers import AnswerKind
from procurement.calculations.evaluation_choice import EvaluationChoice
from procurement.forms.bid import BidForm
from procurement.importers.bid_rows import SheetRows
from procurement.queries.bid_lines import BidPart
from procurement.reports.bid_sheet import bid_columns, names_by_title, plain_title
from procurement.services.bids import BidSaid

NEEDED = ("supplier_name", "price")


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong in a row and a column, and what would mend it; row 0 is the file as a whole.

    `sheet` is the name of the sheet in a workbook of several.
    """

    row: int
    column: str
    sentence: str
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class SheetBids:
    """The bids of a sheet with their rows, and everything that keeps them from being registered."""

    bids: tuple[tuple[int, BidSaid], ...]
    problems: tuple[CellProblem, ...]


def bids_in_sheet(
    part: BidPart, choice: EvaluationChoice, rows: SheetRows, *, currency: str, known: Sequence[str]
) -> SheetBids:
    """Return the bids of a sheet; `known` are the suppliers that have a bid for the part already."""
    names = [names_by_title(part, currency).get(plain_title(title)) for title in rows.titles]
    titles = {column.name: column.title for column in bid_columns(part, currency)}
    wrong = list(_columns_wrong(rows.titles, names, titles))
    if wrong:
        return SheetBids((), tuple(wrong))
    forms = [(number, _form(part, choice, names, row)) for number, row in rows.rows]
    shares = _of_shares(part)
    problems = [each for number, form in forms for each in _wrong(number, form, titles)]
    sentence = _("Write 70 for 70 per cent; for less than one per cent write the sign as well: 0.7 %.")
    problems += [
        CellProblem(number, titles[name], sentence)
        for number, row in rows.rows
        for name, text in zip(names, row, strict=False)
        if name in shares and _may_be_a_fraction(text)
    ]
    sound = [(number, form.said) for number, form in forms if form.is_valid()]
    problems += _twice(sound, known, titles["supplier_name"])
    return SheetBids(tuple(sound), tuple(sorted(problems, key=lambda each: each.row)))


def _form(part: BidPart, choice: EvaluationChoice, names: Sequence[str | None], row: Sequence[str]) -> BidForm:
    typed = {name: text for name, text in zip(names, row, strict=False) if name}
    return BidForm(part, choice, typed)


def _columns_wrong(titles: Sequence[str], names: Sequence[str | None], known: dict[str, str]) -> Iterator[CellProblem]:
    for needed in NEEDED:
        if needed not in names:
            sentence = _("This column is missing. Take the template, and leave its first row as it is.")
            yield CellProblem(1, known[needed], sentence)
    for place, (title, name) in enumerate(zip(titles, names, strict=True)):
        if name is None and title:
            sentence = _("This column is not known here. Take the template, or remove the column.")
            yield CellProblem(1, title[:100], sentence)
        elif name and name in names[:place]:
            yield CellProblem(1, title[:100], _("This column is there twice. Remove one of them."))


def _wrong(number: int, form: BidForm, titles: dict[str, str]) -> Iterator[CellProblem]:
    for name, errors in form.errors.items():
        for error in errors:
            yield CellProblem(number, titles.get(name, ""), str(error))


def _of_shares(part: BidPart) -> set[str]:
    """Return the fields that take per cent."""
    lines = [line for line in part.lines if line.answer.kind is AnswerKind.PERCENT]
    steps = {f"step_{line.key}_{step.position}" for line in lines for step in line.steps}
    return steps | {f"answer_{line.key}" for line in lines}


def _may_be_a_fraction(text: str) -> bool:
    """Whether a cell of per cent holds what Excel keeps where it shows 70 %: 0.7, or 1 for all of it."""
    try:
        return 0 < Decimal(text) <= 1
    except ArithmeticError:
        return False


def _twice(bids: Sequence[tuple[int, BidSaid]], known: Sequence[str], column: str) -> Iterator[CellProblem]:
    there = {name_key(name) for name in known}
    seen: set[str] = set()
    for number, said in bids:
        name = name_key(said.supplier_name)
        if name in there:
            yield CellProblem(number, column, _("There is a bid of this supplier already. Remove the row."))
        elif name in seen:
            yield CellProblem(number, column, _("This supplier is there twice. Remove one of the rows."))
        seen.add(name)
