"""Classify posting keys: what each counts as, which purchase category it is, and the rule that decided.

Source: docs/methods/classification.md. For every key, in this order:
1. an own rule that excludes, or that names the account and sets a treatment;
2. the shipped exclusion rules of the chart, in force under the chosen policies;
3. the category: own rule > commodity code > account crosswalk;
4. energy categories stand on their own line, whatever account they are on.
A key that nothing decides is unclassified with a reason; it is never dropped and never guessed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import polars as pl

from emissions.calculations.account_facts import ACCOUNT, AccountFacts
from emissions.calculations.accounts import with_account_parts
from emissions.calculations.crosswalk_matching import Commodities, account_categories, commodity_categories
from emissions.calculations.exclusions import ExclusionRule, rules_in_force, treatments
from emissions.calculations.organisation_rules import Rule, rules_in_order, strongest_rules, with_rule_columns
from emissions.calculations.results import IN_TOTAL, Treatment
from emissions.calculations.rule_matching import Conditions, first_match
from organisations.reference.crosswalks import AccountMapping

__all__ = ["DECISION_SCHEMA", "KEY_COLUMNS", "Defaults", "Rule", "classify", "classify_by", "complete_keys"]

TOO_GENERAL = "account_too_general"  # the reason of an account mapping that names no category

KEY_COLUMNS = (
    "chart",
    "account",
    "account_name",
    "supplier_number",
    "supplier_identity",
    "supplier_name",
    "agreement",
    "commodity",
    "function",
    "unit",
    "movement",
)
DECISION_SCHEMA: Mapping[str, pl.DataType] = {
    "key": pl.Int64(),
    "treatment": pl.String(),
    "reason": pl.String(),
    "category": pl.String(),
    "rule_kind": pl.String(),
    "rule_ref": pl.String(),
    "treatment_ref": pl.String(),
    "matched": pl.String(),
}
_COUNTED = sorted(treatment.value for treatment in IN_TOTAL)


@dataclass(frozen=True, slots=True)
class Defaults:
    """What is shipped: exclusion rules, crosswalks and code lists, with the chosen policies.

    `known_accounts` are the prefixes that a chart has at all; `energy` the categories that stand on their own line;
    `account_facts` remembers what all of it says of an account, `policy_facts` which policies ask for it.
    """

    version: str
    exclusions: tuple[ExclusionRule, ...]
    policies: Mapping[str, bool]
    commodities: Commodities
    accounts: Mapping[str, tuple[AccountMapping, ...]]
    known_accounts: Mapping[str, tuple[str, ...]]
    energy: frozenset[str]
    account_facts: AccountFacts = field(default_factory=AccountFacts, init=False, repr=False, compare=False)
    policy_facts: AccountFacts = field(default_factory=AccountFacts, init=False, repr=False, compare=False)


def classify(keys: pl.DataFrame, rules: Sequence[Rule], defaults: Defaults) -> pl.DataFrame:
    """Return one decision per key, in the order of `keys`, with the columns of DECISION_SCHEMA.

    `keys` has key (Int64) and any of KEY_COLUMNS (Str, nullable; a missing column is all null). treatment is a value of
    Treatment; reason is set for excluded and unclassified only; category is null for both. rule_kind names what
    decided: "organisation", "exclusion", "commodity", "account" or "none"; rule_ref is the rule's id or code and
    `matched` what it met. treatment_ref is the rule, shipped or own, that made a line a capital good or energy or let
    it count.
    """
    if keys.is_empty():
        return pl.DataFrame(schema=DECISION_SCHEMA)
    prepared = with_rule_columns(with_account_parts(complete_keys(keys)))
    ordered = rules_in_order(rules)
    return _classified(prepared, _outcomes(ordered, strongest_rules(prepared, ordered)), defaults)


def classify_by(key: pl.DataFrame, rules: Sequence[Rule], defaults: Defaults) -> pl.DataFrame:
    """Return the decisions for one key, a frame of one row, as if each of the rules were the only one of its own.

    One row for each rule, in their order, as `classify` returns it. All of the rules must hold for the key.
    """
    prepared = with_rule_columns(with_account_parts(complete_keys(key)))
    repeated = pl.concat([prepared.clear(), *[prepared] * len(rules)])
    return _classified(repeated, _outcomes(rules, pl.Series(range(len(rules)), dtype=pl.UInt32)), defaults)


def _classified(prepared: pl.DataFrame, own: pl.DataFrame, defaults: Defaults) -> pl.DataFrame:
    shipped = defaults.account_facts.of(prepared, partial(_shipped, defaults=defaults))
    goods = commodity_categories(prepared, defaults.commodities)
    joined = (
        pl.concat([prepared, own], how="horizontal")
        .join(shipped, on=ACCOUNT, how="left", nulls_equal=True, maintain_order="left")
        .join(goods, on="commodity", how="left", maintain_order="left")
    )
    return _decided(joined, defaults).select(pl.col(name).cast(kind) for name, kind in DECISION_SCHEMA.items())


def complete_keys(keys: pl.DataFrame) -> pl.DataFrame:
    """Return key and KEY_COLUMNS of the keys; a column that is missing is all null."""
    missing = [pl.lit(None, dtype=pl.String).alias(name) for name in KEY_COLUMNS if name not in keys.columns]
    return keys.with_columns(missing).select(pl.col("key").cast(pl.Int64), *KEY_COLUMNS)


def _outcomes(rules: Sequence[Rule], places: pl.Series) -> pl.DataFrame:
    """Return what the rules at these places say, null where no place is, and in own_account whether they name one."""
    outcomes = pl.DataFrame(
        {
            "_rule": pl.Series(range(len(rules)), dtype=pl.UInt32),
            "own_ref": pl.Series([rule.rule_id for rule in rules], dtype=pl.String),
            "own_kind": pl.Series([rule.kind for rule in rules], dtype=pl.String),
            "own_treatment": pl.Series([rule.treatment or None for rule in rules], dtype=pl.String),
            "own_reason": pl.Series([rule.reason or None for rule in rules], dtype=pl.String),
            "own_category": pl.Series([rule.category or None for rule in rules], dtype=pl.String),
            "own_account": pl.Series([bool(rule.account) for rule in rules], dtype=pl.Boolean),
        }
    )
    chosen = places.alias("_rule").to_frame()
    return chosen.join(outcomes, on="_rule", how="left", maintain_order="left").drop("_rule")


def _shipped(accounts: pl.DataFrame, defaults: Defaults) -> pl.DataFrame:
    """Return distinct accounts with what the shipped rules and crosswalks say of each."""
    charts = set(accounts["chart"].unique())
    in_force = rules_in_force(defaults.exclusions, defaults.policies)
    treated = treatments(accounts, [rule for rule in in_force if rule.chart in charts])
    capital = pl.col("treatment") == Treatment.CAPITAL_GOOD
    parted = treated.with_columns(
        ledger_part=pl.when(capital).then(pl.lit("capital")).otherwise(pl.lit("running")),
        known=_is_known(treated, defaults),
    )
    return account_categories(parted, defaults.accounts)


def _is_known(accounts: pl.DataFrame, defaults: Defaults) -> pl.Series:
    charts = [
        Conditions(equal={"chart": (chart,)}, starts={"account_code": known})
        for chart, known in defaults.known_accounts.items()
    ]
    return first_match(accounts, charts).is_not_null()


def _decided(joined: pl.DataFrame, defaults: Defaults) -> pl.DataFrame:
    excluded, counted = pl.col("own_treatment") == Treatment.EXCLUDED, pl.col("own_treatment").is_in(_COUNTED)
    free = pl.col("treatment").is_null() | (pl.col("treatment") != Treatment.EXCLUDED)
    lifted = pl.col("own_account") & (counted | (pl.col("own_treatment") == Treatment.ENERGY))
    state = joined.with_columns(
        _left_out=excluded.fill_null(value=False) | ~(free | lifted.fill_null(value=False)),
        _by_own=excluded.fill_null(value=False),
        _chosen=pl.coalesce("own_category", "goods_category", "account_category"),
    )
    return _explained(state.with_columns(treatment=_treatment(defaults)))


def _treatment(defaults: Defaults) -> pl.Expr:
    """Return the treatment: left out, unclassified, energy, else what the own or the shipped rule says."""
    own = pl.col("own_treatment")
    capital = (pl.col("treatment") == Treatment.CAPITAL_GOOD) | (own == Treatment.CAPITAL_GOOD)
    return (
        pl.when("_left_out")
        .then(pl.lit(Treatment.EXCLUDED.value))
        .when(pl.col("_chosen").is_null())
        .then(pl.lit(Treatment.UNCLASSIFIED.value))
        .when(pl.col("_chosen").is_in(sorted(defaults.energy)) | (own == Treatment.ENERGY))
        .then(pl.lit(Treatment.ENERGY.value))
        .when(pl.col("own_account") & own.is_in(_COUNTED))
        .then(own)
        .when(capital)
        .then(pl.lit(Treatment.CAPITAL_GOOD.value))
        .otherwise(pl.lit(Treatment.PURCHASE.value))
    )


def _explained(state: pl.DataFrame) -> pl.DataFrame:
    """Add reason, category, rule_kind, rule_ref and matched to keys that have a treatment."""
    out, by_own = pl.col("_left_out"), pl.col("_by_own")
    own = (out & by_own) | (~out & pl.col("own_category").is_not_null())
    shipped = out & ~by_own
    goods = ~out & pl.col("goods_category").is_not_null()
    account = ~out & pl.col("account_ref").is_not_null()
    kinds = [(own, "organisation"), (shipped, "exclusion"), (goods, "commodity"), (account, "account")]
    references = [(own, "own_ref"), (shipped, "treatment_ref"), (goods, "goods_ref"), (account, "account_ref")]
    texts = [(own, "own_kind"), (shipped, "_place"), (goods, "commodity"), (account, "_place")]
    return state.with_columns(
        _place=pl.concat_str("account", "account_name", separator=" ", ignore_nulls=True)
    ).with_columns(
        reason=pl.when(by_own)
        .then(pl.col("own_reason").fill_null("organisation_rule"))
        .when(out)
        .then("reason")
        .when(pl.col("_chosen").is_null())
        .then(_why_unclassified()),
        category=pl.when(~out).then("_chosen"),
        rule_kind=pl.coalesce(*(pl.when(test).then(pl.lit(kind)) for test, kind in kinds), pl.lit("none")),
        rule_ref=pl.coalesce(*(pl.when(test).then(name) for test, name in references)),
        matched=pl.coalesce(*(pl.when(test).then(name) for test, name in texts)),
        treatment_ref=pl.when(~out & _treated_by_own()).then("own_ref").when(~out).then("treatment_ref"),
    )


def _treated_by_own() -> pl.Expr:
    """Whether an own rule lets the key count, or makes it the capital good or the energy that it is."""
    own = pl.col("own_treatment")
    made = own.is_in([Treatment.CAPITAL_GOOD.value, Treatment.ENERGY.value]) & (own == pl.col("treatment"))
    return (own.is_not_null() & pl.col("own_account")) | made


def _why_unclassified() -> pl.Expr:
    return (
        pl.when(pl.col("account").is_null())
        .then(pl.lit("no_account"))
        .when(pl.col("chart").is_null())
        .then(pl.lit("unknown_chart"))
        .when(pl.col("account_ref").is_not_null())
        .then(pl.lit(TOO_GENERAL))
        .when(pl.col("known"))
        .then(pl.lit("no_rule"))
        .otherwise(pl.lit("unknown_account"))
    )
