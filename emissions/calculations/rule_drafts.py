"""A rule as somebody writes it down: what it asks for, what then follows, and why."""

from dataclasses import dataclass

from emissions.calculations.organisation_rules import (
    CONDITIONS,
    DEFAULT_PRECEDENCE,
    plain_account,
    plain_commodity,
    plain_number,
)

_NUMBERS = ("supplier_number", "agreement")


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """What a rule asks for, what then follows, and why; empty texts ask for nothing and say nothing."""

    supplier_number: str = ""
    supplier_name: str = ""
    account: str = ""
    function: str = ""
    commodity: str = ""
    text: str = ""
    agreement: str = ""
    unit: str = ""
    treatment: str = ""
    reason: str = ""
    category: str = ""
    precedence: int = DEFAULT_PRECEDENCE
    explanation: str = ""

    @property
    def conditions(self) -> tuple[str, ...]:
        """What it asks for, in the order in which conditions weigh."""
        return tuple(getattr(self, name) for name in CONDITIONS)

    @property
    def lines(self) -> tuple[str, ...]:
        """Which lines it is for: its conditions as they are compared, so that other signs make no other rule.

        >>> RuleDraft(supplier_number="556012-5790").lines == RuleDraft(supplier_number="5560125790").lines
        True
        """
        return tuple(_compared(name, getattr(self, name)) for name in CONDITIONS)

    @property
    def outcome(self) -> tuple[str, str, str]:
        """What follows: treatment, reason, category."""
        return self.treatment, self.reason, self.category


def _compared(name: str, value: str) -> str:
    if name == "commodity":
        return plain_commodity(value) or ""
    if name == "account":
        return plain_account(value) or ""
    if name in _NUMBERS:
        return plain_number(value) or ""
    return value.casefold() if name in ("supplier_name", "text") else value
