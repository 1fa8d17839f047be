"""From what the source says to a purchase category: by commodity code, and by account, function and account name.

Source: docs/methods/classification.md.
1. A commodity code is CPV unless it says otherwise ("unspsc:43211500"). A CPV code counts when it is in the list and
   its check digit, if given, is right; anything else is ignored rather than guessed at. The longest prefix decides.
2. Among account mappings one with a name beats one with a function, that beats one for a part of the ledger only, and
   then the longest account prefix decides; equal ones follow the order of the file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from emissions.calculations.rule_matching import Conditions, first_match
from organisations.reference.crosswalks import AccountMapping

_CPV = r"^(?:cpv:)?(\d{2,8})(?:-?(\d))?$"
_CPV_DIGITS = 8
_NO_GOODS = pl.DataFrame(schema=dict.fromkeys(("commodity", "goods_category", "goods_ref"), pl.String))


@dataclass(frozen=True, slots=True)
class Commodities:
    """The commodity crosswalks: CPV codes with their check digits, and prefix → category for each scheme."""

    cpv_codes: pl.DataFrame
    categories: Mapping[str, pl.DataFrame]


def commodity_categories(commodities: pl.DataFrame, crosswalks: Commodities) -> pl.DataFrame:
    """Return the distinct commodities that say something, with goods_category and goods_ref ("cpv:3314")."""
    distinct = commodities.select("commodity").drop_nulls().unique()
    if distinct.is_empty():
        return _NO_GOODS
    schemes = [
        _longest_prefix(_cpv(distinct, crosswalks.cpv_codes), "cpv", crosswalks.categories["cpv"]),
        _longest_prefix(_unspsc(distinct), "unspsc", crosswalks.categories["unspsc"]),
    ]
    return pl.concat(schemes)


def _cpv(distinct: pl.DataFrame, codes: pl.DataFrame) -> pl.DataFrame:
    text = pl.col("commodity").str.strip_chars().str.to_lowercase()
    read = distinct.with_columns(
        code=text.str.extract(_CPV, 1).str.pad_end(_CPV_DIGITS, "0"), given=text.str.extract(_CPV, 2)
    )
    known = read.join(codes.select("code", "check_digit"), on="code", how="inner")
    return known.filter(pl.col("given").is_null() | (pl.col("given") == pl.col("check_digit"))).select(
        "commodity", "code"
    )


def _unspsc(distinct: pl.DataFrame) -> pl.DataFrame:
    text = pl.col("commodity").str.strip_chars().str.to_lowercase()
    return distinct.with_columns(code=text.str.extract(r"^unspsc:(\d{2,8})$", 1)).drop_nulls("code")


def _longest_prefix(codes: pl.DataFrame, scheme: str, crosswalk: pl.DataFrame) -> pl.DataFrame:
    if codes.is_empty():
        return _NO_GOODS
    ordered = crosswalk.sort(pl.col("prefix").str.len_chars(), descending=True)
    matched = first_match(codes, [Conditions(starts={"code": (prefix,)}) for prefix in ordered["prefix"]])
    outcomes = ordered.select(
        pl.int_range(pl.len(), dtype=pl.UInt32).alias("_rule"),
        pl.col("category").alias("goods_category"),
        (pl.lit(f"{scheme}:") + pl.col("prefix")).alias("goods_ref"),
    )
    found = codes.with_columns(matched.alias("_rule")).join(outcomes, on="_rule", how="left")
    return found.select("commodity", "goods_category", "goods_ref")


def account_categories(accounts: pl.DataFrame, mappings: Mapping[str, Sequence[AccountMapping]]) -> pl.DataFrame:
    """Return `accounts` with account_category and account_ref; a ref without a category means "too general".

    Takes chart, account_code, account_name, function and ledger_part (all Str, nullable); ledger_part is "capital" or
    "running".
    """
    present = set(accounts["chart"].unique())
    ranked = sorted(
        (
            (_specificity(mapping), -len(prefix), order, chart, prefix, mapping)
            for chart, entries in mappings.items()
            if chart in present
            for order, mapping in enumerate(entries)
            for prefix in mapping.accounts
        ),
        key=lambda entry: entry[:5],
    )
    outcomes = pl.DataFrame(
        {
            "_rule": pl.Series(range(len(ranked)), dtype=pl.UInt32),
            "account_category": pl.Series([entry[-1].category for entry in ranked], dtype=pl.String),
            "account_ref": pl.Series([entry[-1].mapping_id for entry in ranked], dtype=pl.String),
        }
    )
    matched = first_match(accounts, [_conditions(chart, prefix, mapping) for *_, chart, prefix, mapping in ranked])
    return (
        accounts.with_columns(matched.alias("_rule"))
        .join(outcomes, on="_rule", how="left", maintain_order="left")
        .drop("_rule")
    )


def _specificity(mapping: AccountMapping) -> tuple[bool, bool, bool]:
    return not mapping.name, not mapping.functions, not mapping.ledger_part


def _conditions(chart: str, prefix: str, mapping: AccountMapping) -> Conditions:
    part = {"ledger_part": (mapping.ledger_part,)} if mapping.ledger_part else {}
    functions = {"function": mapping.functions} if mapping.functions else {}
    return Conditions(
        equal={"chart": (chart,), **part},
        starts={"account_code": (prefix,), **functions},
        matches={"account_name": mapping.name} if mapping.name else {},
    )
