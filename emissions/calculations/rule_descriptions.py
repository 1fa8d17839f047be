"""What a decision rests on, as data that a page can put into words: "why is this line in this category?"."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from emissions.calculations.classification import TOO_GENERAL, Defaults


@dataclass(frozen=True, slots=True)
class RuleDescription:
    """One rule that decided. Empty fields say nothing.

    `kind` is "exclusion", "commodity" or "account"; `codes` are the account or commodity prefixes that it asks for,
    `functions` likewise; `name` is the pattern it looks for in the account's name. `category` or `treatment` and
    `reason` are what it says, `explanation` why, by language, and `source` where it comes from.
    """

    kind: str
    reference: str
    chart: str = ""
    codes: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    name: str = ""
    policy: str = ""
    category: str | None = None
    treatment: str = ""
    reason: str = ""
    explanation: Mapping[str, str] = field(default_factory=dict)
    source: str = ""


def describe_rule(kind: str, reference: str | None, defaults: Defaults) -> RuleDescription | None:
    """Return the shipped rule behind a decision's rule_kind and rule_ref; None for own rules and for none."""
    if reference is None:
        return None
    finders = {"exclusion": _exclusion, "account": _account, "commodity": _commodity}
    finder = finders.get(kind)
    return finder(reference, defaults) if finder else None


def _exclusion(reference: str, defaults: Defaults) -> RuleDescription | None:
    for rule in defaults.exclusions:
        if rule.rule_id == reference:
            return RuleDescription(
                kind="exclusion",
                reference=reference,
                chart=rule.chart,
                codes=rule.accounts,
                functions=rule.functions,
                name=rule.name,
                policy=rule.policy,
                treatment=rule.treatment.value,
                reason=rule.reason or "",
                explanation=rule.explanation,
                source=rule.source,
            )
    return None


def _account(reference: str, defaults: Defaults) -> RuleDescription | None:
    for chart, mappings in defaults.accounts.items():
        for mapping in mappings:
            if mapping.mapping_id == reference:
                return RuleDescription(
                    kind="account",
                    reference=reference,
                    chart=chart,
                    codes=mapping.accounts,
                    functions=mapping.functions,
                    name=mapping.name,
                    category=mapping.category,
                    treatment="" if mapping.category else "unclassified",
                    reason="" if mapping.category else TOO_GENERAL,
                    explanation={"en": mapping.rationale},
                )
    return None


def _commodity(reference: str, defaults: Defaults) -> RuleDescription | None:
    scheme, _, prefix = reference.partition(":")
    if scheme not in defaults.commodities.categories:
        return None
    found = defaults.commodities.categories[scheme].filter(prefix=prefix)
    if found.is_empty():
        return None
    return RuleDescription(
        kind="commodity", reference=reference, chart=scheme, codes=(prefix,), category=found["category"][0]
    )
