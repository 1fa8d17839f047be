"""The sheet in which bids are handed over: a row for each supplier, a column for each thing that is asked."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation.spreadsheets import Column, Kind, Sheet
from procurement.calculations.bid_answers import FIGURES, AnswerKind
from procurement.queries.bid_lines import BidLine, BidPart


@dataclass(frozen=True, slots=True)
class BidColumn:
    """A column by the name of the field that it fills, with its title in the language that is spoken."""

    name: str
    title: str
    kind: Kind = "text"


def bid_columns(part: BidPart, currency: str) -> list[BidColumn]:
    """Return the columns of a part's sheet in order: the bid itself, then what is asked, then the steps."""
    return [
        BidColumn("supplier_name", _("Supplier")),
        BidColumn("supplier_number", _("Organisation number")),
        BidColumn("contact_email", _("E-mail of the contact")),
        BidColumn("price", _("Price without VAT (%(currency)s)") % {"currency": currency}, "money"),
        BidColumn("tonnes", _("Tonnes CO₂e over the contract"), "number"),
        BidColumn("ladder_level", _("Level on the CO₂ performance ladder"), "integer"),
        BidColumn("received_on", _("Received on"), "date"),
        *(column for line in part.lines for column in _of_line(line)),
    ]


def template_of(part: BidPart, currency: str) -> Sheet:
    """Return an empty sheet to fill in."""
    columns = [Column(column.title, column.kind) for column in bid_columns(part, currency)]
    return Sheet(_("Bids"), columns, [])


def names_by_title(part: BidPart, currency: str) -> dict[str, str]:
    """Return which field a column fills, by its title in any language of the pages, in small letters."""
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {plain_title(column.title): column.name for column in bid_columns(part, currency)}
    return found


def plain_title(title: str) -> str:
    """Return a title as it is looked up, whatever spaces and letters it is written with."""
    return " ".join(title.split()).casefold()


def _of_line(line: BidLine) -> Iterator[BidColumn]:
    unit = f" ({line.answer.unit})" if line.answer.unit else ""
    kind: Kind = "number" if line.answer.kind in FIGURES else "text"
    if line.is_answered:
        hint = _(" (yes or no)") if line.answer.kind is AnswerKind.YES_NO else unit
        yield BidColumn(f"answer_{line.key}", f"{line.code} {line.title}{hint}", kind)
    for step in line.steps:
        words = {"code": line.code, "number": step.position}
        yield BidColumn(f"step_{line.key}_{step.position}", _("%(code)s step %(number)s") % words + unit, "number")
        if step.months is not None:
            title = _("%(code)s step %(number)s, months after start") % words
            yield BidColumn(f"months_{line.key}_{step.position}", title, "integer")
        else:
            title = _("%(code)s step %(number)s, from the day") % words
            yield BidColumn(f"day_{line.key}_{step.position}", title, "date")
