"""The sentences of problems of staircases, alone and joint."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from foundation.api.wording import register_wording
from foundation.problems import Problem, Severity
from procurement.reports.joint_staircase_drawn import problem_words
from procurement.reports.staircase_words import STEP_PROBLEMS, problem_sentence

OF_JOINT_STEPS = frozenset({"no_delay", "no_reason", "not_after_the_one_before"})


def step_sentence(stored: Mapping[str, Any]) -> str | None:
    """Return the sentence of a problem in the active language; None for codes of others."""
    if stored["code"] not in STEP_PROBLEMS and stored["code"] not in OF_JOINT_STEPS:
        return None
    values = {name: _typed(text) for name, text in dict(stored.get("values", {})).items()}
    problem = Problem(stored["code"], stored["place"], stored["field"], Severity(stored["severity"]), values)
    return problem_words(problem) if problem.code in OF_JOINT_STEPS else problem_sentence(problem)


def _typed(text: str) -> object:
    """Return a stored day or number as such, so that it is written as the reader writes it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


register_wording(step_sentence)
