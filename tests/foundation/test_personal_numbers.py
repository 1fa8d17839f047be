import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.personal_numbers import SHAPE, masked, without_personal_numbers


@pytest.mark.parametrize(
    ("text", "country", "shown"),
    [
        ("Refusjon 01010750160 mars", "NO", "Refusjon ••••••••••• mars"),
        ("Refusjon 010107 50160", "NO", "Refusjon •••••• •••••"),
        ("Faktura 20240117001", "NO", "Faktura 20240117001"),
        ("Hyra 850709-9805", "SE", "Hyra ••••••-••••"),
        ("Hyra 198507099805", "SE", "Hyra ••••••••••••"),
        ("Moms SE850709980501", "SE", "Moms SE••••••••••••"),
        ("Moms SE556017012301", "SE", "Moms SE556017012301"),
        ("Org.nr 556687-3963", "SE", "Org.nr 556687-3963"),
        ("850709-9805", "NO", "••••••-••••"),
        ("8507099805", "NO", "8507099805"),
        ("198507099805", "NO", "••••••••••••"),
        ("Moms SE19850709980501", "NO", "Moms SE••••••••••••••"),
        ("Refusjon 01010750160", "SE", "Refusjon •••••••••••"),
        *(
            (f"Refusjon 010107{sign}50160", "NO", f"Refusjon ••••••{sign}•••••")
            for sign in ("\u2011", "\u00ad", "\u2009", "\u200b", "\u2212", "_", " \u2013 ")
        ),
        ("0 1 0 1 0 7 5 0 1 6 0", "NO", "• • • • • • • • • • •"),
        ("01,01,07,50160", "NO", "••,••,••,•••••"),
        ("\u0660\u0661\u0660\u0661\u0660\u0667\u0665\u0660\u0661\u0666\u0660", "NO", "•••••••••••"),
        ("Refusjon 010107-50160", "NO", "Refusjon ••••••-•••••"),
        ("Refusjon 010107\u00a050160", "NO", "Refusjon ••••••\u00a0•••••"),
        ("Født 01.01.07 50160", "NO", "Født ••.••.•• •••••"),
        ("Ref-01010750160-Kari", "NO", "Ref-•••••••••••-Kari"),
        ("D-nummer 41019045186", "NO", "D-nummer •••••••••••"),
        ("hyra-850709-9805-mars", "SE", "hyra-••••••-••••-mars"),
        ("Hyra 850709–9805", "SE", "Hyra ••••••–••••"),
        ("Samordningsnummer 850769-9802", "SE", "Samordningsnummer ••••••-••••"),
        ("Avtal 850799-9805", "SE", "Avtal 850799-9805"),
        ("CPR 211062-5629", "DK", "CPR ••••••-••••"),
        ("Ordre 2110625628", "DK", "Ordre 2110625628"),
        ("Hetu 131052-308T", "FI", "Hetu ••••••-••••"),
        ("Hetu 131052-308T", "NO", "Hetu ••••••-••••"),
        ("01010750160 och 850709-9805", "", "••••••••••• och ••••••-••••"),
        ("Korvaus 131052-308T, 131052-308t", "FI", "Korvaus ••••••-••••, ••••••-••••"),
        ("Tilaus 131052-308A, lasku 131052-3081", "FI", "Tilaus 131052-308A, lasku 131052-3081"),
        ("Korvaus 131052-308T", "", "Korvaus ••••••-••••"),
        ("Y-tunnus 2077474-0, lasku 991352-308T", "FI", "Y-tunnus 2077474-0, lasku 991352-308T"),
        ("131052-308T", "NO", "••••••-••••"),
        ("Ersättning 010101A123N 3 st, 2024 131052-308T", "SE", "Ersättning ••••••••••• 3 st, 2024 ••••••-••••"),
        ("Best. 131052-308X", "SE", "Best. 131052-308X"),
        ("Hyra 850709-9805 3 mån", "SE", "Hyra ••••••-•••• 3 mån"),
        ("Lgh 4 850709-9805", "SE", "Lgh 4 ••••••-••••"),
        ("mars 2024 850709-9805", "SE", "mars 2024 ••••••-••••"),
        ("850709-9805/1", "SE", "••••••-••••/1"),
        ("faktura 12345 850709-9805", "SE", "faktura 12345 ••••••-••••"),
        ("15.03.2024 850709-9805", "SE", "15.03.2024 ••••••-••••"),
        ("x=1+1 850709-9805.csv", "SE", "x=1+1 ••••••-••••.csv"),
        ("4 8507099805 3, 2024 19850709-9805 1", "SE", "4 •••••••••• 3, 2024 ••••••••-•••• 1"),
        ("2024 SE850709980501 3", "SE", "2024 SE•••••••••••• 3"),
        ("Refusjon 2024 010107 50160", "NO", "Refusjon 2024 •••••• •••••"),
        ("mars 2024 010107-50160", "NO", "mars 2024 ••••••-•••••"),
        ("bilag 1234 010107 50160", "NO", "bilag 1234 •••••• •••••"),
        ("bilag 1 01010750160 2", "NO", "bilag 1 ••••••••••• 2"),
        ("3 211062-5629 4", "DK", "3 ••••••-•••• 4"),
        ("010107 50160 850709-9805 010107 50160", "", "•••••• ••••• ••••••-•••• •••••• •••••"),
        (
            "2024 556687-3963 3, konto 1234 56 78901",
            "SE",
            "2024 556687-3963 3, konto 1234 56 78901",
        ),
        ("Bilag 974 760 673 MVA, tlf 22 33 44 55 66", "NO", "Bilag 974 760 673 MVA, tlf 22 33 44 55 66"),
        ("", "SE", ""),
        (None, "SE", None),
    ],
)
def test_only_valid_personal_numbers_of_the_country_are_hidden(text: str, country: str, shown: str) -> None:
    assert without_personal_numbers(text, country) == shown


def test_a_masked_number_keeps_its_length_and_signs() -> None:
    assert (masked("19850709-9805"), masked(None)) == ("••••••••-••••", "")


def test_of_a_finnish_code_the_letters_are_masked_too() -> None:
    assert masked("131052-308T") == "••••••-••••"
    assert masked("010101A123N") == "•••••••••••"
    assert masked("SE850709980501") == "SE••••••••••••"


_WRITTEN = (
    "850709-9805",
    "19850709-9805",
    "198507099805",
    "850769-9802",
    "010107 50160",
    "010107-50160",
    "01010750160",
    "41019045186",
    "211062-5629",
    "131052-308T",
    "010101A123N",
)
_beside = st.lists(
    st.tuples(st.from_regex(r"[0-9]{1,14}|[A-Za-zåäö]{1,9}", fullmatch=True), st.sampled_from(" /.,;-+_=\t")),
    max_size=5,
)


@given(before=_beside, after=_beside, number=st.sampled_from(_WRITTEN), country=st.sampled_from(["", "NO", "SE"]))
def test_a_number_is_hidden_whatever_stands_beside_it(
    before: list[tuple[str, str]], after: list[tuple[str, str]], number: str, country: str
) -> None:
    left = "".join(group + sign for group, sign in before)
    right = "".join(sign + group for group, sign in after)
    shown = without_personal_numbers(f"{left}{number}{right}", country) or ""
    assert len(shown) == len(left + number + right)
    assert not any(sign.isalnum() for sign in shown[len(left) : len(left) + len(number)])


@given(st.lists(st.sampled_from(["556687-3963", "974760673", "2024", "3", "99", "mars", "131052-308X"]), max_size=8))
def test_numbers_that_are_nobodys_stay_readable(groups: list[str]) -> None:
    text = " ; ; ".join(groups)
    assert without_personal_numbers(text) == text


def test_a_search_finds_no_digit_of_a_number_whatever_stands_beside_it() -> None:
    for number in _WRITTEN:
        for text in (f"15.03.2024 {number}", f"1 2 3 4 5 6 7 8 {number} 3", f"Hyra {number}"):
            left = re.sub(SHAPE, " ", text)
            assert not re.search(r"\d{3}", left), (text, left)
