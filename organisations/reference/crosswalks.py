"""Crosswalks: from commodity codes and accounts to purchase categories, and from categories to factor codes.

Method: docs/methods/categories.md. Data and versions: `crosswalks/` with its `source.toml`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType

import polars as pl

from organisations.reference.account_patterns import prefixes
from organisations.reference.sources import REFERENCE, rows, sources

FOLDER = "crosswalks"
CHARTS = ("kostra", "kommun_bas", "bas", "fi_kunta")
COMMODITY_SCHEMES = ("cpv", "unspsc")


@dataclass(frozen=True, slots=True)
class AccountMapping:
    """One row of an account crosswalk: where all given conditions hold, the category; None says "too general".

    `accounts` and `functions` are prefixes, of which any may match (KOSTRA: of the account without its class digit);
    `ledger_part` is "capital", "running" or empty for both; `name` is a regular expression on the account's name.
    """

    mapping_id: str
    accounts: tuple[str, ...]
    ledger_part: str
    functions: tuple[str, ...]
    name: str
    category: str | None
    rationale: str


@dataclass(frozen=True, slots=True)
class FactorGap:
    """A category that a factor set cannot serve: reason code, and the reason in words by language (nb, sv, en)."""

    factor_set: str
    category: str
    reason: str
    explanation: Mapping[str, str]


@cache
def commodity_categories(scheme: str) -> pl.DataFrame:
    """Return prefix and category for `cpv` or `unspsc`; the longest prefix of a code decides."""
    return pl.read_csv(REFERENCE / FOLDER / sources(FOLDER)[scheme].file, infer_schema=False)


@cache
def account_mappings(chart: str) -> tuple[AccountMapping, ...]:
    """Return the crosswalk of a chart (one of `CHARTS`) in file order; KeyError for another chart."""
    return tuple(
        AccountMapping(
            mapping_id=row["id"],
            accounts=prefixes(row["account"]),
            ledger_part=row["ledger_part"],
            functions=prefixes(row["function"]),
            name=row["name"],
            category=row["category"] or None,
            rationale=row["rationale"],
        )
        for row in rows(FOLDER, sources(FOLDER)[f"accounts_{chart}"].file)
    )


@cache
def category_factors(factor_set: str) -> Mapping[str, tuple[tuple[str, Decimal], ...]]:
    """Return by category the factor codes of a set with their weights, which sum to one; empty for an unknown set."""
    source = sources(FOLDER).get(f"factors_{factor_set}")
    found: dict[str, tuple[tuple[str, Decimal], ...]] = {}
    for row in rows(FOLDER, source.file) if source else ():
        weight = (row["factor"], Decimal(row["weight"]))
        found[row["category"]] = (*found.get(row["category"], ()), weight)
    return MappingProxyType(found)


@cache
def factor_rationales(factor_set: str) -> Mapping[str, str]:
    """Return by category why these factors stand for it (English); empty for an unknown set."""
    source = sources(FOLDER).get(f"factors_{factor_set}")
    return MappingProxyType({row["category"]: row["rationale"] for row in rows(FOLDER, source.file)} if source else {})


@cache
def factor_gaps() -> tuple[FactorGap, ...]:
    """Return the categories that have no factor in a set on purpose."""
    return tuple(
        FactorGap(
            factor_set=row["factor_set"],
            category=row["category"],
            reason=row["reason"],
            explanation=MappingProxyType({language: row[f"explanation_{language}"] for language in ("nb", "sv", "en")}),
        )
        for row in rows(FOLDER, sources(FOLDER)["factor_gaps"].file)
    )


@cache
def catch_all_mappings() -> Mapping[str, str]:
    """Return by id the rows of account crosswalks for catch-all accounts, and why each is one (English).

    Such an account holds goods of many kinds, and neither its number nor its name says which, so that the category of
    the row is right for a part of the money only. The list decides no category.
    """
    file = sources(FOLDER)["catch_all"].file
    return MappingProxyType({row["id"]: row["rationale"] for row in rows(FOLDER, file)})
