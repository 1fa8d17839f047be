"""What a fix list says that came back: each row that was filled in as an answer, each wrong cell with its place."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import gettext as _

from emissions.importers.fix_list_rows import SheetCells
from emissions.reports.fix_list_columns import (
    COLUMNS,
    NO_PURCHASE,
    PLAIN_REASON,
    Sort,
    no_purchase_in_all_languages,
    pair_answers_in_all_languages,
    titles_in_all_languages,
    verdicts_in_all_languages,
)
from emissions.rules import excluded_reasons, reasons
from emissions.services.fix_changes import Answer, FixProblem, Place
from foundation.typed_ids import uuid_or_none
from foundation.written_names import tidy_name
from organisations.reference.categories import categories

MASK: Final = "•"
_CODE: Final = re.compile(r"\[([a-z_.]+)\]\s*$")
_PARTS: Final = {
    Sort.SUPPLIER: 1,
    Sort.CATCH_ALL: 2,
    Sort.NO_SUPPLIER: 2,
    Sort.ACCOUNT: 2,
    Sort.DOUBLE: 2,
    Sort.PAIR: 1,
}

_PLACE_OF_ID: Final = {Sort.SUPPLIER: 0, Sort.CATCH_ALL: 1, Sort.DOUBLE: 0, Sort.PAIR: 0}


def answers_of(sheets: Sequence[SheetCells]) -> tuple[list[Answer], list[FixProblem]] | str:
    """Return the rows with an answer and the cells that cannot be read; a sentence where it is no fix list at all.

    Empty cells say nothing, and so does one with a masked number in it.
    """
    answers: list[Answer] = []
    problems: list[FixProblem] = []
    known = [(sheet, places) for sheet in sheets if "row" in (places := _places(sheet.titles))]
    if not known:
        return _(
            "This is no fix list: no sheet has the column “%(title)s”. Download the list, and fill that one in."
        ) % {"title": COLUMNS["row"].title}
    for sheet, places in known:
        for number, row in sheet.rows:
            said = {name: row[place] for name, place in places.items() if place < len(row) and row[place]}
            if any(COLUMNS[name].is_answer for name in said):
                _read(Place(sheet.name, number), said, answers, problems)
    return answers, problems


def _places(titles: Sequence[str]) -> dict[str, int]:
    known = titles_in_all_languages()
    found: dict[str, int] = {}
    for place, title in enumerate(titles):
        if name := known.get(title.strip().casefold()):
            found.setdefault(name, place)
    return found


def _read(place: Place, said: Mapping[str, str], answers: list[Answer], problems: list[FixProblem]) -> None:
    reference = said.get("row", "")
    sort, parts = _reference(reference)
    reference = ":".join((sort, *parts)) if sort else reference
    if sort is None:
        sentence = _("The first cell no longer says which row this is. Copy it from the list as it was downloaded.")
        problems.append(FixProblem(place, "row", sentence))
        return
    number, name = (_unmasked(said.get(column, "")) for column in ("right_number", "right_name"))
    category = _category(said.get("category", ""))
    words = {"verdict": verdicts_in_all_languages(), "same": pair_answers_in_all_languages()}
    chosen = {column: known.get(said.get(column, "").casefold(), "") for column, known in words.items()}
    wrong = [column for column in words if said.get(column) and not chosen[column]]
    if category is None:
        sentence = _("“%(text)s” is no category. Choose one from the list in the cell.")
        problems.append(FixProblem(place, "category", sentence % {"text": said["category"][:60]}))
    for column in wrong:
        sentence = _("“%(text)s” is no answer. Choose one from the list in the cell.")
        problems.append(FixProblem(place, column, sentence % {"text": said[column][:60]}))
    if category is None or wrong:
        return
    comment = _unmasked(said.get("comment", ""))
    answers.append(Answer(place, reference, sort, parts, number, name, category, comment=comment, **chosen))


def _reference(text: str) -> tuple[Sort | None, tuple[str, ...]]:
    """Return what a row is about, and what it is known by: an account may hold a colon, what stands around it not."""
    head, _colon, rest = text.partition(":")
    sort = Sort(head) if head in set(Sort) else None
    if sort is None or not rest:
        return None, ()
    most = _PARTS[sort] - 1
    parts = rest.split(":", most) if sort is Sort.ACCOUNT else rest.rsplit(":", most)
    whole = _whole(sort, parts) if len(parts) == _PARTS[sort] else None
    return (sort, whole) if whole else (None, ())


def _whole(sort: Sort, parts: Sequence[str]) -> tuple[str, ...] | None:
    """Return the parts with their id as we write it, so that a row has one name only; None where it is no id."""
    at = _PLACE_OF_ID.get(sort)
    if at is None or (sort is Sort.CATCH_ALL and not parts[at]):
        return tuple(parts)
    identity = uuid_or_none(parts[at])
    return (*parts[:at], str(identity), *parts[at + 1 :]) if identity else None


def _unmasked(text: str) -> str:
    """Return what was written, on one line; nothing where a mask was left standing."""
    return "" if MASK in text else tidy_name(text)


def _category(text: str) -> str | None:
    """Return the code of what is written as in the list, by code or by name; None for what there is not.

    What is no purchase has `not.` and its reason.
    """
    if not text:
        return ""
    leaves = {leaf.code: leaf for leaf in categories() if leaf.is_leaf}
    no_purchase = {f"{NO_PURCHASE}{reason}" for reason in excluded_reasons()}
    written = _CODE.search(text)
    code = written[1] if written else text.strip()
    if code in leaves or code in no_purchase:
        return code
    wanted = text.strip().casefold()
    named = [code for code, leaf in leaves.items() if wanted in {name.casefold() for name in leaf.names.values()}]
    return named[0] if len(named) == 1 else _no_purchase(wanted)


def _no_purchase(wanted: str) -> str | None:
    """Return the code of words that say that nothing was bought, in any language, alone or with a reason behind."""
    plain, _colon, why = (part.strip() for part in wanted.partition(":"))
    if plain not in no_purchase_in_all_languages():
        return None
    names = {code: {name.casefold() for name in reasons()[code].values()} for code in excluded_reasons()}
    said = PLAIN_REASON if not why else next((code for code, known in names.items() if why in known), None)
    return f"{NO_PURCHASE}{said}" if said else None
