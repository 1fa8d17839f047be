"""Rules as files that travel: Excel, CSV and JSON with the same columns, without persons' numbers."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from emissions.calculations.rule_drafts import RuleDraft
from emissions.calculations.rule_sets import SetRule, as_json
from emissions.reports.category_words import category_name
from emissions.reports.reason_words import reason_name
from emissions.reports.rule_words import CONDITION_NAMES
from foundation.personal_numbers import without_personal_numbers
from foundation.spreadsheets import Column, Sheet
from suppliers.calculations.numbers import is_anybodys

FORMAT: Final = "klimatrappa-rules"
VERSION: Final = 1
LANGUAGES: Final = ("en", "nb", "sv")
COLUMN_NAMES: Final = {
    "id": gettext_lazy("Rule id"),
    **CONDITION_NAMES,
    "treatment": gettext_lazy("Counts as (code)"),
    "reason": gettext_lazy("Why it does not count (code)"),
    "category": gettext_lazy("Category (code)"),
    "precedence": gettext_lazy("Order"),
    "explanation": gettext_lazy("Why, in your own words"),
}
"""The columns of a file by field; "In words" beside them is for people and is not read back."""


def travels(draft: RuleDraft) -> bool:
    """Return whether a rule may leave the house: it names no number that belongs to a person."""
    return not is_anybodys(draft.supplier_number)


def travelling(rules: Iterable[SetRule]) -> list[SetRule]:
    """Return the rules that may leave the house, their explanations without personal numbers."""
    return [SetRule(rule.identity, _plain(rule.draft), rule.row) for rule in rules if travels(rule.draft)]


def rule_sheet(rules: Iterable[SetRule]) -> Sheet:
    """Return rules as a table to take away."""
    columns = [
        Column(str(title), "integer" if name == "precedence" else "text") for name, title in COLUMN_NAMES.items()
    ]
    return Sheet(_("Rules"), [*columns, Column(_("In words"))], _rows(rules))


def rule_document(rules: Iterable[SetRule], owner: str) -> dict[str, Any]:
    """Return rules as a JSON document that says what it is; `owner` is whose they are, for people."""
    return {"format": FORMAT, "version": VERSION, "from": owner, "rules": [as_json(rule) for rule in rules]}


def titles_by_field() -> dict[str, set[str]]:
    """Return by field every title that its column may have: its name in the code and in each language."""
    found: dict[str, set[str]] = {name: {name.replace("_", " ")} for name in COLUMN_NAMES}
    for language in LANGUAGES:
        with override(language):
            for name, title in COLUMN_NAMES.items():
                found[name].add(str(title).casefold())
    return found


def _rows(rules: Iterable[SetRule]) -> Iterator[list[Any]]:
    for rule in rules:
        said = as_json(rule)
        yield [*(said[name] for name in COLUMN_NAMES), _in_words(rule.draft)]


def _in_words(draft: RuleDraft) -> str:
    if draft.treatment == "excluded":
        return _("Left out: %(reason)s") % {"reason": reason_name(draft.reason or "organisation_rule")}
    return category_name(draft.category) if draft.category else draft.treatment


def _plain(draft: RuleDraft) -> RuleDraft:
    texts = {name: getattr(draft, name) for name in RuleDraft.__slots__}
    return RuleDraft(**{**texts, "explanation": without_personal_numbers(draft.explanation) or ""})
