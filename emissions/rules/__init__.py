"""The shipped rules on which ledger lines count, read from the YAML files beside this module.

Reads files and knows neither Django nor the database. Method: docs/methods/exclusions.md.
"""

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from emissions.calculations.classification import Defaults
from emissions.calculations.crosswalk_matching import Commodities
from emissions.calculations.exclusions import ExclusionRule, Policy, chosen_policies
from emissions.calculations.results import Treatment
from organisations.reference.account_patterns import prefixes
from organisations.reference.categories import category_leaves
from organisations.reference.code_lists import account_groups, cpv_codes, kostra_arts
from organisations.reference.crosswalks import CHARTS, COMMODITY_SCHEMES, account_mappings, commodity_categories
from organisations.reference.sources import REFERENCE

RULES = Path(__file__).parent
VERSION = "1.1"
OLDEST_ACCOUNTS = date(2004, 1, 1)  # for older ones no rule is right: Norway compensates VAT since then

_DECIDING_FILES = (
    "categories/categories.yaml",
    "crosswalks/accounts_*.csv",
    "crosswalks/cpv.csv",
    "crosswalks/unspsc.csv",
)


@cache
def exclusion_rules() -> tuple[ExclusionRule, ...]:
    """Return the rules of all charts, each chart's in the order in which they decide."""
    found: list[ExclusionRule] = []
    for chart in CHARTS:
        document = _document(f"{chart}.yaml")
        found.extend(read_rule(document, entry) for entry in document["rules"])
    return tuple(found)


@cache
def policies() -> Mapping[str, Policy]:
    """Return by code the choices that an organisation may make."""
    return MappingProxyType(
        {
            code: Policy(code, entry["default"], entry["names"], entry["explanation"])
            for code, entry in _document("policies.yaml").items()
        }
    )


@cache
def reasons() -> Mapping[str, Mapping[str, str]]:
    """Return by reason code its names by language (nb, nn, sv, en), for excluded and for unclassified money."""
    document = _document("reasons.yaml")
    return MappingProxyType(document["excluded"] | document["unclassified"])


@cache
def excluded_reasons() -> Mapping[str, Mapping[str, str]]:
    """Return by code the names of the reasons for which money is left out; an own rule may give any of them."""
    return MappingProxyType(_document("reasons.yaml")["excluded"])


def shipped_defaults(choices: Mapping[str, bool] | None = None) -> Defaults:
    """Return what `classify` needs beside the own rules: shipped rules and crosswalks under the chosen policies.

    Policies that are not chosen keep their default; an unknown one is a KeyError.
    """
    return Defaults(
        version=shipped_version(),
        exclusions=exclusion_rules(),
        policies=chosen_policies(policies().values(), choices or {}),
        commodities=Commodities(
            cpv_codes(), MappingProxyType({scheme: commodity_categories(scheme) for scheme in COMMODITY_SCHEMES})
        ),
        accounts=MappingProxyType({chart: account_mappings(chart) for chart in CHARTS}),
        known_accounts=_known_accounts(),
        energy=frozenset(code for code, category in category_leaves().items() if category.is_energy),
    )


@cache
def shipped_version() -> str:
    """Return the version of everything that decides a classification: a number and a hash of the files' content."""
    files = [path for pattern in _DECIDING_FILES for path in REFERENCE.glob(pattern)] + list(RULES.glob("*.yaml"))
    digest = hashlib.sha256()
    for path in sorted(files, key=lambda path: path.name):
        digest.update(path.name.encode() + path.read_bytes())
    return f"{VERSION}+{digest.hexdigest()[:12]}"


@cache
def _known_accounts() -> Mapping[str, tuple[str, ...]]:
    arts = tuple(kostra_arts()["code"])
    groups = {chart: tuple(account_groups(chart)["prefix"]) for chart in ("kommun_bas", "bas", "fi_kunta")}
    return MappingProxyType({"kostra": arts, **groups})


@cache
def _document(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((RULES / name).read_text(encoding="utf-8"))
    return loaded


def read_rule(document: Mapping[str, Any], entry: Mapping[str, Any]) -> ExclusionRule:
    """Return one rule of a file; ValueError for one that does not hold for all accounts."""
    since, until = entry.get("valid_from", OLDEST_ACCOUNTS), entry.get("valid_to")
    if since > OLDEST_ACCOUNTS or until:
        message = f"{entry['id']} does not hold for all accounts; a rule cannot begin or end between them."
        raise ValueError(message)
    policy, value = next(iter(entry.get("policy", {}).items()), ("", True))
    return ExclusionRule(
        rule_id=entry["id"],
        chart=document["chart"],
        treatment=Treatment(entry["treatment"]),
        reason=entry.get("reason"),
        accounts=prefixes(entry.get("accounts", "")),
        account_classes=tuple(entry.get("account_classes", "").split()),
        functions=prefixes(entry.get("functions", "")),
        name=entry.get("name", ""),
        movement=entry.get("movement", ""),
        policy=policy,
        policy_value=value,
        explanation=MappingProxyType(entry["explanation"]),
        source=entry.get("source", document["source"]),
    )
