"""How wide a decision on an uncertain group of lines may be: the rules that take all of it, or its largest part.

Source: docs/methods/review_queue.md. The levels of a group stand from the widest to the narrowest; the usual one names
supplier and account, or account and function where the accounts know no supplier. Accounts and functions are meant
alone: account 10 of the ledger is not 100.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from emissions.calculations.organisation_rules import whole_code
from emissions.calculations.rule_drafts import RuleDraft

PARTS: Mapping[str, tuple[str, ...]] = {
    "supplier": ("supplier",),
    "account": ("account",),
    "function": ("function",),
    "supplier_account": ("supplier", "account"),
    "account_function": ("account", "function"),
    "account_unit": ("account", "unit"),
    "supplier_account_function": ("supplier", "account", "function"),
    "account_function_unit": ("account", "function", "unit"),
}


@dataclass(frozen=True, slots=True)
class GroupKey:
    """What a group of lines has in common, and the function and unit with most of its money. Empty: not known.

    `supplier_name` is used where the supplier has no number, without personal numbers.
    """

    account: str
    supplier_number: str = ""
    supplier_name: str = ""
    function: str = ""
    largest_function: str = ""
    largest_unit: str = ""
    functions: int = 0
    units: int = 0

    @property
    def has_supplier(self) -> bool:
        """Whether the accounts say who delivered."""
        return bool(self.supplier_number or self.supplier_name)


def levels_of(key: GroupKey) -> tuple[str, ...]:
    """Return the levels that make sense for a group, the widest first."""
    if not key.account:
        return ("supplier",) if key.has_supplier else ("function",) if key.function else ()
    if key.has_supplier:
        narrower = ("supplier_account_function",) if key.functions > 1 and key.largest_function else ()
        return ("account", "supplier", "supplier_account", *narrower)
    if key.function:
        narrower = ("account_function_unit",) if key.units > 1 and key.largest_unit else ()
        return ("account", "account_function", *narrower)
    return ("account", "account_unit") if key.units > 1 and key.largest_unit else ("account",)


def usual_level(key: GroupKey) -> str:
    """Return the level that a decision has unless somebody says otherwise; empty where no rule can name the group."""
    for level in ("supplier_account", "account_function", "account", "supplier", "function"):
        if level in levels_of(key):
            return level
    return ""


def draft_for(key: GroupKey, level: str, outcome: RuleDraft, ground: RuleDraft | None = None) -> RuleDraft:
    """Return the rule of a level with the outcome of `outcome`.

    `ground` is an own rule that says how the group counts and not what it is: the new rule asks for what that one asks
    for as well and says the same of it, so that it goes before it.
    """
    said = asdict(outcome)
    for part in PARTS[level]:
        said |= _conditions(key, part)
    if ground is not None:
        said |= {name: value for name, value in _asked(ground).items() if value and not said[name]}
        said |= {"treatment": said["treatment"] or ground.treatment, "precedence": ground.precedence}
    return RuleDraft(**said)


def _conditions(key: GroupKey, part: str) -> dict[str, str]:
    if part == "supplier":
        if key.supplier_number:
            return {"supplier_number": key.supplier_number}
        return {"supplier_name": key.supplier_name}
    if part == "function":
        return {"function": whole_code(key.function or key.largest_function)}
    return {"unit": key.largest_unit} if part == "unit" else {"account": whole_code(key.account)}


def _asked(rule: RuleDraft) -> dict[str, str]:
    outcome = {"treatment", "reason", "category", "precedence", "explanation"}
    return {each.name: getattr(rule, each.name) for each in fields(rule) if each.name not in outcome}
