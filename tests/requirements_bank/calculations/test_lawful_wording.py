"""Origin, places, trademarks and bare labels are found in every language; lawful wordings are left alone."""

from pathlib import Path

import pytest

from requirements_bank.queries.lawful_words import shipped_words


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("origin", "Maten skal være kortreist."),
        ("origin", "Livsmedlen ska vara närproducerade."),
        ("origin", "Use locally produced food."),
        ("place", "Lageret skal ligge i Oslo."),
        ("trademark", "Datamaskinene skal ha Windows."),
        ("label", "Produktene skal være merket med Svanemerket."),
        ("label", "Varorna ska vara KRAV-märkta."),
    ],
)
def test_what_may_not_be_asked_for_is_found(rule: str, text: str) -> None:
    assert [finding.rule for finding in shipped_words().findings({"nb": text})] == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "Produktene skal oppfylle kravene til Svanemerket eller tilsvarende.",
        "Varorna ska uppfylla kraven i KRAV eller motsvarande.",
        "Products shall meet the criteria of the Nordic Swan or equivalent.",
        "Leverandøren skal oppfylle alle krav i kontrakten.",
        "Kraven gäller under hela avtalsperioden.",
        "Apples and windows are words, not marks.",
    ],
)
def test_a_lawful_wording_is_left_alone(text: str) -> None:
    assert shipped_words().findings({"en": text}) == ()


def test_the_method_page_says_what_is_found() -> None:
    page = (Path(__file__).parents[3] / "docs/methods/lawful_wording.md").read_text(encoding="utf-8")
    rows = [line.strip("|\n ").split(" | ") for line in page.split("## Worked example")[1].splitlines() if "|" in line]

    for wording, said in rows[2:]:
        found = [f"{finding.rule}: {finding.words}" for finding in shipped_words().findings({"nb": wording})]
        assert found == ([] if said == "none" else [said])
