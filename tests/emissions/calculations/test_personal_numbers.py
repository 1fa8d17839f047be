import pytest

from emissions.calculations.personal_numbers import without_personal_numbers


@pytest.mark.parametrize(
    ("text", "country", "shown"),
    [
        ("Refusjon 01010750160 mars", "NO", "Refusjon ••••••••••• mars"),
        ("Refusjon 010107 50160", "NO", "Refusjon •••••• •••••"),
        ("Faktura 20240117001", "NO", "Faktura 20240117001"),
        ("Hyra 850709-9805", "SE", "Hyra ••••••-••••"),
        ("Hyra 198507099805", "SE", "Hyra ••••••••••••"),
        ("Org.nr 556687-3963", "SE", "Org.nr 556687-3963"),
        ("850709-9805", "NO", "850709-9805"),
        ("", "SE", ""),
        (None, "SE", None),
    ],
)
def test_only_valid_personal_numbers_of_the_country_are_hidden(text: str, country: str, shown: str) -> None:
    assert without_personal_numbers(text, country) == shown
