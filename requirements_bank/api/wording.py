"""The sentences of problems that readers of requirements, examples and typed values find."""

from collections.abc import Mapping
from typing import Any

from foundation.api.wording import register_wording
from foundation.problems import Problem, Severity
from requirements_bank.reports.bank_load_words import SENTENCES as OF_FILES
from requirements_bank.reports.bank_load_words import loading_sentence
from requirements_bank.reports.problem_words import SENTENCES


def bank_sentence(stored: Mapping[str, Any]) -> str | None:
    """Return the sentence of a problem in the active language; None for codes of others."""
    if stored["code"] not in SENTENCES and stored["code"] not in OF_FILES:
        return None
    problem = Problem(
        stored["code"], stored["place"], stored["field"], Severity(stored["severity"]), dict(stored.get("values", {}))
    )
    return loading_sentence(problem)


register_wording(bank_sentence)
