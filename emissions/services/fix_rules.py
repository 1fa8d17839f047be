"""The rules that answers of a fix list come to: on an account and a supplier, or where no supplier stands."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from emissions.calculations.organisation_rules import whole_code
from emissions.calculations.rule_drafts import RuleDraft
from foundation.personal_numbers import without_personal_numbers
from suppliers.calculations.number_reading import NumberKind
from suppliers.models import SupplierCard

PLACE: Final = ("account", "function", "unit")
LONGEST_NAME: Final = 200
_MASKED: Final = ("*", "•")


def rule_on_account(account: str, category: str, card: SupplierCard | None) -> RuleDraft | None:
    """Return the rule for all of an account, or for one supplier's part of it; None where no rule can ask for it."""
    draft = RuleDraft(account=whole_code(account), category=category)
    return draft if card is None else _for_supplier(draft, card)


def rule_on_place(place: Mapping[str, str | None], category: str) -> RuleDraft:
    """Return the rule for the lines of an account, function and unit, of which any may be missing."""
    said = {name: place[name] or "" for name in PLACE}
    account, function = whole_code(said["account"]), whole_code(said["function"])
    return RuleDraft(account=account, function=function, unit=said["unit"], category=category)


def _for_supplier(draft: RuleDraft, card: SupplierCard) -> RuleDraft | None:
    """Return the draft with what finds the supplier: its number, else its name; None where both are hidden."""
    number, name = card.known_number, without_personal_numbers(card.known_name) or ""
    if number and card.kind != NumberKind.MISSING and not any(mark in number for mark in _MASKED):
        return replace(draft, supplier_number=number)
    if name and name == card.known_name and not any(mark in name for mark in _MASKED):
        return replace(draft, supplier_name=name[:LONGEST_NAME])
    return None
