"""The versions of a requirement as a timeline, and what stands in the way of a draft."""

from collections.abc import Sequence
from dataclasses import dataclass

from requirements_bank.models import RequirementVersion, State
from requirements_bank.reports.requirement_fields import field_name, field_texts

TONES = {State.DRAFT: "outline", State.IN_REVIEW: "info", State.PUBLISHED: "good", State.RETIRED: ""}


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """One version in the timeline; `before` is the number of the one before it in sight."""

    version: RequirementVersion
    before: int | None
    is_shown: bool

    @property
    def state(self) -> str:
        """Where it stands."""
        return str(State(self.version.state).label)

    @property
    def tone(self) -> str:
        """How its state looks."""
        return TONES[State(self.version.state)]


def timeline(versions: Sequence[RequirementVersion], shown: RequirementVersion) -> list[ShownVersion]:
    """Return the versions, newest first, as they arrive."""
    older = [version.number for version in versions[1:]]
    before = [*older, None] if versions else []
    return [
        ShownVersion(version, number, version.pk == shown.pk) for version, number in zip(versions, before, strict=True)
    ]


def said_so_far(version: RequirementVersion, language: str) -> list[tuple[str, str]]:
    """Return what a draft says already: field and text."""
    texts = field_texts(version.content, language)
    return [(str(field_name(key)), text) for key, text in texts.items() if text and key != "title"]
