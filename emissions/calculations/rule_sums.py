"""What each combination of rules decided: lines and money, summed from what each posting key has."""

import polars as pl

_RULES = ("treatment", "category", "reason", "rule_kind", "rule_ref", "treatment_ref")


def sums_by_rule(money: pl.DataFrame, decided: pl.DataFrame) -> pl.DataFrame:
    """Return rule_kind, rule_ref and treatment_ref with treatment, category, reason, currency, lines and amount.

    `money` has key, currency, amount (Decimal) and lines (Int64), `decided` has key and what `classify` says of it. The
    largest money comes first. A key without a decision is left out.
    """
    named = money.join(decided.select("key", *_RULES), on="key")
    sums = named.group_by(*_RULES, "currency").agg(pl.sum("lines", "amount"))
    return sums.sort(pl.col("amount").abs(), "rule_ref", "category", descending=[True, False, False], nulls_last=True)
