"""The rules that answers of a fix list come to: on an account and a supplier, or where no supplier stands."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from emissions.calculations.organisation_rules import whole_code
from emissions.calculations.results import Treatment
from emissions.calculations.rule_drafts import RuleDraft
from emissions.reports.fix_list_columns import NO_PURCHASE
from foundation.personal_numbers import without_personal_numbers
from suppliers.calculations.number_reading import NumberKind
from suppliers.models import SupplierCard

PLACE: Final = ("account", "function", "unit")
LONGEST_NAME: Final = 200
_MASKED: Final = ("*", "•")


def rule_on_account(account: str, category: str, card: SupplierCard | None) -> RuleDraft | None:
    """Return the rule for all of an account, or for one supplier's part of it; None where no rule can ask for it."""
    draft = replace(_outcome(category), account=whole_code(account))
    return draft if card is None else _for_supplier(draft, card)


def rule_on_place(place: Mapping[str, str | None], category: str) -> RuleDraft:
    """Return the rule for the lines of an account, function and unit, of which any may be missing."""
    said = {name: place[name] or "" for name in PLACE}
    account, function = whole_code(said["account"]), whole_code(said["function"])
    return replace(_outcome(category), account=account, function=function, unit=said["unit"])


def outcome_of(draft: RuleDraft) -> str:
    """Return what follows from a rule as a fix list says it: a category, or `not.` and why it is no purchase."""
    return f"{NO_PURCHASE}{draft.reason}" if draft.treatment == Treatment.EXCLUDED else draft.category


def _outcome(said: str) -> RuleDraft:
    if said.startswith(NO_PURCHASE):
        return RuleDraft(treatment=Treatment.EXCLUDED.value, reason=said.removeprefix(NO_PURCHASE))
    return RuleDraft(category=said)


def _for_supplier(draft: RuleDraft, card: SupplierCard) -> RuleDraft | None:
    """Return the draft with what finds the supplier: its number, else its name; None where both are hidden."""
    number, name = card.known_number, without_personal_numbers(card.known_name) or ""
    if number and card.kind != NumberKind.MISSING and not any(mark in number for mark in _MASKED):
        return replace(draft, supplier_number=number)
    if name and name == card.known_name and not any(mark in name for mark in _MASKED):
        return replace(draft, supplier_name=name[:LONGEST_NAME])
    return None
