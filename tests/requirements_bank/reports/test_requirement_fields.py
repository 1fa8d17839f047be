"""Whatever a version says or lacks becomes a text per field, and never an error."""

from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from requirements_bank.reports.difference_words import differences_of
from requirements_bank.reports.requirement_fields import field_texts
from requirements_bank.services.load_shipped import shipped_requirements
from tests.factories.bank import said, texts

FIELDS = [*said("EGN-1"), "staircase", "effect", "relations", "review_on"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def test_fields_are_told_in_the_readers_words() -> None:
    content = said(
        "EGN-1",
        staircase=[{"month": 24, "threshold": 70}],
        effect={"low": 40, "high": 90, "unit": "% CO2e", "note": texts("Per km."), "source": {"title": "Studie"}},
        relations={"replaces": ["EGN-0"]},
    )
    with override("nb"):
        told = field_texts(content, "nb")

    assert {name: told[name] for name in ("level", "wording", "variables", "measure", "staircase", "effect")} == {
        "level": "Basis",
        "wording": "Minst [Andel] av leveransene skal skje med lastesykkel.",
        "variables": "Andel: prosent, 10–100, foreslått 40",
        "measure": "Minst [Andel] per kvartal: Andel leveranser",
        "staircase": "Måned 24: 70",
        "effect": "40–90\u00a0% lavere CO2e. Per km.\nStudie",
    }
    assert told["relations"] == "Erstatter: EGN-0"


@given(st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=4), st.sampled_from(["nb", "sv", "fi"]))
def test_a_draft_may_say_anything(changes: dict[str, Any], language: str) -> None:
    content = {**said("EGN-1"), **changes}

    assert all(isinstance(text, str) for text in field_texts(content, language).values())
    assert differences_of(content, changes, language)


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "en"])
def test_every_shipped_requirement_says_all_that_it_must(language: str) -> None:
    read, problems = shipped_requirements()
    assert problems == []
    for content, stored in read:
        told = field_texts(stored, language)
        missing = {"title", "kind", "level", "wording", "motive", "proof", "market"} - {
            name for name, text in told.items() if text
        }
        assert missing == set(), content.code
