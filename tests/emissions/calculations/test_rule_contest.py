"""Why this rule and not another."""

import pytest

from emissions.calculations.classification import Rule
from emissions.calculations.rule_contest import Because, contest
from emissions.rules import shipped_defaults
from tests.emissions.calculations.posting_keys import keys, kostra

KEY = kostra("12300", "Arbeid", "22200", supplier_number="912345678", commodity="45233141-9")
SUPPLIER = Rule(rule_id="supplier", supplier_number="912345678", category="construction.roads")


def losers(*rules: Rule, **more: str) -> list[tuple[str, str]]:
    found = contest(keys({**KEY, **more}), rules, shipped_defaults())
    return [(one.reference, one.because) for one in found.contenders]


@pytest.mark.parametrize(
    ("other", "because"),
    [
        (Rule(rule_id="x", account="123", category="it.services"), Because.NAMES_LESS),
        (Rule(rule_id="x", supplier_number="912345678", category="it.services", inherited=True), Because.INHERITED),
        (Rule(rule_id="x", supplier_number="912345678", category="it.services", precedence=200), Because.HIGHER_NUMBER),
        (Rule(rule_id="x", supplier_number="912 345 678", category="it.services"), Because.LATER),
    ],
)
def test_an_own_rule_that_lost_says_why(other: Rule, because: Because) -> None:
    assert losers(other, SUPPLIER)[0] == ("x", because)


def test_the_shorter_prefix_loses() -> None:
    rules = [Rule(rule_id=code, account=code, category="it.services") for code in ("12", "1230")]
    assert losers(*rules)[0] == ("12", Because.SHORTER)


def test_the_shipped_ways_stand_behind_own_rules_and_say_what_they_would_have_said() -> None:
    found = contest(keys(KEY), [SUPPLIER], shipped_defaults())

    assert (found.decision["rule_ref"], found.decision["category"]) == ("supplier", "construction.roads")
    assert [(one.kind, one.because, one.decision["category"]) for one in found.contenders] == [
        ("commodity", Because.BEHIND_OWN, "maintenance.roads"),
        ("account", Because.BEHIND_OWN, "maintenance.buildings"),
    ]
    assert [one.because for one in contest(keys(KEY), [], shipped_defaults()).contenders] == [Because.BEHIND_COMMODITY]


def test_a_rule_that_brings_nothing_back_is_named() -> None:
    rule = Rule(rule_id="vat", supplier_number="912345678", category="it.services")
    found = contest(keys({**KEY, "account": "14290"}), [rule], shipped_defaults())

    assert found.decision["treatment"] == "excluded"
    assert [(one.reference, one.because) for one in found.contenders] == [("vat", Because.LEFT_OUT)]


def test_a_rule_on_the_number_that_a_supplier_is_known_by_is_named() -> None:
    known = Rule(rule_id="known", supplier_number="998877665", category="it.services", precedence=200)

    assert losers(known, SUPPLIER, supplier_identity="998877665")[0] == ("known", Because.HIGHER_NUMBER)
