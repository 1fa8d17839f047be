"""Old contracts are cut where a person would cut them, and no word is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requirements_bank.calculations.splitting import split_paragraphs, split_wordings


def wordings(text: str) -> list[str]:
    return [piece.text for piece in split_wordings(text) if not piece.is_heading]


def headings(text: str) -> list[str]:
    return [piece.text for piece in split_wordings(text) if piece.is_heading]


@pytest.mark.parametrize("mark", ["1. ", "3.2.1 ", "a) ", "(b) ", "iv) ", "§ 5 ", "Krav 7: ", "- ", "• ", "– "])
def test_a_number_or_bullet_begins_a_wording_and_goes(mark: str) -> None:
    assert wordings(f"{mark}Bilene skal gå på strøm.\n{mark}Svinnet skal veies.") == [
        "Bilene skal gå på strøm.",
        "Svinnet skal veies.",
    ]


def test_headings_are_kept_apart() -> None:
    text = "4 Miljøkrav\n4.1 Transport\nMinst 30 % skal kjøres utslippsfritt.\n\nAvfall\n\nAvfallet skal sorteres."

    assert headings(text) == ["Miljøkrav", "Transport", "Avfall"]
    assert wordings(text) == ["Minst 30 % skal kjøres utslippsfritt.", "Avfallet skal sorteres."]


def test_lines_broken_to_fit_a_page_belong_together() -> None:
    text = "Leverandøren skal bruke kjøretøy uten utslipp ved minst\n30 % av leveransene til enhetene i hele\nperioden."

    assert len(wordings(text)) == 1


def test_a_list_below_a_colon_belongs_to_its_sentence_unless_it_says_a_duty() -> None:
    belongs = "Rapporten skal vise:\n- kilometer\n- drivstoff\n\nSvinnet skal veies."
    alone = "Følgende gjelder for alle:\n• Bilene skal være elektriske.\n• Svinnet skal veies."

    assert wordings(belongs) == ["Rapporten skal vise:\n- kilometer\n- drivstoff", "Svinnet skal veies."]
    assert wordings(alone) == ["Bilene skal være elektriske.", "Svinnet skal veies."]


def test_a_quantity_at_the_beginning_of_a_line_is_no_number() -> None:
    assert wordings("30 dager etter oppstart skal planen leveres.") == ["30 dager etter oppstart skal planen leveres."]


def test_paragraphs_of_a_document_stand_alone_with_their_place() -> None:
    pieces = split_paragraphs(
        [
            ("Bilene skal være elektriske.", False),
            ("", False),
            ("Rapporten skal vise:", False),
            ("kilometer", True),
            ("drivstoff", True),
        ]
    )

    assert [(piece.text, piece.line) for piece in pieces] == [
        ("Bilene skal være elektriske.", 1),
        ("Rapporten skal vise:\n- kilometer\n- drivstoff", 3),
    ]


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n-•.: "), max_size=300)
)
def test_no_word_is_lost_and_nothing_fails(text: str) -> None:
    pieces = split_wordings(text)

    kept = re.findall(r"[^\W\d_]{6,}", " ".join(piece.text for piece in pieces))
    assert kept == re.findall(r"[^\W\d_]{6,}", " ".join(text.splitlines()))
