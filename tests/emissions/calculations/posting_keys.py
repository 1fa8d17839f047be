"""Posting keys in few words, for the tests of the classification."""

from collections.abc import Mapping, Sequence

import polars as pl

from emissions.calculations.classification import KEY_COLUMNS, Rule, classify
from emissions.rules import shipped_defaults


def keys(*rows: Mapping[str, str]) -> pl.DataFrame:
    """Return a frame of keys, numbered from 0, with what each row says and nulls for the rest."""
    filled = [{"key": number, **dict.fromkeys(KEY_COLUMNS), **row} for number, row in enumerate(rows)]
    return pl.DataFrame(filled, schema={"key": pl.Int64, **dict.fromkeys(KEY_COLUMNS, pl.String)})


def kostra(account: str, name: str = "", function: str = "", **more: str) -> dict[str, str]:
    """Return one key of a Norwegian municipality; empty texts are left out."""
    row = {"chart": "kostra", "account": account, "account_name": name, "function": function, **more}
    return {field: value for field, value in row.items() if value}


def kommun_bas(account: str, name: str = "", **more: str) -> dict[str, str]:
    """Return one key of a Swedish municipality; empty texts are left out."""
    row = {"chart": "kommun_bas", "account": account, "account_name": name, **more}
    return {field: value for field, value in row.items() if value}


def bas(account: str, name: str = "", **more: str) -> dict[str, str]:
    """Return one key of a Swedish company; empty texts are left out."""
    row = {"chart": "bas", "account": account, "account_name": name, **more}
    return {field: value for field, value in row.items() if value}


def decide(
    row: Mapping[str, str], *, rules: Sequence[Rule] = (), policies: Mapping[str, bool] | None = None
) -> dict[str, str | None]:
    """Return the decision on one key under the shipped rules."""
    decided = classify(keys(row), rules, shipped_defaults(policies))
    return decided.drop("key").row(0, named=True)


def outcome(
    row: Mapping[str, str], *, rules: Sequence[Rule] = (), policies: Mapping[str, bool] | None = None
) -> tuple[str | None, str | None]:
    """Return the treatment of one key, with its reason where it has one, else with its category."""
    decided = decide(row, rules=rules, policies=policies)
    return decided["treatment"], decided["reason"] or decided["category"]
