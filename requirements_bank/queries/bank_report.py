"""How much the shipped bank holds, counted in the database."""

from collections import Counter
from typing import Any

from requirements_bank.calculations.requirement import LANGUAGES
from requirements_bank.models import Example, RequirementVersion, State


def bank_report() -> dict[str, Any]:
    """Return counts of the shipped, published requirements and examples.

    Keys: requirements, examples, measurable, staircase, by_area{}, by_kind{}, by_level{}, and languages{} with the
    number of requirements that have title, wording, motive and proof in the language.
    """
    versions = list(RequirementVersion.objects.filter(organisation=None, state=State.PUBLISHED))
    return {
        "requirements": len(versions),
        "examples": Example.objects.filter(organisation=None, is_published=True).count(),
        "measurable": sum(version.is_measurable for version in versions),
        "staircase": sum(version.has_staircase for version in versions),
        "by_area": dict(sorted(Counter(version.area for version in versions).items())),
        "by_kind": dict(sorted(Counter(version.kind for version in versions).items())),
        "by_level": dict(sorted(Counter(version.level for version in versions).items())),
        "languages": {language: sum(_is_in(version, language) for version in versions) for language in LANGUAGES},
    }


def _is_in(version: RequirementVersion, language: str) -> bool:
    return all(version.content[name].get(language) for name in ("title", "wording", "motive", "proof"))
