"""A basket as an Excel file: one row per requirement with everything it says. No text ever becomes a formula."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import xlsxwriter

from requirements_bank.calculations.texts import text_in
from requirements_bank.reports.requirements_document import Clause, RequirementsDocument
from requirements_bank.reports.value_words import variable_name

WIDE, NARROW = 46, 14
WIDE_COLUMNS = frozenset({"text", "proof", "follow_up", "checklist", "steps", "motive", "law", "variables", "market"})
_HEAD_COLOUR = "#E6F1EC"


def workbook_of_basket(document: RequirementsDocument, titles: dict[str, str]) -> bytes:
    """Return the file; `titles` are the columns in their order, by the names that `_cell` knows."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": _HEAD_COLOUR, "bottom": 1})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    page = book.add_worksheet(_sheet_name(document.words["document"]))
    for place, (name, title) in enumerate(titles.items()):
        page.set_column(place, place, WIDE if name in WIDE_COLUMNS else NARROW)
        page.write_string(0, place, title, head)
    for row, clause in enumerate(document.clauses, start=1):
        for place, name in enumerate(titles):
            page.write_string(row, place, _cell(clause, name, document.language), body)
    page.freeze_panes(1, 3)
    page.autofilter(0, 0, max(len(document.clauses), 1), len(titles) - 1)
    page.set_landscape()
    _facts(book.add_worksheet(_sheet_name(document.name)), document, head, body)
    book.close()
    return buffer.getvalue()


def _cell(clause: Clause, name: str, language: str) -> str:
    made: dict[str, Callable[[], str]] = {
        "checklist": lambda: "\n".join(clause.checklist),
        "steps": lambda: "\n".join(clause.steps),
        "unfilled": lambda: ", ".join(clause.unfilled),
        **_said(clause, language),
    }
    return made[name]() if name in made else str(getattr(clause, name))


def _said(clause: Clause, language: str) -> dict[str, Callable[[], str]]:
    content = clause.content
    if content is None:
        return {}
    filled = {segment.variable: segment.text for segment in clause.wording if segment.variable}
    return {
        "motive": lambda: text_in(content.motive, language),
        "market": lambda: text_in(content.market_note, language),
        "law": lambda: "\n".join(f"{law.country}: {law.reference}" for law in content.law),
        "categories": lambda: ", ".join(content.categories),
        "cpv": lambda: ", ".join(content.cpv),
        "variables": lambda: "\n".join(
            f"{variable_name(content.variables[name], language)}: {text}"
            for name, text in filled.items()
            if name in content.variables
        ),
    }


def _facts(page: Any, document: RequirementsDocument, head: Any, body: Any) -> None:  # noqa: ANN401 - xlsxwriter is untyped
    page.set_column(0, 0, 28)
    page.set_column(1, 1, 80)
    names = ("organisation", "category", "value", "length", "made")
    rows = [(document.words[name], getattr(document, name)) for name in names]
    for row, (name, text) in enumerate([*rows, *(("!", notice) for notice in document.notices)]):
        page.write_string(row, 0, name, head)
        page.write_string(row, 1, text, body)


def _sheet_name(title: str) -> str:
    """Return a name that Excel takes: at most 31 characters, without brackets, colons, stars and slashes."""
    return "".join(" " if character in "[]:*?/\\" else character for character in title)[:31].strip("' ") or "1"
