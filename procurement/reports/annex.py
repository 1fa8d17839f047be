"""A tender document: the front with what is bought and by whom, requirements where it holds any, and blocks.

Word and PDF are made of the same document. Its words stand in procurement/annex_words.yaml, in four languages.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import yaml
from django.utils import timezone

from foundation.charts import Drawing, png_of
from procurement.models import Lot, Procurement
from requirements_bank.reports.category_words import category_name
from requirements_bank.reports.purchase_words import amount_in_words
from requirements_bank.reports.requirements_document import (
    RequirementsDocument,
    Section,
    day_in_words,
    document_words,
)

WORDS = Path(__file__).resolve().parent.parent / "annex_words.yaml"
LANGUAGES = ("nb", "nn", "sv", "en")


class AnnexKind(StrEnum):
    """Which document of the tender it is."""

    REQUIREMENTS = "requirements"
    STAIRCASES = "staircases"
    EVALUATION = "evaluation"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the first or second level."""

    kind: ClassVar[str] = "heading"
    text: str
    level: int = 1
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class AnnexText:
    """A paragraph."""

    kind: ClassVar[str] = "paragraph"
    text: str
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """Sentences below each other."""

    kind: ClassVar[str] = "list"
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the first cell of a row is its head, and the columns named in `numeric` hold figures."""

    kind: ClassVar[str] = "table"
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()
    shows_caption: bool = True

    @property
    def hides_caption(self) -> bool:
        """Whether only those who listen hear the caption, since a heading says the same."""
        return not self.shows_caption

    @property
    def heads(self) -> list[dict[str, Any]]:
        """The columns as components/table.html takes them."""
        return [{"title": title, "numeric": place in self.numeric} for place, title in enumerate(self.columns)]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, with what it shows in words."""

    kind: ClassVar[str] = "picture"
    drawing: Drawing
    description: str


Block = Heading | AnnexText | Listed | Grid | Picture


@dataclass(frozen=True, slots=True)
class Annex:
    """A tender document in one language; `blocks` come after its requirements, where it has any."""

    kind: AnnexKind
    document: RequirementsDocument
    blocks: tuple[Block, ...] = ()

    @property
    def contents(self) -> list[tuple[int, str, str]]:
        """The table of contents: level, title and the place that it leads to."""
        of_sections = [entry for section in self.document.sections for entry in _entries(section)]
        headings = [each for each in self.blocks if isinstance(each, Heading)]
        return of_sections + [(each.level, each.text, each.anchor) for each in headings]

    @property
    def contents_title(self) -> str:
        """The heading of the table of contents."""
        title: str = annex_words(self.document.language)["contents"]
        return title

    @property
    def added(self) -> dict[str, Any]:
        """What no place of a Word template holds, as plain values."""
        return {
            "blocks": [_plain(block) for block in self.blocks],
            "replaces": self.kind is not AnnexKind.REQUIREMENTS,
            "contents": {
                "title": self.contents_title,
                "entries": [(level, title) for level, title, _anchor in self.contents],
            },
        }


@cache
def all_annex_words() -> Mapping[str, Any]:
    """Return the words of tender documents by language."""
    words: dict[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return words


def annex_words(language: str) -> Mapping[str, Any]:
    """Return the words of tender documents in nb, nn, sv or en."""
    words: Mapping[str, Any] = all_annex_words()[language]
    return words


def front_of(
    procurement: Procurement, kind: AnnexKind, language: str, *, sections: Sequence[Section] = ()
) -> RequirementsDocument:
    """Return a tender document without its blocks: what is bought, by whom, for how long."""
    words, own = document_words()[language], annex_words(language)[kind]
    organisation, value = procurement.organisation, procurement.value
    return RequirementsDocument(
        title=f"{own['title']} – {procurement.title}",
        name=procurement.title,
        introduction=own["introduction"].format(name=procurement.title),
        organisation=organisation.name,
        category=category_name(procurement.category, language) if procurement.category else "",
        value="" if value is None else amount_in_words(value, procurement.country, language),
        length=_length(procurement, words),
        made=day_in_words(timezone.localdate(), language),
        language=language,
        words={**words, "document": own["title"]},
        sections=list(sections),
    )


def lot_heading(lot: Lot, language: str) -> str:
    """Return what a lot is called in documents: "Delkontrakt 2: Nord"."""
    heading: str = annex_words(language)["lot"].format(number=lot.number, title=lot.title)
    return heading


def _length(procurement: Procurement, words: Mapping[str, Any]) -> str:
    if not procurement.months:
        return ""
    months = " + ".join(str(each) for each in (procurement.months, *procurement.options))
    length: str = words["months"].format(months=months)
    return length


def _entries(section: Section) -> list[tuple[int, str, str]]:
    head = (1, f"{section.number} {section.heading}", f"part-{section.number}")
    clauses = [(2, f"{each.number} {each.title}", f"part-{each.number}") for each in section.clauses]
    return [head, *clauses]


def _plain(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": block.kind, "text": block.text, "level": block.level}
        case AnnexText():
            return {"kind": block.kind, "text": block.text, "is_strong": block.is_strong}
        case Listed():
            return {"kind": block.kind, "items": block.items}
        case Grid():
            caption = block.caption if block.shows_caption else ""
            return {"kind": block.kind, "caption": caption, "columns": block.columns, "rows": block.rows}
    png = base64.b64encode(png_of(block.drawing.wide, scale=3)).decode()
    return {"kind": block.kind, "png": png, "description": block.description}
