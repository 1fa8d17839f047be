"""The shipped rules of law: dated without gaps or overlaps, sourced, worded, and in line with the project."""

import re
from datetime import date, timedelta
from itertools import pairwise
from string import Formatter

import pytest

from procurement.calculations.law_rules import (
    LANGUAGES,
    ChangeTerms,
    ChecklistTerms,
    LawRule,
    RuleKind,
    VehicleCount,
    VehicleTerms,
    WeightTerms,
    WordingTerms,
)
from procurement.queries.law_rules import shipped_law_rules
from requirements_bank.calculations.lawful_wording import RULES as LAWFUL_WORDING
from requirements_bank.queries.limits import shipped_limits

RULES = shipped_law_rules().rules
EFORMS = {
    "quality-nor-env-criteria",
    "quality-nor-env-spec",
    "quality-nor-env-none",
    "quality-nor-env-exempt-insignificant",
    "quality-nor-env-exempt-critical-interest",
    "quality-nor-env-exempt-national-minimum",
}


def weight_terms(rule: LawRule) -> WeightTerms:
    assert isinstance(rule.terms, WeightTerms)
    return rule.terms


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_what_it_is_and_where_it_stands(rule: LawRule) -> None:
    assert re.fullmatch(rf"{rule.country.lower()}-[a-z-]+-{rule.valid_from.year}", rule.id)
    assert rule.id == f"{rule.family}-{rule.valid_from.year}"
    assert rule.reference
    assert 2011 <= rule.source.year <= rule.valid_from.year + 1
    assert set(rule.names) == set(rule.says) == set(LANGUAGES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_wording_of_a_rule_has_the_same_places_in_every_language(rule: LawRule) -> None:
    places = [{field for _t, field, _f, _c in Formatter().parse(text) if field} for text in rule.says.values()]

    assert all(each == places[0] for each in places)


def test_rules_of_a_family_follow_each_other_without_a_gap() -> None:
    families = {rule.family: [each for each in RULES if each.family == rule.family] for rule in RULES}
    for family in families.values():
        for earlier, later in pairwise(sorted(family, key=lambda rule: rule.valid_from)):
            assert earlier.valid_to is not None
            assert earlier.valid_to + timedelta(days=1) == later.valid_from


def test_every_kind_of_rule_is_there_for_the_country_that_has_it() -> None:
    kinds = {country: {rule.kind for rule in RULES if rule.country == country} for country in ("NO", "SE")}

    assert set(RuleKind) - kinds["NO"] == {RuleKind.CHECKLIST}
    assert set(RuleKind) - kinds["SE"] == {RuleKind.CLIMATE_WEIGHT}


def test_the_norwegian_eras_begin_on_their_days() -> None:
    eras = [rule for rule in RULES if rule.family == "no-climate-weight"]

    assert [rule.valid_from for rule in eras] == [date(2017, 5, 1), date(2024, 1, 1), date(2026, 7, 1)]
    assert [len(weight_terms(rule).grounds) for rule in eras] == [0, 1, 3]
    assert [weight_terms(rule).is_duty for rule in eras] == [False, True, True]
    assert all(rule.transition for rule in eras)


def test_the_duty_is_the_one_that_baskets_are_held_against() -> None:
    duties = {
        (rule.country, rule.valid_from, rule.valid_to, int(terms.percent), rule.reference, terms.requirements_instead)
        for rule in RULES
        if isinstance(terms := rule.terms, WeightTerms) and terms.is_duty
    }

    assert duties == {
        (law.country, law.valid_from, law.valid_to, law.percent, law.law, law.instead) for law in shipped_limits().laws
    }


def test_codes_for_the_notice_are_known_and_none_is_forgotten() -> None:
    named = set()
    for rule in RULES:
        if isinstance(terms := rule.terms, WeightTerms):
            named |= {terms.eforms_criteria, terms.eforms_requirements, *(ground.eforms for ground in terms.grounds)}

    assert named - {""} == EFORMS


def test_half_of_the_clean_buses_are_without_emission() -> None:
    buses = [rule.terms for rule in RULES if rule.family == "se-vehicles-bus"]

    assert [2 * (each.zero_emission_percent or 0) for each in buses if isinstance(each, VehicleTerms)] == [45, 65]


def test_norway_counts_only_vehicles_without_emission() -> None:
    norwegian = [rule.terms for rule in RULES if rule.country == "NO" and isinstance(rule.terms, VehicleTerms)]

    assert {(int(each.percent), each.counts) for each in norwegian} == {(100, VehicleCount.ZERO_EMISSION)}


def test_what_may_not_be_asked_for_is_what_the_bank_looks_for() -> None:
    assert {each.terms.refuses for each in RULES if isinstance(each.terms, WordingTerms)} == {LAWFUL_WORDING}


def test_items_and_grounds_are_named_once() -> None:
    for rule in RULES:
        codes = [item.code for item in rule.terms.items] if isinstance(rule.terms, ChecklistTerms) else []
        if isinstance(rule.terms, WeightTerms | VehicleTerms | ChangeTerms):
            codes = [ground.code for ground in rule.terms.grounds]
        assert len(codes) == len(set(codes))
