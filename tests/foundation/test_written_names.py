"""Names that look the same are kept the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.written_names import name_key, tidy_name, tidy_title


@pytest.mark.parametrize(
    "written",
    [
        "Nordbuss  AS",
        " Nordbuss\u00a0AS\t",
        "Nord\u200bbuss AS",
        "Nord\u00adbuss\u2060 AS",
        "\u202eNordbuss AS\u202c",
        "\u2066Nordbuss AS\u2069",
        "\ufeffNordbuss \u3164AS",
        "Nordbuss\x07\r\nAS",
        "Ｎordbuss AS",
        "Nordbuss\ufe0f AS",
    ],
)
def test_what_looks_the_same_is_the_same(written: str) -> None:
    assert tidy_name(written) == "Nordbuss AS"


def test_letters_are_composed_and_capitals_compare_as_one() -> None:
    assert tidy_name("O\u0308st\u200d Ø A\u200d\u030a") == "Öst Ø Å"
    assert name_key("ÖSTBUSS  ab") == name_key("O\u0308stbuss AB")
    assert name_key("Nordbuss") != name_key("Nоrdbuss"), "a Cyrillic letter is another one"
    assert tidy_name("\u200b \u3164") == ""


@given(st.text())
def test_a_tidy_name_stays_as_it_is(text: str) -> None:
    tidy = tidy_name(text)

    assert tidy_name(tidy) == tidy
    assert name_key(tidy) == name_key(text)
    assert not any(unicodedata.category(letter) in ("Cc", "Cf") for letter in tidy)


@pytest.mark.parametrize("written", ["CO₂-fri \u202eskyss\u202c ½  år", "\u200bCO₂-fri\u00a0skyss\t½ a\u030ar\u00ad "])
def test_a_title_loses_what_nobody_sees_and_keeps_its_small_figures(written: str) -> None:
    assert tidy_title(written) == "CO₂-fri skyss ½ år"


def test_a_title_is_measured_as_it_is_kept() -> None:
    assert tidy_title("\u0958" * 300) == "\u0915\u093c" * 150, "one letter that is kept as two"
    assert tidy_title("abc def", most=4) == "abc"


@given(st.text())
def test_a_tidy_title_stays_as_it_is(text: str) -> None:
    tidy = tidy_title(text)

    assert tidy_title(tidy) == tidy
    assert not any(unicodedata.category(letter) in ("Cc", "Cf") for letter in tidy)
