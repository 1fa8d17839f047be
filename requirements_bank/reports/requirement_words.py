"""A requirement as lists, baskets and documents show it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from requirements_bank.calculations.content_of import content_of
from requirements_bank.calculations.requirement import RequirementContent
from requirements_bank.calculations.texts import language_of, text_in
from requirements_bank.calculations.wording import Segment, Value, segments
from requirements_bank.models import RequirementVersion
from requirements_bank.reports.code_words import AREAS, KINDS, LEVELS, MATURITIES


@dataclass(frozen=True, slots=True)
class ShownRequirement:
    """One version as lists and documents show it. `language` is the one its texts stand in here."""

    version: RequirementVersion
    content: RequirementContent
    language: str
    title: str
    wording: tuple[Segment, ...]

    @property
    def code(self) -> str:
        """The requirement's code in its bank."""
        return self.version.requirement.code

    @property
    def kind(self) -> str:
        """What it is in a tender."""
        return str(KINDS[self.content.kind])

    @property
    def level(self) -> str:
        """How far it goes."""
        return str(LEVELS[self.content.level])

    @property
    def area(self) -> str:
        """The area of the bank."""
        return str(AREAS[self.content.area])

    @property
    def maturity(self) -> str:
        """Whether the market can meet it."""
        return str(MATURITIES[self.content.maturity])

    @property
    def wording_text(self) -> str:
        """The wording with its variables filled, as plain text."""
        return "".join(segment.text for segment in self.wording)


def shown(
    version: RequirementVersion, *, values: Mapping[str, Value] | None = None, language: str | None = None
) -> ShownRequirement:
    """Return a complete version for a reader of `language`, their own by default, its variables filled with `values`.

    Raises ValueError for a draft that is not complete.
    """
    content = content_of(version.content, version.content_hash)
    own = language_of(content.wording, language or get_language() or "en")
    return ShownRequirement(
        version=version,
        content=content,
        language=own,
        title=text_in(content.title, own),
        wording=segments(text_in(content.wording, own), content.variables, values or {}, own),
    )
