"""A row that was there before a rule of the database: whoever changes it reads what stands in the way.

A rule holds for each row that is written, also where only another of its fields changes. Apps register the sentences of
the rules that kept rows may break; what PostgreSQL refuses beside those is a fault of ours.
"""

import logging
from collections.abc import Callable

from django.db import IntegrityError
from django.utils.functional import Promise

from foundation.errors import DomainError

WordRule = Callable[[str], str | Promise | None]
"""From the name of a rule to its sentence; None for rules of others."""
_words: list[WordRule] = []

logger = logging.getLogger(__name__)


class BrokenRuleError(DomainError):
    """What is kept breaks a rule that came later, or was written past every service."""


def register_rules(word: WordRule) -> None:
    """Let the rules that `word` knows be told; apps call this when they are ready."""
    _words.append(word)


def broken_rule(error: IntegrityError) -> BrokenRuleError | None:
    """Return the sentence of the rule that PostgreSQL named; None where nobody has worded it."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    sentence = next((said for word in _words if (said := word(name))), None) if name else None
    if sentence is None:
        return None
    logger.warning("a row breaks the rule %s", name)  # without the error, which quotes the row
    return BrokenRuleError(sentence)
