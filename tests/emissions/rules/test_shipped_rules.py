import re

import pytest

from emissions.calculations.factor_set_format import load_factor_set
from emissions.calculations.results import Treatment
from emissions.rules import RULES, exclusion_rules, policies, reasons, shipped_defaults, shipped_version
from organisations.reference.crosswalks import CHARTS, category_factors

NAMES = ("nb", "nn", "sv", "en")
EXPLANATIONS = ("nb", "sv", "en")


def test_rule_ids_are_unique_and_every_chart_has_rules() -> None:
    ids = [rule.rule_id for rule in exclusion_rules()]
    assert len(ids) == len(set(ids))
    assert {rule.chart for rule in exclusion_rules()} == set(CHARTS)


def test_every_rule_names_something_and_says_why_in_three_languages() -> None:
    assert [r.rule_id for r in exclusion_rules() if not (r.accounts or r.account_classes)] == []
    assert [r.rule_id for r in exclusion_rules() if not all(r.explanation.get(lang) for lang in EXPLANATIONS)] == []
    assert [r.rule_id for r in exclusion_rules() if not r.source] == []
    assert all(re.compile(rule.name) for rule in exclusion_rules())


def test_what_is_left_out_has_a_reason_with_names_and_what_counts_has_none() -> None:
    for rule in exclusion_rules():
        assert (rule.reason in reasons()) == (rule.treatment is Treatment.EXCLUDED)
    assert [code for code, names in reasons().items() if not all(names.get(language) for language in NAMES)] == []


def test_policies_are_named_explained_and_used() -> None:
    assert {rule.policy for rule in exclusion_rules()} - {""} == set(policies())
    for policy in policies().values():
        assert all(policy.names.get(language) for language in NAMES)
        assert all(policy.explanation.get(language) for language in EXPLANATIONS)


def test_defaults_take_choices_and_keep_the_rest() -> None:
    chosen = shipped_defaults({"count_free_choice_schools": False}).policies
    assert dict(chosen) == {code: policy.default for code, policy in policies().items()} | {
        "count_free_choice_schools": False
    }


def test_the_version_fits_the_column_that_keeps_it_and_names_the_content() -> None:
    assert re.fullmatch(r"1\.1\+[0-9a-f]{12}", shipped_version())
    assert shipped_defaults().version == shipped_version()


@pytest.mark.parametrize("code", ["no-snac", "no-dta", "us-epa-1.3.0", "us-epa-1.2"])
def test_every_factor_behind_a_category_is_in_the_shipped_set(code: str) -> None:
    known = {factor.code for factor in load_factor_set(RULES.parent / "factor_sets" / code).factors}
    asked = {factor for weights in category_factors(code).values() for factor, _ in weights}
    assert asked - known == set()
