from decimal import Decimal

import polars as pl

from emissions.calculations.classification import DECISION_SCHEMA
from emissions.calculations.rule_sums import sums_by_rule

MONEY = pl.DataFrame(
    [(1, "SEK", Decimal(5), 1), (2, "SEK", Decimal(-50), 2), (3, "SEK", Decimal(7), 4), (3, "EUR", Decimal(1), 1)],
    schema={"key": pl.Int64, "currency": pl.String, "amount": pl.Decimal(24, 4), "lines": pl.Int64},
    orient="row",
)


def decided(*rules: tuple[int, str, str | None]) -> pl.DataFrame:
    rows = [
        {**dict.fromkeys(DECISION_SCHEMA), "key": key, "rule_ref": one, "treatment_ref": two} for key, one, two in rules
    ]
    return pl.DataFrame(rows, schema=DECISION_SCHEMA)


def test_keys_of_the_same_rules_are_summed_by_currency_the_largest_money_first() -> None:
    sums = sums_by_rule(MONEY, decided((1, "a", None), (2, "b", "c"), (3, "a", None)))

    assert sums.select("rule_ref", "treatment_ref", "currency", "lines", "amount").rows() == [
        ("b", "c", "SEK", 2, Decimal(-50)),
        ("a", None, "SEK", 5, Decimal(12)),
        ("a", None, "EUR", 1, Decimal(1)),
    ]


def test_a_key_that_nothing_decided_is_left_out() -> None:
    assert sums_by_rule(MONEY, decided((1, "a", None)))["lines"].to_list() == [1]
