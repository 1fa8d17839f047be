"""Drafts in words: what a list says of one, its wording as it would read, and what a lawyer would ask about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from requirements_bank.calculations.lawful_wording import Finding
from requirements_bank.calculations.requirement_reading import read_requirement, variables_of
from requirements_bank.calculations.texts import language_of, text_in
from requirements_bank.calculations.wording import Segment, segments
from requirements_bank.models import RequirementVersion
from requirements_bank.queries.known_codes import unknown_codes
from requirements_bank.reports.code_words import AREAS, KINDS, LEVELS, PHASES, Words
from requirements_bank.reports.problem_words import FIELDS

RULES: Words = {
    "origin": _("asks where something comes from"),
    "place": _("names a place"),
    "trademark": _("names a trademark"),
    "label": _("names a label without “or equivalent”"),
}


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
    """One thing that a draft says beside its wording: one text, or several of a list."""

    name: str | Promise
    texts: tuple[str, ...]


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
    """Return what a draft says beside its wording, in the reader's language, each under its name."""
    said = [Said(FIELDS[name], (_own(content.get(name)),)) for name in ("motive", "proof", "follow_up")]
    found = content.get("checklist")
    checks = tuple(_own(entry) for entry in found) if isinstance(found, list) else ()
    codes = [
        Said(FIELDS[name], (str(words.get(content.get(name), content.get(name) or "")),))
        for name, words in (("kind", KINDS), ("level", LEVELS), ("phase", PHASES), ("area", AREAS))
        if isinstance(content.get(name), str)
    ]
    return [each for each in (*codes, *said, Said(FIELDS["checklist"], checks)) if any(each.texts)]


def doubts_of(findings: Iterable[Finding]) -> list[Doubt]:
    """Return findings in words, each once."""
    return list(dict.fromkeys(Doubt(RULES[found.rule], found.words, found.language) for found in findings))


def _own(found: object) -> str:
    return text_in(_texts(found), get_language() or "en")


def _texts(found: object) -> dict[str, str]:
    return {str(language): str(text) for language, text in found.items()} if isinstance(found, Mapping) else {}
