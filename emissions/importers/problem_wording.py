"""Words problems in a reader's language: the edge where the pure sentences meet Django's translations."""

from django.utils import translation

from emissions.importers.problem_texts import sentence
from foundation.problems import Problem


def worded(problem: Problem, language: str = "en") -> str:
    """Return the sentence of a problem in a language; English needs no settings."""
    if language.startswith("en"):
        return sentence(problem)
    with translation.override(language):
        return sentence(problem, translation.gettext, language)
