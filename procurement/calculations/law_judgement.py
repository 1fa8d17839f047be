"""What a judgement by the rules of law says: which duty is met and how, what is missing, what cannot be told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from foundation.problems import Severity


class Outcome(StrEnum):
    """What a finding says of its rule."""

    MET = "met"
    MISSING = "missing"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found by one rule: `code` and `values` make the sentence, `rule` is empty where no rule was reached."""

    code: str
    rule: str
    outcome: Outcome
    severity: Severity = Severity.NOTICE
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The findings by the rules of one day, None where the day is not known; `rules` are those that were asked."""

    day: date | None
    rules: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def met(self) -> tuple[Finding, ...]:
        """What is met, and how."""
        return self._of(Outcome.MET)

    @property
    def open(self) -> tuple[Finding, ...]:
        """What is missing, and what cannot be judged before more is known."""
        return self._of(Outcome.MISSING, Outcome.UNKNOWN)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What to think over, although it decides nothing."""
        return self._of(Outcome.NOTED)

    @property
    def is_complete(self) -> bool:
        """Whether no duty is missing and none is left unjudged; advice that is not followed does not count."""
        return not any(each.outcome is Outcome.UNKNOWN or each.severity is Severity.ERROR for each in self.open)

    def _of(self, *outcomes: Outcome) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.outcome in outcomes)


def met(code: str, rule: str, **values: object) -> Finding:
    """Return that a rule is met, and how."""
    return Finding(code, rule, Outcome.MET, values=values)


def missing(code: str, rule: str, **values: object) -> Finding:
    """Return what a rule asks for and the procurement lacks."""
    return Finding(code, rule, Outcome.MISSING, Severity.ERROR, values)


def unknown(code: str, rule: str = "", **values: object) -> Finding:
    """Return what must be known before the rule can be judged."""
    return Finding(code, rule, Outcome.UNKNOWN, Severity.WARNING, values)


def noted(code: str, rule: str, **values: object) -> Finding:
    """Return a thing to think over."""
    return Finding(code, rule, Outcome.NOTED, Severity.WARNING, values)


def not_applicable(code: str, rule: str = "", **values: object) -> Finding:
    """Return that a rule does not hold for this procurement, and why."""
    return Finding(code, rule, Outcome.NOT_APPLICABLE, values=values)
