"""Requirements beside each other, field by field, with what differs told apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from requirements_bank.calculations.differences import Piece, words_beyond
from requirements_bank.models import RequirementVersion
from requirements_bank.reports.difference_words import TEXTS
from requirements_bank.reports.requirement_fields import field_name, field_texts

COMPARED = (
    "kind", "level", "phase", "wording", "variables", "measure", "staircase", "motive", "proof", "evidence",
    "follow_up", "checklist", "market", "law", "effect", "countries", "relations", "review_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ComparedField:
    """One row: what each requirement says, the words marked that the first one does not have."""

    name: str
    cells: Sequence[tuple[Piece, ...]]
    is_same: bool
    language: str


def comparison(versions: Sequence[RequirementVersion], language: str) -> list[ComparedField]:
    """Return a row for each field that any of them says something about."""
    said = [field_texts(version.content_today, language) for version in versions]
    rows = []
    for key in COMPARED:
        texts = [each[key] for each in said]
        if any(texts):
            cells = [words_beyond(texts[0], text) for text in texts]
            own = language if key in TEXTS else ""
            rows.append(ComparedField(str(field_name(key)), cells, len(set(texts)) == 1, own))
    return rows
