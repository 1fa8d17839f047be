import pytest

from organisations.calculations.organisation_numbers import digits_of, is_valid_number, written_number

REAL = [
    ("NO", "974 760 673"),  # Brønnøysundregistrene
    ("NO", "922121893"),
    ("SE", "212000-1967"),  # Örebro kommun
    ("SE", "5566873963"),
    ("DK", "64 94 22 12"),  # Københavns Kommune
    ("FI", "0201256-6"),  # Helsingin kaupunki
]


@pytest.mark.parametrize(("country", "number"), REAL)
def test_real_numbers_are_valid(country: str, number: str) -> None:
    assert is_valid_number(number, country)


@pytest.mark.parametrize(("country", "number"), REAL)
def test_one_mistyped_digit_is_found(country: str, number: str) -> None:
    digits = digits_of(number)
    mistyped = digits[:-1] + str((int(digits[-1]) + 1) % 10)

    assert not is_valid_number(mistyped, country)


@pytest.mark.parametrize("number", [None, "", "0", "abc", "974760673974760673"])
@pytest.mark.parametrize("country", ["NO", "SE", "DK", "FI", "IS", ""])
def test_what_is_no_number_is_none_anywhere(number: str | None, country: str) -> None:
    assert not is_valid_number(number, country)


@pytest.mark.parametrize(
    ("country", "number", "written"),
    [
        ("NO", "974760673", "974\u00a0760\u00a0673"),
        ("SE", "2120001967", "212000-1967"),
        ("DK", "64942212", "64\u00a094\u00a022\u00a012"),
        ("FI", "02012566", "0201256-6"),
    ],
)
def test_numbers_are_written_as_the_country_does(country: str, number: str, written: str) -> None:
    assert written_number(number, country) == written
