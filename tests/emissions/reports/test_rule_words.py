"""Rules in the same words wherever they are shown."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from emissions.calculations.rule_descriptions import RuleDescription, describe_rule
from emissions.reports.line_words import Reader
from emissions.reports.rule_words import deciding_rule, shipped_rule
from emissions.rules import shipped_defaults

DEFAULTS = shipped_defaults()
READER = Reader(sees_numbers=False, sees_persons=True, country="SE")


@pytest.mark.parametrize(
    ("kind", "reference", "says"),
    [
        ("account", "BA-001", "The account does not say what was bought"),
        ("account", "BA-002", "Electricity"),
        ("exclusion", "bas-travel-allowance", "Purchase"),
        ("exclusion", "bas-staff-purchases", "Purchase"),
        ("exclusion", "kb-travel-allowance", "Purchase"),
        ("exclusion", "kb-capital", "Capital good"),
        ("exclusion", "kostra-vat", "Left out: VAT"),
    ],
)
def test_a_shipped_rule_says_what_it_makes_of_money(kind: str, reference: str, says: str) -> None:
    found = describe_rule(kind, reference, DEFAULTS)
    row = {"rule_kind": kind, "rule_ref": reference, "reason": None}
    assert found

    with translation.override("en"):
        assert shipped_rule(found).says == says
        assert deciding_rule(row, DEFAULTS, {}, READER).says == says


def test_every_shipped_account_and_rule_says_something() -> None:
    accounts = [mapping.mapping_id for mappings in DEFAULTS.accounts.values() for mapping in mappings]
    rules = [rule.rule_id for rule in DEFAULTS.exclusions]
    described = [describe_rule("account", reference, DEFAULTS) for reference in accounts]
    described += [describe_rule("exclusion", reference, DEFAULTS) for reference in rules]

    assert [rule for rule in described if rule is None or not shipped_rule(rule).says] == []


def test_a_whole_art_is_that_art_and_begins_nothing() -> None:
    def asks(*codes: str, chart: str = "kostra") -> str:
        with translation.override("en"):
            return shipped_rule(RuleDescription("account", "x", chart=chart, codes=codes)).asks

    assert asks("230") == "Art is 230"
    assert asks("230", "12") == "Art is 230; Art (the account without its first digit) begins with 12"
    assert asks("2301") == "Art (the account without its first digit) begins with 2301"
    assert asks("230", chart="bas") == "Code begins with 230"


def test_a_note_in_english_is_folded_away_for_readers_of_another_language() -> None:
    for language, folded in (("nb", True), ("sv", True), ("en", False)):
        with translation.override(language):
            page = render_to_string("emissions/english_note.html", {"note": "The account name says fuel"})
        assert ("<details" in page, 'lang="en"' in page) == (folded, folded), language
        assert "The account name says fuel" in page
