"""Organisation numbers: which are valid, which belong to a person.

Validity by python-stdnum. A Swedish sole trader's number is a personal number (the third digit is 0 or 1, as months
are written); Norwegian numbers of eleven digits are personal.
"""

from typing import Final

from stdnum.no import fodselsnummer

from organisations.calculations.organisation_numbers import digits_of, is_valid_number

__all__ = ["digits_of", "is_personal", "is_valid_organisation_number"]

_SWEDISH_LENGTHS: Final = (10, 12)
_NORWEGIAN_PERSON: Final = 11
_FIRST_COMPANY_MONTH: Final = 20


def is_personal(number: str | None, country: str) -> bool:
    """Return whether the number belongs to a person rather than a company.

    >>> is_personal("850709-9805", "SE"), is_personal("556687-3963", "SE")
    (True, False)
    """
    digits = digits_of(number)
    if country == "SE":
        return len(digits) in _SWEDISH_LENGTHS and int(digits[-8:-6]) < _FIRST_COMPANY_MONTH and digits[-8:-6] != "00"
    return country == "NO" and len(digits) == _NORWEGIAN_PERSON and fodselsnummer.is_valid(digits)


def is_valid_organisation_number(number: str | None, country: str) -> bool:
    """Return whether the number is a valid public organisation number of the country.

    >>> is_valid_organisation_number("974760673", "NO"), is_valid_organisation_number("123", "NO")
    (True, False)
    """
    return is_valid_number(number, country) and not is_personal(number, country)
