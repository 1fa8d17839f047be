"""Organisation numbers: which are valid, which belong to a person.

Validity by python-stdnum. A Swedish sole trader's number is a personal number, and their VAT number (SE…01) holds it;
Norwegian numbers of eleven digits are personal, as are Danish ones that begin with a day of birth and Finnish personal
identity codes by their shape.
"""

import re
from typing import Final

from stdnum.dk import cpr

from foundation.personal_numbers import COUNTRIES, is_born_in_sweden, is_finnish_code, is_personal_number
from organisations.calculations.organisation_numbers import digits_of, is_valid_number

__all__ = ["company_digits", "digits_of", "is_anybodys", "is_personal", "is_valid_organisation_number", "with_signs"]

_AS_SWEDES_WRITE: Final = re.compile(r"(?:SE ?)?(?:\d\d)?(\d{6})[-+–](\d{4})(?: ?01)?", re.IGNORECASE)
_AS_DANES_WRITE: Final = re.compile(r"\d{6}-\d{4}")
_SWEDISH_VAT: Final = re.compile(r"(\d{10})01")
_AFTER_SIGN, _AFTER_SIGN_OF_VAT = 4, 6
_FIRST_COMPANY_MONTH: Final = 20  # the third and fourth digits of a Swedish company's number are at least that


def is_personal(number: str | None, country: str) -> bool:
    """Return whether the number belongs to a person rather than a company.

    A Swedish or Danish number written with its sign is a person's by its day of birth alone: a wrong check digit is a
    slip of the pen then, and the number is not shown for it. Without the sign it may be any number of a ledger's own,
    and the check digit must be right.

    >>> is_personal("850709-9805", "SE"), is_personal("556687-3963", "SE"), is_personal("SE556017012301", "SE")
    (True, False, False)
    """
    if is_personal_number(digits_of(number), country):
        return True
    text = (number or "").strip()
    if country == "FI":
        return is_finnish_code(text)
    if country == "DK":
        return bool(_AS_DANES_WRITE.fullmatch(text)) and bool(cpr.is_valid(text))
    written = _AS_SWEDES_WRITE.fullmatch(text) if country == "SE" else None
    return written is not None and is_born_in_sweden("".join(written.groups()))


def is_anybodys(number: str | None) -> bool:
    """Return whether the number belongs to a person of any country that is known.

    A Swedish sole trader delivers in Norway, too: whatever is shown to others or searched asks for every country.

    >>> is_anybodys("850709-9805"), is_anybodys("01010750160"), is_anybodys("974760673"), is_anybodys(None)
    (True, True, False, False)
    """
    return any(is_personal(number, country) for country in (*COUNTRIES, "FI"))


def with_signs(number: str) -> tuple[str, ...]:
    """Return a number without its signs, and with those that persons' numbers have: what else is equal to it then.

    >>> with_signs("131052308T")
    ('131052308T', '131052-308T', '131052+308T', '1310-52308T', '1310+52308T')
    """
    plain = re.sub(r"[^0-9A-Z]", "", number.upper())
    places = (-_AFTER_SIGN, -_AFTER_SIGN_OF_VAT)
    return (plain, *(f"{plain[:place]}{sign}{plain[place:]}" for place in places for sign in "-+"))


def company_digits(number: str | None, country: str) -> str:
    """Return the digits by which a company is known: of a Swedish VAT number the ten inside.

    >>> company_digits("SE556017012301", "SE"), company_digits("974 760 673", "NO")
    ('5560170123', '974760673')
    """
    digits = digits_of(number)
    vat = _SWEDISH_VAT.fullmatch(digits) if country == "SE" else None
    return vat[1] if vat and int(vat[1][2:4]) >= _FIRST_COMPANY_MONTH else digits


def is_valid_organisation_number(number: str | None, country: str) -> bool:
    """Return whether the number is a valid public organisation number of the country.

    >>> is_valid_organisation_number("974760673", "NO"), is_valid_organisation_number("123", "NO")
    (True, False)
    """
    return is_valid_number(company_digits(number, country), country) and not is_personal(number, country)
