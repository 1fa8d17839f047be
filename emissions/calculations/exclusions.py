"""Which ledger lines count: rules per chart of accounts, each with a reason, some of them switchable.

Source: docs/methods/exclusions.md. The rules are data (`emissions/rules`); this module chooses those in force and
applies them. The first rule in order that holds decides; a line that none takes counts as a purchase.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from emissions.calculations.results import Treatment
from emissions.calculations.rule_matching import Conditions, first_match


@dataclass(frozen=True, slots=True)
class ExclusionRule:
    """One shipped rule. Empty conditions ask for nothing; all others must hold together.

    `accounts` are prefixes of the account code (KOSTRA: without the class digit), `name` is a regular expression on the
    account's name, `movement` a value of `capital_postings`. A rule with `policy` holds only while that policy is set
    to `policy_value`.
    """

    rule_id: str
    chart: str
    treatment: Treatment
    reason: str | None
    accounts: tuple[str, ...] = ()
    account_classes: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    name: str = ""
    movement: str = ""
    policy: str = ""
    policy_value: bool = True
    explanation: Mapping[str, str] = field(default_factory=dict)
    source: str = ""

    def in_force(self, policies: Mapping[str, bool]) -> bool:
        """Whether the rule holds under the chosen policies."""
        return not self.policy or policies[self.policy] == self.policy_value


@dataclass(frozen=True, slots=True)
class Policy:
    """A choice that an organisation may make: its value when nobody chose, its names and explanation by language."""

    code: str
    default: bool
    names: Mapping[str, str]
    explanation: Mapping[str, str]


def chosen_policies(policies: Iterable[Policy], choices: Mapping[str, bool]) -> dict[str, bool]:
    """Return every policy's value: the choice where one was made, else its default; KeyError for an unknown policy."""
    values = {policy.code: policy.default for policy in policies}
    if unknown := set(choices) - set(values):
        message = f"There is no policy {', '.join(sorted(unknown))}. These are there: {', '.join(sorted(values))}."
        raise KeyError(message)
    return values | dict(choices)


def rules_in_force(rules: Iterable[ExclusionRule], policies: Mapping[str, bool]) -> tuple[ExclusionRule, ...]:
    """Return the rules that hold under the policies, in order."""
    return tuple(rule for rule in rules if rule.in_force(policies))


def treatments(accounts: pl.DataFrame, rules: Sequence[ExclusionRule]) -> pl.DataFrame:
    """Return `accounts` with treatment, reason and treatment_ref of the first rule that holds; null where none does.

    Takes chart, account_class, account_code, account_name, function and movement (all Str, nullable).
    """
    outcomes = pl.DataFrame(
        {
            "_rule": pl.Series(range(len(rules)), dtype=pl.UInt32),
            "treatment": pl.Series([rule.treatment.value for rule in rules], dtype=pl.String),
            "reason": pl.Series([rule.reason for rule in rules], dtype=pl.String),
            "treatment_ref": pl.Series([rule.rule_id for rule in rules], dtype=pl.String),
        }
    )
    matched = first_match(accounts, [_conditions(rule) for rule in rules])
    return (
        accounts.with_columns(matched.alias("_rule"))
        .join(outcomes, on="_rule", how="left", maintain_order="left")
        .drop("_rule")
    )


def _conditions(rule: ExclusionRule) -> Conditions:
    equal = {"chart": (rule.chart,), "account_class": rule.account_classes, "movement": _one(rule.movement)}
    starts = {"account_code": rule.accounts, "function": rule.functions}
    return Conditions(
        equal={name: values for name, values in equal.items() if values},
        starts={name: values for name, values in starts.items() if values},
        matches={"account_name": rule.name} if rule.name else {},
    )


def _one(value: str) -> tuple[str, ...]:
    return (value,) if value else ()
