"""What a written supplier number is: whose country's, a company's or a person's, right, wrong or none at all.

Method: docs/methods/supplier_numbers.md. In this order:
1. nothing is written, or what stands for nothing (000000-0000, NULL): missing;
2. a personal number of a country that is known: a person, whatever else it could be;
3. a prefix of a country (SE, NO … MVA, DE, CHE): that country's organisation or VAT number, or invalid;
4. the form of a country (556012-5790, 0201256-6): that country's, or invalid where it is the buyer's own;
5. plain digits that fit the buyer's country: the buyer's; the others that they fit are named, too;
6. plain digits that fit one other Nordic country alone: foreign, and said to be told by the check digit only;
7. digits as many as the buyer's country has, with a wrong check digit: invalid;
8. anything else is a number of the ledger's own: unknown.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from stdnum.ch import uid as swiss
from stdnum.eu import vat as european
from stdnum.gb import vat as british

from organisations.calculations.organisation_numbers import digits_of, is_valid_number
from suppliers.calculations.numbers import company_digits, is_anybodys, is_personal

LENGTHS: Final[Mapping[str, int]] = {"NO": 9, "SE": 10, "DK": 8, "FI": 8}
_FORMS: Final = {
    "SE": re.compile(r"(?:16)?\d{6}[-–]\d{4}"),
    "FI": re.compile(r"\d{7}[-–]\d"),
    "NO": re.compile(r"\d{3}[ .\u00a0\u202f]\d{3}[ .\u00a0\u202f]\d{3}"),
    "DK": re.compile(r"\d{2}[ \u00a0]\d{2}[ \u00a0]\d{2}[ \u00a0]\d{2}"),
}
_NORWEGIAN: Final = re.compile(r"(?:NO)?(\d{9})(?:MVA)?")
_PREFIXED: Final = re.compile(r"([A-Z]{2})([0-9A-Z]{2,13})")
_NOTHING: Final = re.compile(
    r"[0 .–-]+|(?:999[ -]?){3}|NULL|NONE|N/?A|SAKNAS|MANGLER|MANGLAR|UKJENT|OKÄND|OKAND", re.IGNORECASE
)
_OTHERS: Final = frozenset({"GB", "XI"})
_OF_MEMBERS: Final = frozenset(code.upper() for code in european.MEMBER_STATES) | {"EL"}


class NumberKind(StrEnum):
    """What a supplier's number is."""

    COMPANY = "company"
    PERSON = "person"
    FOREIGN = "foreign"
    UNKNOWN = "unknown"
    INVALID = "invalid"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class NumberReading:
    """A written number, read.

    `country` is the country that it is of, or would be of if it were right; empty where it is unknown. `number` is what
    the supplier is known by there, empty unless valid and no person's. `may_be` are other countries that the digits
    fit. `is_sure`: whether prefix, form or the buyer's own country says so, and not the check digit alone.
    """

    kind: NumberKind
    country: str = ""
    number: str = ""
    may_be: tuple[str, ...] = ()
    is_sure: bool = True

    @property
    def is_valid(self) -> bool:
        """Whether it is a public number of a company."""
        return bool(self.number)


MISSING: Final = NumberReading(NumberKind.MISSING)
_UNKNOWN: Final = NumberReading(NumberKind.UNKNOWN)


@lru_cache(maxsize=20_000)
def read_number(written: str | None, buyer: str) -> NumberReading:
    """Return what a number is, as a ledger of a buyer in the country `buyer` (two letters) writes it.

    >>> read_number("556012-5790", "NO").kind.value, read_number("556012-5790", "SE").number
    ('foreign', '5560125790')
    >>> read_number("NO 974 760 673 MVA", "SE").country, read_number("974760674", "NO").kind.value
    ('NO', 'invalid')
    """
    text = (written or "").strip()
    if not text or _NOTHING.fullmatch(text):
        return MISSING
    if person := _person(text, buyer):
        return person
    plain = re.sub(r"[^0-9A-Z]", "", text.upper())
    return _by_prefix(plain, buyer) or _by_form(text, buyer) or _by_digits(plain, buyer)


def _person(text: str, buyer: str) -> NumberReading | None:
    if not is_anybodys(text):
        return None
    order = sorted(("NO", "SE", "DK", "FI"), key=lambda country: country != buyer)
    country = next((each for each in order if is_personal(text, each)), "")
    return NumberReading(NumberKind.PERSON, country)


def _by_prefix(plain: str, buyer: str) -> NumberReading | None:
    """Return what a number with the letters of a country is; None where it has none."""
    if plain.startswith("CHE"):
        return _told("CH", plain if swiss.is_valid(plain[:12]) else "", buyer)
    if plain.endswith("MVA") or plain.startswith("NO"):
        found = _NORWEGIAN.fullmatch(plain)
        return _told("NO", found[1] if found and is_valid_number(found[1], "NO") else "", buyer) if found else None
    found = _PREFIXED.fullmatch(plain)
    if found is None or found[1] not in _OF_MEMBERS | _OTHERS:
        return None
    country, rest = found[1], found[2]
    if country in LENGTHS and rest.isdigit():
        digits = company_digits(rest, country)
        return _told(country, digits if is_valid_number(digits, country) else "", buyer)
    if not any(letter.isdigit() for letter in rest):
        return None
    check = british if country in _OTHERS else european
    return _told(country, plain if check.is_valid(plain) else "", buyer)


def _by_form(text: str, buyer: str) -> NumberReading | None:
    """Return what a number in the signs of a country is; None where it is in no such form."""
    for country, form in _FORMS.items():
        if form.fullmatch(text):
            digits = company_digits(_without_century(text), country)
            if is_valid_number(digits, country):
                return _told(country, digits, buyer)
            if country == buyer or country in ("SE", "FI"):
                return _told(country, "", buyer)
    return None


def _without_century(text: str) -> str:
    digits = digits_of(text)
    return digits[2:] if len(digits) == LENGTHS["SE"] + 2 and digits.startswith("16") else digits


def _by_digits(plain: str, buyer: str) -> NumberReading:
    if not plain.isdigit():
        return _UNKNOWN
    own = company_digits(_without_century(plain) if buyer == "SE" else plain, buyer)
    fits = tuple(country for country in LENGTHS if country != buyer and is_valid_number(plain, country))
    if buyer in LENGTHS and is_valid_number(own, buyer):
        return NumberReading(NumberKind.COMPANY, buyer, own, fits)
    if len(plain) == LENGTHS.get(buyer):
        return NumberReading(NumberKind.INVALID, buyer, "", fits)
    if len(fits) == 1:
        return NumberReading(NumberKind.FOREIGN, fits[0], plain, (), is_sure=False)
    return NumberReading(NumberKind.UNKNOWN, "", "", fits)


def _told(country: str, number: str, buyer: str) -> NumberReading:
    """Return what a number is whose country is told by how it is written; an empty number is a wrong one."""
    if not number:
        return NumberReading(NumberKind.INVALID, country)
    return NumberReading(NumberKind.COMPANY if country == buyer else NumberKind.FOREIGN, country, number)
