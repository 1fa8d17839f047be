import pytest

from suppliers.calculations.numbers import digits_of, is_anybodys, is_personal, is_valid_organisation_number


@pytest.mark.parametrize(
    ("number", "country", "personal"),
    [
        ("850709-9805", "SE", True),  # a sole trader's
        ("198507099805", "SE", True),  # the same with its century
        ("850769-9802", "SE", True),  # a coordination number: day + 60
        ("556687-3963", "SE", False),
        ("212000-1967", "SE", False),
        ("16556687-3963", "SE", False),  # with the prefix of authorities' registers
        ("SE556017012301", "SE", False),  # a company's VAT number
        ("SE850709980501", "SE", True),  # a sole trader's VAT number: SE, the personal number, 01
        ("SE 850709-9805 01", "SE", True),
        ("850769980201", "SE", True),  # the same of a coordination number
        ("1012345678", "SE", False),  # a number of the ledger's own: no day 34
        ("8507099806", "SE", False),  # a wrong check digit
        ("850709-9806", "SE", True),  # but whoever writes the sign means a person
        ("850709+9805", "SE", True),
        ("550601012301", "SE", False),  # twelve digits of no century
        ("188507099805", "SE", True),
        ("131052-308T", "FI", True),
        ("131052-308T", "NO", False),
        ("2077474-0", "FI", False),
        ("FI20774740", "FI", False),
        ("974 760 673", "NO", False),
        ("01010050002", "NO", False),  # eleven digits with a wrong check digit
        ("", "SE", False),
        (None, "NO", False),
        ("850709-9805", "NO", False),
    ],
)
def test_a_persons_number_is_told_from_a_companys(number: str | None, country: str, personal: bool) -> None:
    assert is_personal(number, country) is personal


def test_a_finnish_code_is_a_persons_wherever_it_is_met() -> None:
    assert is_anybodys("131052-308T")


def test_a_norwegian_birth_number_is_personal() -> None:
    assert is_personal("15108695088", "NO")  # the example of python-stdnum


@pytest.mark.parametrize(
    ("number", "country", "valid"),
    [
        ("556687-3963", "SE", True),
        ("556687-3964", "SE", False),
        ("SE556687396301", "SE", True),
        ("SE850709980501", "SE", False),
        ("850709-9805", "SE", False),  # valid, but a person's
        ("974760673", "NO", True),
        ("974760674", "NO", False),
        ("15108695088", "NO", False),
        ("64942212", "DK", True),
        ("0201256-6", "FI", True),
        ("123", "NO", False),
        (None, "SE", False),
        ("556687-3963", "IS", False),
    ],
)
def test_only_public_numbers_are_valid(number: str | None, country: str, valid: bool) -> None:
    assert is_valid_organisation_number(number, country) is valid


def test_digits_are_what_is_compared() -> None:
    assert digits_of(" 556687-3963 ") == digits_of("5566873963") == "5566873963"
