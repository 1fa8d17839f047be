"""Old wordings as pages and sheets show them: what they are alike, which words differ, what their values are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from foundation import figures
from foundation.spreadsheets import Column, Sheet
from requirements_bank.calculations.differences import Piece, words_changed
from requirements_bank.calculations.likeness import Likeness, meaning_of
from requirements_bank.calculations.old_values import proposed_values
from requirements_bank.calculations.texts import text_in
from requirements_bank.calculations.wording import value_in_words
from requirements_bank.models import OldWording, RequirementVersion
from requirements_bank.reports.bank_load_words import SENTENCES as OF_FILES
from requirements_bank.reports.requirement_words import ShownRequirement, shown

LIKENESSES: Mapping[Likeness, str | Promise] = {
    Likeness.NEARLY_THE_SAME: gettext_lazy("Nearly the same"),
    Likeness.RELATED: gettext_lazy("Related"),
    Likeness.NEW: gettext_lazy("New"),
}
TONES = {Likeness.NEARLY_THE_SAME: "good", Likeness.RELATED: "info", Likeness.NEW: "outline"}
SENTENCES: Mapping[str, str | Promise] = {
    "too_many_wordings": gettext_lazy(
        "At most {most} wordings are taken at once. Split the document, and hand the parts over."
    ),
    "no_wordings": gettext_lazy("No wording was found in it. Choose another file, or paste the text."),
    "wording_too_long": gettext_lazy(
        "The wording that begins “{text}” has {length} characters; at most {most} are taken. Put empty lines into it."
    ),
    "not_a_document": gettext_lazy("This is no Word, Excel, CSV or text file. Save it as .docx or paste its text."),
    "document_too_long": gettext_lazy(
        "The Word file has more than {most} paragraphs and cells. Save what holds wordings as a file of its own."
    ),
    "document_is_damaged": gettext_lazy(
        "The Word file is damaged or locked. Open it, save it as .docx, and try again."
    ),
}
_PLACES: Mapping[str, str | Promise] = {
    "line": gettext_lazy("Line {where}"),
    "paragraph": gettext_lazy("Paragraph {where}"),
    "table": gettext_lazy("Table {table}, row {where}"),
}


@dataclass(frozen=True, slots=True)
class ShownMatch:
    """A requirement that a wording is alike."""

    shown: ShownRequirement
    likeness: float

    @property
    def meaning(self) -> str:
        """What the likeness means, in words."""
        return str(LIKENESSES[meaning_of(self.likeness)])

    @property
    def tone(self) -> str:
        """The colour of that word."""
        return TONES[meaning_of(self.likeness)]

    @property
    def percent(self) -> str:
        """The likeness as a share."""
        return figures.percent(self.likeness, get_language() or "en")


@dataclass(frozen=True, slots=True)
class ShownWording:
    """A wording with its matches; differences are to the best one, from the old words to the bank's."""

    wording: OldWording
    place: str
    matches: tuple[ShownMatch, ...]
    differences: tuple[Piece, ...]
    values: tuple[tuple[str, str], ...]
    group: int

    @property
    def best(self) -> ShownMatch | None:
        """The nearest requirement, if there is one that is at least related."""
        first = self.matches[0] if self.matches else None
        return first if first and meaning_of(first.likeness) != Likeness.NEW else None

    @property
    def outcome(self) -> str:
        """What became of it, in words."""
        return str(OldWording.Outcome(self.wording.outcome).label)


def file_sentence(code: str, values: Mapping[str, object]) -> str:
    """Return why a file with old wordings cannot be taken."""
    return str(SENTENCES.get(code) or OF_FILES[code]).format(**{"text": "", **values})


def place_of_wording(place: str) -> str:
    """Return where a wording stood: "Line 4", "Table 2, row 3", "Krav, C7"."""
    kind, _colon, where = place.partition(":")
    if kind == "table":
        table, _colon, where = where.partition(":")
        return str(_PLACES[kind]).format(table=table, where=where)
    if kind in _PLACES:
        return str(_PLACES[kind]).format(where=where)
    sheet, _mark, column = kind.rpartition("!")
    return f"{sheet}, {column}{where}" if sheet else f"{column}{where}"


def shown_wording(wording: OldWording, versions: Mapping[int, RequirementVersion], alike: int = 0) -> ShownWording:
    """Return a wording for the reader; `alike` is how many of the set are nearly the same as it."""
    matches = tuple(
        ShownMatch(shown(versions[near["version"]], language=near["language"]), near["likeness"])
        for near in wording.near
        if near["version"] in versions
    )
    best = matches[0] if matches and meaning_of(matches[0].likeness) != Likeness.NEW else None
    return ShownWording(
        wording=wording,
        place=place_of_wording(wording.place),
        matches=matches,
        differences=words_changed(wording.text, best.shown.wording_text) if best else (),
        values=_values(wording, best.shown) if best else (),
        group=alike,
    )


def wordings_sheet(wordings: Sequence[ShownWording]) -> Sheet:
    """Return a set as a sheet: every wording, its place, its match and what became of it."""
    columns = [
        Column(_("Old wording")), Column(_("Where it stood")), Column(_("Nearest requirement")), Column(_("Title")),
        Column(_("Wording")), Column(_("Likeness"), "number"), Column(_("What it means")), Column(_("Values")),
        Column(_("What became of it")), Column(_("Requirement")), Column(_("Decided by")),
        Column(_("Decided on"), "date"),
    ]  # fmt: skip
    return Sheet(_("Old wordings"), columns, [_row(each) for each in wordings])


def _row(each: ShownWording) -> list[Any]:
    wording, first = each.wording, each.matches[0] if each.matches else None
    decided = wording.made or (wording.version.requirement if wording.version else None)
    return [
        wording.text,
        each.place,
        first.shown.code if first else None,
        first.shown.title if first else None,
        first.shown.wording_text if first else None,
        first.likeness if first else None,
        first.meaning if first else str(LIKENESSES[Likeness.NEW]),
        "; ".join(f"{name}: {value}" for name, value in each.values),
        each.outcome if not wording.is_left_out else _("Left out"),
        decided.code if decided else None,
        wording.decided_by,
        timezone.localdate(wording.decided_at) if wording.decided_at else None,
    ]


def _values(wording: OldWording, match: ShownRequirement) -> tuple[tuple[str, str], ...]:
    """Return the names and values of the variables that the old wording says something of."""
    content, language = match.content, match.language
    found = proposed_values(content.variables, text_in(content.wording, language), wording.text)
    return tuple(
        (
            text_in(content.variables[name].names, language) or name,
            value_in_words(content.variables[name], value, language),
        )
        for name, value in found.items()
    )
