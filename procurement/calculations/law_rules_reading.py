"""The rules of law out of their file, checked: an error names the rule and what is wrong with it.

What is asked of the file is written in docs/methods/law_guard.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from procurement.calculations.law_rules import (
    LANGUAGES,
    LawRule,
    LawRules,
    PurchaseKind,
    RuleKind,
    Scope,
    Source,
    Texts,
)
from procurement.calculations.law_terms_reading import read_terms
from procurement.calculations.placed_mapping import LawRuleError, Placed

NEEDED = ("id", "family", "country", "kind", "valid_from", "reference", "source", "text", "terms")
ALLOWED = (*NEEDED, "valid_to", "transition", "scope", "note")


def read_law_rules(said: Mapping[str, Any]) -> LawRules:
    """Return the rules of a file, typed; raises LawRuleError with the place where it is not as it must be."""
    file = Placed("file", said)
    file.only("version", "texts", "grounds", "documents", "rules")
    texts = {name: Placed(f"text {name}", each) for name, each in file.mapping("texts").items()}
    grounds = {code: _texts(f"ground {code}", each) for code, each in file.mapping("grounds").items()}
    rules = tuple(_rule(each, texts, grounds) for each in file.sequence("rules"))
    _check_ids(rules)
    _check_families(rules)
    documents = {code: _texts(f"document {code}", each) for code, each in file.mapping("documents").items()}
    return LawRules(str(file.taken("version")), rules, documents)


def _rule(said: Mapping[str, Any], texts: Mapping[str, Placed], grounds: Mapping[str, Texts]) -> LawRule:
    placed = Placed(f"rule {said.get('id', '?')}", said)
    placed.only(*ALLOWED)
    kind = placed.one_of("kind", RuleKind)
    words = texts.get(placed.text("text"))
    if words is None:
        raise LawRuleError(f"{placed.place}: there is no text {said['text']}")
    words.only("name", "says")
    return LawRule(
        id=placed.text("id"),
        family=placed.text("family"),
        country=placed.text("country"),
        kind=kind,
        valid_from=placed.day("valid_from"),
        valid_to=placed.day("valid_to") if said.get("valid_to") else None,
        transition=placed.text("transition", default=""),
        scope=_scope(placed.inner("scope")),
        reference=placed.text("reference"),
        source=_source(placed.inner("source")),
        note=placed.text("note", default=""),
        names=_texts(f"{words.place}, name", words.mapping("name")),
        says=_texts(f"{words.place}, says", words.mapping("says")),
        terms=read_terms(kind, placed.inner("terms"), grounds),
    )


def _scope(said: Placed) -> Scope:
    said.only("value_from", "currency", "above_eu_threshold", "contracts")
    value = said.number("value_from") if "value_from" in said.said else None
    return Scope(
        value_from=value,
        currency=said.text("currency") if value is not None else "",
        above_eu_threshold=said.truth("above_eu_threshold"),
        contracts=tuple(said.every("contracts", PurchaseKind)),
    )


def _source(said: Placed) -> Source:
    said.only("title", "publisher", "year", "url")
    url = said.text("url")
    if not url.startswith("https://"):
        raise LawRuleError(f"{said.place}: url must begin with https://")
    return Source(said.text("title"), said.text("publisher"), int(said.number("year")), url)


def _texts(place: str, said: Mapping[str, Any]) -> Texts:
    return Placed(place, said).texts(LANGUAGES)


def _check_ids(rules: Sequence[LawRule]) -> None:
    ids = [rule.id for rule in rules]
    for rule_id in ids:
        if ids.count(rule_id) > 1:
            raise LawRuleError(f"rule {rule_id}: the id stands twice")


def _check_families(rules: Iterable[LawRule]) -> None:
    """Raise where a rule ends before it begins, or two rules of one family hold on the same day."""
    families: dict[str, list[LawRule]] = {}
    for rule in rules:
        if rule.valid_to and rule.valid_to < rule.valid_from:
            raise LawRuleError(f"rule {rule.id}: it ends before it begins")
        families.setdefault(rule.family, []).append(rule)
    for family in families.values():
        for earlier, later in pairwise(sorted(family, key=lambda rule: rule.valid_from)):
            if earlier.valid_to is None or earlier.valid_to >= later.valid_from:
                raise LawRuleError(f"rule {later.id}: {earlier.id} of the same family still holds")
            if earlier.country != later.country:
                raise LawRuleError(f"rule {later.id}: {earlier.id} of the same family is of another country")
