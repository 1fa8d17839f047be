"""Every shipped example is complete, tied to codes that exist, and says only what its source says."""

import pytest

from organisations.reference.categories import category_of
from requirements_bank.calculations.example import ExampleContent
from requirements_bank.services.load_shipped import CONTENT, EXAMPLES, shipped_examples

READ, PROBLEMS = shipped_examples()
SHIPPED = [content for content, _ in READ]
REQUIREMENTS = {path.stem for path in CONTENT.glob("*/*.yaml")}


def test_every_file_is_a_complete_example() -> None:
    assert PROBLEMS == []
    assert len(SHIPPED) == len(list(EXAMPLES.glob("*"))) == len({content.code for content in SHIPPED})
    assert len(SHIPPED) >= 15


@pytest.mark.parametrize("content", SHIPPED, ids=lambda content: content.code)
def test_a_shipped_example_names_what_exists(content: ExampleContent) -> None:
    assert (EXAMPLES / f"{content.code}.yaml").exists()
    assert [code for code in content.categories if category_of(code) is None] == []
    assert set(content.requirements) <= REQUIREMENTS


@pytest.mark.parametrize("content", SHIPPED, ids=lambda content: content.code)
def test_a_shipped_example_is_published_somewhere_and_names_nobody(content: ExampleContent) -> None:
    assert content.sources
    assert (content.contact, content.is_demonstration) == ("", False)


def test_examples_show_requirements_of_several_areas() -> None:
    assert len({area for content in SHIPPED for area in content.areas}) >= 5
    assert len({code for content in SHIPPED for code in content.requirements}) >= 10
