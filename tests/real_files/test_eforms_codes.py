"""The Norwegian codes for notices that the law guard names, against the published code list."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from procurement.calculations.law_rules import LawRule, WeightTerms
from procurement.queries.law_rules import shipped_law_rules

pytestmark = pytest.mark.real_files


@pytest.fixture(scope="module")
def published(shared: Path) -> dict[str, Any]:
    path = shared / "samples" / "eforms-nor" / "codelists" / "award-criterion-type.yaml"
    codes: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return codes


def named() -> list[tuple[LawRule, str]]:
    rules = [(rule, rule.terms) for rule in shipped_law_rules().rules if isinstance(rule.terms, WeightTerms)]
    return [
        (rule, code)
        for rule, terms in rules
        for code in (terms.eforms_criteria, terms.eforms_requirements, *(each.eforms for each in terms.grounds))
        if code
    ]


def test_every_code_of_a_rule_is_published_and_valid_from_its_day(published: dict[str, Any]) -> None:
    for rule, code in named():
        assert date.fromisoformat(published[code]["valid_from_date"]) <= rule.valid_from, code


def test_the_rule_of_today_names_no_code_that_was_replaced(published: dict[str, Any]) -> None:
    current = {code for rule, code in named() if rule.valid_to is None}

    assert {published[code]["status"] for code in current} <= {"active", "provisional"}
    assert {code for code in current if published[code].get("replaced_by")} == set()


def test_no_published_norwegian_code_is_forgotten(published: dict[str, Any]) -> None:
    assert {code for code in published if "nor-env" in code} == {code for _rule, code in named()}


def test_the_old_exemption_is_followed_by_the_one_of_the_same_ground(published: dict[str, Any]) -> None:
    old, new = (
        next(ground.eforms for ground in rule.terms.grounds if ground.code == "insignificant")
        for rule in shipped_law_rules().rules
        if isinstance(rule.terms, WeightTerms) and rule.terms.is_duty
    )

    assert published[old]["replaced_by"] == new
    assert old in published[new]["replaces"]
