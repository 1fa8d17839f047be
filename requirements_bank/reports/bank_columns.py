"""What columns and sheets of a bank's workbook are called, and what the codes in them mean, in the reader's words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from requirements_bank.reports.code_words import DURATION_UNITS, LANGUAGE_NAMES, ONE_OF, SOME_OF, Words
from requirements_bank.reports.problem_words import FIELDS

SHEETS: Mapping[str, str | Promise] = {
    "requirements": _("The requirements"),
    "variables": _("Variables"),
    "options": _("Choices"),
    "checklist": _("Checklist"),
    "staircase": _("Steps"),
    "law": _("Legal basis"),
    "sources": _("Sources"),
    "bank": _("Bank"),
    "words": _("What the codes mean"),
}
_OTHERS: Mapping[str, str | Promise] = {
    "text": _("Text"),
    "variable": _("Variable"),
    "option": _("choice"),
    "name": _("Name"),
    "description": _("Description"),
    "source": _("Source"),
    "source_address": _("Address of the source"),
    "licence": _("Licence"),
    "languages": _("Languages"),
    "title": _("Title"),
}
CODED: Mapping[str, Words] = {**ONE_OF, **SOME_OF, "variables.unit": DURATION_UNITS}
"""Columns whose cells are codes, with what each means; those of a further sheet with its name before them."""


def column_title(path: str) -> str:
    """Return what a column is called: "Title (Norsk bokmål)", "Measure, threshold"."""
    *parts, last = path.split(".")
    language = LANGUAGE_NAMES.get(last) if parts else None
    words = [*parts] if language or (parts and _is_language(last)) else [*parts, last]
    title = ", ".join(str(_OTHERS.get(word) or FIELDS.get(word, word)) for word in words)
    return f"{title} ({language or last})" if len(words) == len(parts) else title


def _is_language(word: str) -> bool:
    return len(word) in (2, 3) and word not in FIELDS
