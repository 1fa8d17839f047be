"""The file of the rules is read whole or refused with the place that is wrong."""

from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from procurement.calculations.law_rules import LANGUAGES, WeightTerms
from procurement.calculations.law_rules_reading import read_law_rules
from procurement.calculations.placed_mapping import LawRuleError


def in_four(text: str) -> dict[str, str]:
    return dict.fromkeys(LANGUAGES, text)


SOURCE = {"title": "An act", "publisher": "A parliament", "year": 2024, "url": "https://example.org/act"}
RULE: dict[str, Any] = {
    "id": "xx-weight-2024",
    "family": "xx-weight",
    "country": "XX",
    "kind": "climate_weight",
    "valid_from": date(2024, 1, 1),
    "valid_to": date(2024, 12, 31),
    "scope": {"value_from": 100000, "currency": "NOK", "contracts": ["works"]},
    "reference": "Section 1",
    "source": SOURCE,
    "text": "weight",
    "terms": {"percent": 30, "is_duty": True, "top": 3, "grounds": [{"code": "small", "eforms": "a-code"}]},
}
FILE: dict[str, Any] = {
    "version": "1.0",
    "texts": {"weight": {"name": in_four("Weight"), "says": in_four("At least {percent}")}},
    "grounds": {"small": in_four("small effect")},
    "documents": {"met_by_weight": in_four("It is met.")},
    "rules": [RULE],
}


def with_rule(**changes: Any) -> dict[str, Any]:
    said = deepcopy(FILE)
    said["rules"][0].update(changes)
    return said


def test_a_rule_is_read_with_everything_it_says() -> None:
    (rule,) = read_law_rules(FILE).rules

    assert (rule.id, rule.valid_from, rule.valid_to) == ("xx-weight-2024", date(2024, 1, 1), date(2024, 12, 31))
    assert (rule.scope.value_from, rule.scope.contracts) == (Decimal(100_000), ("works",))
    assert isinstance(rule.terms, WeightTerms)
    assert rule.terms.grounds[0].names["sv"] == "small effect"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kind": "wishes"}, "rule xx-weight-2024: kind wishes is none of climate_weight"),
        ({"valid_from": "2024-01-01"}, "rule xx-weight-2024: valid_from must be a day"),
        ({"valid_to": date(2023, 12, 31)}, "rule xx-weight-2024: it ends before it begins"),
        ({"text": "none"}, "rule xx-weight-2024: there is no text none"),
        ({"reference": " "}, "rule xx-weight-2024: reference must be a text"),
        ({"reference": None}, "rule xx-weight-2024: reference is missing"),
        ({"extra": 1}, "rule xx-weight-2024: extra is not known here"),
        ({"source": {**SOURCE, "url": "ftp://x"}}, "rule xx-weight-2024, source: url must begin with https://"),
        ({"source": {**SOURCE, "year": "soon"}}, "rule xx-weight-2024, source: year must be a number"),
        ({"scope": {"value_from": 1}}, "rule xx-weight-2024, scope: currency is missing"),
        ({"scope": {"value_from": -1, "currency": "NOK"}}, "scope: value_from must be a number of at least 0"),
        ({"scope": {"above_eu_threshold": "yes"}}, "scope: above_eu_threshold must be true or false"),
        ({"scope": {"contracts": ["gifts"]}}, "scope: contracts gifts is none of goods, services, works"),
        ({"terms": {"percent": 130, "is_duty": True}}, "rule xx-weight-2024, terms: percent must be at most 100"),
        ({"terms": {"percent": 30, "is_duty": True}}, "rule xx-weight-2024, terms: top is missing"),
        ({"terms": {"percent": 30, "is_duty": False, "top": 3}}, "terms: top is not known here"),
        (
            {"terms": {"percent": 30, "is_duty": True, "top": 3, "grounds": [{"code": "other"}]}},
            "rule xx-weight-2024, terms, ground 1: there is no ground other",
        ),
        (
            {"kind": "vehicles", "terms": {"classes": ["M9"], "percent": 1}},
            "rule xx-weight-2024, terms: classes M9 is none of M1",
        ),
        (
            {"kind": "checklist", "terms": {"items": [{"code": "a", "question": {"nb": "?"}}]}},
            "rule xx-weight-2024, terms, item 1, question: nn is missing",
        ),
        ({"kind": "wording", "terms": {"refuses": []}}, "terms: refuses must be a list with something in it"),
        ({"terms": ["percent"]}, "rule xx-weight-2024, terms: a mapping was expected"),
    ],
)
def test_an_error_names_its_place(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(LawRuleError) as raised:
        read_law_rules(with_rule(**changes))

    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({}, "rule xx-weight-2024: the id stands twice"),
        ({"id": "later"}, "xx-weight-2024 of the same family still holds"),
        ({"id": "later", "valid_from": date(2024, 12, 31), "valid_to": None}, "rule later: xx-weight-2024"),
        (
            {"id": "later", "valid_from": date(2025, 1, 1), "valid_to": None, "country": "YY"},
            "of the same family is of another country",
        ),
    ],
)
def test_rules_of_a_family_follow_each_other(changes: dict[str, Any], message: str) -> None:
    said = with_rule()
    said["rules"].append({**deepcopy(RULE), **changes})

    with pytest.raises(LawRuleError) as raised:
        read_law_rules(said)

    assert message in str(raised.value)


def test_a_text_stands_in_every_language() -> None:
    said = with_rule()
    del said["texts"]["weight"]["says"]["nn"]

    with pytest.raises(LawRuleError) as raised:
        read_law_rules(said)

    assert str(raised.value) == "text weight, says: nn is missing"


def test_an_unknown_rule_is_no_rule() -> None:
    with pytest.raises(KeyError):
        read_law_rules(FILE).rule("other")
