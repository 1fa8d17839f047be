"""The sentences of problems that readers of ledger files and of published figures find."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from emissions.importers.problem_texts import TEXTS, sentence
from foundation.api.wording import register_wording
from foundation.problems import Problem, Severity


def problem_from(stored: Mapping[str, Any]) -> Problem:
    """Return a problem as it was before it was stored."""
    return Problem(
        stored["code"], stored["place"], stored["field"], Severity(stored["severity"]), dict(stored.get("values", {}))
    )


def ledger_sentence(stored: Mapping[str, Any]) -> str | None:
    """Return the sentence of a ledger file's problem in the active language; None for codes of others."""
    return sentence(problem_from(stored), gettext) if stored["code"] in TEXTS else None


register_wording(ledger_sentence)
