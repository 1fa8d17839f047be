"""The words of what the plan of a year proposes, in the four languages."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from follow_up.calculations.year_plan import Template

SHIPPED = Path(__file__).resolve().parent.parent / "reference" / "plan_templates.yaml"


@dataclass(frozen=True, slots=True)
class TemplateWords:
    """One template in one language: the kind of its task, its title with places, its agenda and expected hours."""

    kind: str
    hours: int
    title: str
    agenda: tuple[str, ...]


@cache
def template_words(template: Template, language: str) -> TemplateWords:
    """Return a template's words; of a language that has none, the English ones."""
    said = _shipped()[template.value]
    spoken = language if language in said["titles"] else "en"
    return TemplateWords(said["kind"], said["hours"], said["titles"][spoken], tuple(said["agenda"][spoken]))


@cache
def _shipped() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    return found
