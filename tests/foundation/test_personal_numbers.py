import pytest

from foundation.personal_numbers import masked, without_personal_numbers


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
        ("Hetu 131052-308T", "FI", "Hetu ••••••-•••T"),
        ("Hetu 131052-308T", "NO", "Hetu 131052-308T"),
        ("01010750160 och 850709-9805", "", "••••••••••• och ••••••-••••"),
        ("Korvaus 131052-308T, 131052-308t", "FI", "Korvaus ••••••-•••T, ••••••-•••t"),
        ("Tilaus 131052-308A, lasku 131052-3081", "FI", "Tilaus 131052-308A, lasku 131052-3081"),
        ("Korvaus 131052-308T", "", "Korvaus ••••••-•••T"),
        ("Y-tunnus 2077474-0, lasku 991352-308T", "FI", "Y-tunnus 2077474-0, lasku 991352-308T"),
        ("131052-308T", "NO", "131052-308T"),
        ("", "SE", ""),
        (None, "SE", None),
    ],
)
def test_only_valid_personal_numbers_of_the_country_are_hidden(text: str, country: str, shown: str) -> None:
    assert without_personal_numbers(text, country) == shown


def test_a_masked_number_keeps_its_length_and_signs() -> None:
    assert (masked("19850709-9805"), masked(None)) == ("••••••••-••••", "")
