"""The requirements that were found, as a table to save."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from foundation.spreadsheets import Column, Sheet
from requirements_bank.reports.requirement_words import ShownRequirement


def found_sheet(found: Iterable[tuple[ShownRequirement, int]]) -> Sheet:
    """Return what the cards say, a row each; each requirement comes with how many use it."""
    columns = [
        Column(_("Code")),
        Column(_("Version"), "integer"),
        Column(_("Title")),
        Column(_("Kind")),
        Column(_("Level")),
        Column(_("Area")),
        Column(_("Wording")),
        Column(_("Market")),
        Column(_("Used by"), "integer"),
        Column(_("To be reviewed"), "date"),
        Column(_("Bank")),
    ]
    return Sheet(_("Requirements"), columns, _rows(found))


def _rows(found: Iterable[tuple[ShownRequirement, int]]) -> Iterator[list[Any]]:
    for each, uses in found:
        yield [
            each.code,
            each.version.number,
            each.title,
            each.kind,
            each.level,
            each.area,
            each.wording_text,
            each.maturity,
            uses,
            each.version.review_on,
            each.version.requirement.bank.name,
        ]
