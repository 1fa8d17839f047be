"""Why this rule and not another: all rules that hold for one posting key, the winner first.

Source: docs/methods/classification.md. The decision is `classify`'s own; this only asks it again without what won.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import polars as pl

from emissions.calculations.classification import Defaults, classify, classify_by, complete_keys
from emissions.calculations.organisation_rules import Rule, holding_rules, rules_in_order, with_rule_columns


class Because(StrEnum):
    """Why a rule that holds did not decide."""

    NAMES_LESS = "names_less"
    INHERITED = "inherited"
    HIGHER_NUMBER = "higher_number"
    SHORTER = "shorter"
    LATER = "later"
    BEHIND_OWN = "behind_own"
    BEHIND_COMMODITY = "behind_commodity"
    LEFT_OUT = "left_out"
    NO_EFFECT = "no_effect"


@dataclass(frozen=True, slots=True)
class Contender:
    """A rule that holds and did not decide what was bought.

    `kind` is "organisation", "commodity", "account" or "exclusion"; `reference` the rule's id or code; `decision` what
    it would have said, as `classify` returns it.
    """

    kind: str
    reference: str
    because: Because
    decision: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Contest:
    """What decided a key (a row of `classify`), and the others in the order in which they would have decided."""

    decision: dict[str, Any]
    contenders: tuple[Contender, ...]


def contest(key: pl.DataFrame, rules: Sequence[Rule], defaults: Defaults) -> Contest:
    """Return the decision for one posting key, a frame of one row as `classify` takes it, and who else would decide."""
    decision = _decision(key, rules, defaults)
    holding = holding_rules(with_rule_columns(complete_keys(key)), rules_in_order(rules))
    lost = [rule for rule in holding if rule.rule_id not in (decision["rule_ref"], decision["treatment_ref"])]
    alone = classify_by(key, lost, defaults).rows(named=True)
    own = [
        Contender("organisation", rule.rule_id, _because(rule, holding[0], decision), said)
        for rule, said in zip(lost, alone, strict=True)
    ]
    return Contest(decision, (*own, *_shipped(key, decision, defaults)))


def _because(rule: Rule, strongest: Rule, decision: dict[str, Any]) -> Because:
    if rule is strongest:
        return Because.LEFT_OUT if decision["treatment"] == "excluded" else Because.NO_EFFECT
    reasons = (Because.NAMES_LESS, Because.INHERITED, Because.HIGHER_NUMBER, Because.SHORTER, Because.LATER)
    pairs = zip(reasons, rule.order(), strongest.order(), strict=True)
    return next((reason for reason, one, other in pairs if one != other), Because.LATER)


def _shipped(key: pl.DataFrame, decision: dict[str, Any], defaults: Defaults) -> list[Contender]:
    """Return what the shipped rules would have said: with the commodity, and by the account alone."""
    found: list[Contender] = []
    seen = {decision["rule_ref"]}
    for said in (key, key.with_columns(commodity=pl.lit(None, dtype=pl.String))):
        other = _decision(said, [], defaults)
        if other["rule_ref"] is None or other["rule_ref"] in seen:
            continue
        seen.add(other["rule_ref"])
        because = Because.BEHIND_COMMODITY if decision["rule_kind"] == "commodity" else Because.BEHIND_OWN
        found.append(Contender(other["rule_kind"], other["rule_ref"], because, other))
    return found


def _decision(key: pl.DataFrame, rules: Sequence[Rule], defaults: Defaults) -> dict[str, Any]:
    return classify(key, rules, defaults).row(0, named=True)
