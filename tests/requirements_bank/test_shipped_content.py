"""Every shipped requirement is complete, lawful in its wording, and tied to codes that exist."""

from collections import Counter

import pytest

from organisations.reference.categories import category_of
from organisations.reference.code_lists import cpv_codes
from requirements_bank.calculations.requirement import Kind, Level, RequirementContent
from requirements_bank.queries.lawful_words import shipped_words
from requirements_bank.services.load_shipped import CONTENT, shipped_requirements

REQUIREMENTS, PROBLEMS = shipped_requirements()
SHIPPED = [content for content, _ in REQUIREMENTS]
CODES = {content.code for content in SHIPPED}
CPV = set(cpv_codes()["code"])


def test_every_file_is_a_complete_requirement() -> None:
    assert PROBLEMS == []
    assert len(SHIPPED) == len(list(CONTENT.glob("*/*.yaml"))) == len(CODES)


@pytest.mark.parametrize("content", SHIPPED, ids=lambda content: content.code)
def test_a_shipped_requirement_names_what_exists(content: RequirementContent) -> None:
    assert (CONTENT / content.area / f"{content.code}.yaml").exists()
    assert [code for code in content.cpv if code not in CPV] == []
    assert [code for code in content.categories if category_of(code) is None] == []
    relations = content.relations
    named = {*relations.replaces, *relations.includes, *relations.conflicts_with}
    assert named <= CODES - {content.code}


@pytest.mark.parametrize("content", SHIPPED, ids=lambda content: content.code)
def test_no_wording_asks_for_what_it_may_not(content: RequirementContent) -> None:
    assert shipped_words().findings(content.wording) == ()


def test_the_bank_is_as_broad_as_it_says() -> None:
    assert len(SHIPPED) >= 84
    assert {content.kind for content in SHIPPED} == set(Kind)
    assert {content.level for content in SHIPPED} == set(Level)
    assert sum(content.is_measurable for content in SHIPPED) * 2 >= len(SHIPPED)
    assert sum(content.has_staircase for content in SHIPPED) >= 24
    assert min(Counter(content.area for content in SHIPPED).values()) >= 8
