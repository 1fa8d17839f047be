"""Drafts in words: what a list says of one, its wording as it would read, and what a lawyer would ask about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from requirements_bank.calculations.lawful_wording import Finding
from requirements_bank.calculations.requirement_reading import read_requirement, variables_of
from requirements_bank.calculations.texts import language_of, text_in
from requirements_bank.calculations.wording import Segment, segments
from requirements_bank.models import RequirementVersion
from requirements_bank.queries.known_codes import unknown_codes
from requirements_bank.reports.code_words import Words
from requirements_bank.reports.difference_words import TEXTS, languages_of
from requirements_bank.reports.requirement_fields import field_name, field_texts

RULES: Words = {
    "origin": _("asks where something comes from"),
    "place": _("names a place"),
    "trademark": _("names a trademark"),
    "label": _("names a label without “or equivalent”"),
}
LISTS = frozenset({"variables", "staircase", "checklist", "law", "sources", "relations"})
"""Fields of which each line is an entry of its own."""


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One version in the lists of what we write. `missing` counts what keeps it from being published."""

    version: RequirementVersion
    title: str
    language: str
    missing: int
    writer: str
    saved_at: datetime | None


@dataclass(frozen=True, slots=True)
class Preview:
    """Title and wording in one language, as they read with the defaults."""

    language: str
    title: str
    wording: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a draft says beside its wording: one text, or several of a list.

    `language` is that of its texts, empty for the reader's own.
    """

    name: str | Promise
    texts: tuple[str, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that a requirement may seldom ask for, and why."""

    rule: str | Promise
    words: str
    language: str


def draft_row(version: RequirementVersion) -> DraftRow:
    """Return what a list says of a version whose writers are at hand."""
    titles = _texts(version.content.get("title"))
    language = language_of(titles, get_language() or "en")
    code, languages = version.requirement.code, version.requirement.bank.languages
    problems = read_requirement(version.content, languages=languages, place=code)[1]
    writers = list(version.writers.all())
    return DraftRow(
        version=version,
        title=text_in(titles, language) if language else "",
        language=language,
        missing=len(problems) + len(unknown_codes(version.content, code)),
        writer=writers[0].name if writers else "",
        saved_at=writers[0].saved_at if writers else None,
    )


def previews_of(content: Mapping[str, Any]) -> list[Preview]:
    """Return what a draft would say in each of its languages, with its variables' defaults."""
    titles, wordings, variables = _texts(content.get("title")), _texts(content.get("wording")), variables_of(content)
    return [
        Preview(language, titles.get(language, ""), segments(wording, variables, {}, language))
        for language, wording in wordings.items()
        if wording
    ]


def texts_of(content: Mapping[str, Any]) -> list[Said]:
    """Return everything that a version says beside title and wording, in the reader's language, each under its name."""
    own = _language_of(content)
    return [_said(name, text, own) for name, text in _worded(content, own).items() if text]


def texts_in_others(content: Mapping[str, Any]) -> list[tuple[str, list[Said]]]:
    """Return by each other language of the wording, by its own name, what reads differently in it."""
    own = _language_of(content)
    here, others = _worded(content, own), (each for each in languages_of(content) if each[0] != own)
    return [
        (name, [_said(key, text, language) for key, text in _worded(content, language).items() if text != here[key]])
        for language, name in others
    ]


def doubts_of(findings: Iterable[Finding]) -> list[Doubt]:
    """Return findings in words, each once."""
    return list(dict.fromkeys(Doubt(RULES[found.rule], found.words, found.language) for found in findings))


def advice_on(content: Mapping[str, Any]) -> list[str | Promise]:
    """Return what a version could do without, and what is lost by that; none of it keeps it from being published."""
    return [] if content.get("categories") else [_("No category is chosen: the guide will not find it.")]


def _worded(content: Mapping[str, Any], language: str) -> dict[str, str]:
    """Return by field what a page of its own says of a version: days in words, sources with their addresses."""
    sources = content.get("sources")
    days = {name: _day(content.get(name)) for name in ("valid_from", "review_on")}
    addresses = [_texts(each).get("url") for each in sources or ()] if isinstance(sources, list | tuple) else []
    texts = {**field_texts(content, language), **days}
    texts["sources"] = "\n".join(filter(None, (texts["sources"], *addresses)))
    return {name: text for name, text in texts.items() if name not in {"title", "wording"}}


def _said(name: str, text: str, language: str) -> Said:
    texts = tuple(text.splitlines()) if name in LISTS else (text,)
    return Said(field_name(name), texts, language if name in TEXTS else "")


def _day(found: object) -> str:
    try:
        return date_format(date.fromisoformat(str(found))) if found else ""
    except ValueError:
        return str(found)


def _language_of(content: Mapping[str, Any]) -> str:
    return language_of(_texts(content.get("wording")), get_language() or "en") or "en"


def _texts(found: object) -> dict[str, str]:
    return {str(language): str(text) for language, text in found.items()} if isinstance(found, Mapping) else {}
