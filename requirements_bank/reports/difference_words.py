"""What changed from one version to another, field by field and word by word, for a reader of one language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from requirements_bank.calculations.differences import FieldDifference, compared
from requirements_bank.calculations.texts import language_of
from requirements_bank.reports.code_words import LANGUAGE_NAMES
from requirements_bank.reports.requirement_fields import field_name, field_texts

TEXTS = frozenset({"title", "wording", "motive", "proof", "follow_up", "checklist"})
"""Fields that stand in the language of the requirement; the others are told in the reader's own."""


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """One field with its name; `language` is that of its text, empty for the reader's own."""

    name: str
    difference: FieldDifference
    language: str


@dataclass(frozen=True, slots=True)
class Differences:
    """Both versions, field by field."""

    changed: Sequence[ShownDifference]
    same: Sequence[ShownDifference]


def differences_of(before: Mapping[str, Any], after: Mapping[str, Any], language: str) -> Differences:
    """Return what two versions say, what changed and what stayed the same apart."""
    wording = after.get("wording")
    own = language_of(wording, language) if isinstance(wording, Mapping) else language
    fields = [
        ShownDifference(str(field_name(each.key)), each, own if each.key in TEXTS else "")
        for each in compared(field_texts(before, own), field_texts(after, own))
    ]
    return Differences(
        changed=[each for each in fields if each.difference.has_changed],
        same=[each for each in fields if not each.difference.has_changed],
    )


def languages_of(said: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the languages that a wording stands in, each by its own name."""
    wording = said.get("wording")
    known = wording if isinstance(wording, Mapping) else {}
    return [(code, str(LANGUAGE_NAMES.get(code, code))) for code in known if str(code).isalpha()]
