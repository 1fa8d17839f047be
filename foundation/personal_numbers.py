"""Hide personal numbers that stand in free text: reimbursements, rents, grants to a person, cells quoted in problems.

Only what is a valid personal number is hidden, so that invoice and agreement numbers stay readable: those of the
national registers with their usual signs between the digits, Norwegian D-numbers and Swedish coordination numbers too.
So are Finnish codes (131052-308T), with their letters. Danish numbers have no check digit any more; one is hidden if it
holds a day of birth and keeps the old check, as most.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from stdnum import luhn
from stdnum.dk import cpr
from stdnum.fi import hetu
from stdnum.no import fodselsnummer
from stdnum.se import personnummer

# Blanks, dashes and signs without a width, as they come along from Word, Excel and PDF; and what people type.
_SIGN: Final = r"[-+./_, \u00a0\u00ad\u2000-\u200d\u2010-\u2015\u202f\u205f\u2060\u2212\u3000\ufeff]"
_DASH: Final = re.compile(r"\d[-+\u2010-\u2015\u2212]\d{4}$")
# Digits that may belong together: what is looked through for numbers, so that all else is read once and fast.
_RUN: Final = re.compile(rf"\d(?:{_SIGN}{{0,3}}\d){{9,}}")
_BIRTH_AND_FOUR: Final = rf"\d\d{_SIGN}?\d\d{_SIGN}?\d\d{_SIGN}{{0,3}}\d{{4}}"
_SHAPES: Final = (
    rf"(?:\d{_SIGN}{{0,3}}){{10}}\d",  # eleven digits, however they are parted
    _BIRTH_AND_FOUR,
    rf"{_BIRTH_AND_FOUR}01",
    rf"\d\d{_SIGN}?{_BIRTH_AND_FOUR}",
    rf"\d\d{_SIGN}?{_BIRTH_AND_FOUR}01",
)
# Where digits begin, whatever of each shape stands there: what is beside a number may not hide it by joining it.
_CANDIDATES: Final = re.compile(r"(?<!\d)(?=\d)" + "".join(rf"(?=((?:{shape})(?!\d))?)" for shape in _SHAPES))
_FINNISH_SIGN: Final = "[-+A-FU-Ya-fu-y]"
_FINNISH_CODE: Final = rf"[0-3](?<![0-9A-Za-z][0-3])\d[01]\d{{3}}{_FINNISH_SIGN}\d{{3}}[0-9A-Ya-y](?![0-9A-Za-z])"
_FINNISH: Final = re.compile(_FINNISH_CODE, re.ASCII)
# For PostgreSQL: everything that may hold such a number, to be taken out of a text before it is searched.
SHAPE: Final = (
    rf"(\d[^0-9A-Za-z]{{0,3}}){{9,}}({_FINNISH_SIGN}\d{{3}})?[0-9A-Ya-y]|\d{{6}}{_FINNISH_SIGN}\d{{3}}[0-9A-Ya-y]"
)
_NO_DIGIT: Final = re.compile(r"\D+")
_COORDINATION: Final = 60  # added to the day of birth in a Swedish coordination number
_SYNTHETIC: Final = 40  # added to the month of birth in Norwegian numbers that are made for tests and hospitals
_SHORT_SWEDISH, _LONG_SWEDISH, _LONG_SWEDISH_VAT = 10, 12, 14
_DAYS, _MONTHS = 31, 12
_NORWEGIAN, _DANISH = 11, 10
_LENGTHS: Final = (_SHORT_SWEDISH, _NORWEGIAN, _LONG_SWEDISH, _LONG_SWEDISH_VAT)
# 16 stands before companies' numbers in authorities' registers; what follows may be a person's all the same.
_CENTURIES: Final = ("16", "18", "19", "20")
_OF_VAT: Final = "01"


def masked(number: str | None) -> str:
    """Return the number with every digit hidden but its length kept; of a Finnish code the letters too.

    >>> masked("850709-9805"), masked("131052-308T")
    ('••••••-••••', '••••••-••••')
    """
    text = _FINNISH.sub(lambda code: _hidden(code[0]) if _is_of_day(code[0]) else code[0], number or "")
    return re.sub(r"\d", "•", text)


def without_personal_numbers(text: str | None, country: str = "") -> str | None:
    """Return the text with the digits of every personal number of the country hidden; of every known one without it.

    So are those of other countries that are sure to be such: Norwegian ones, whose two check digits hit by chance once
    in a hundred times, Finnish codes, and Swedish and Danish ones with a dash before the last four digits, or with the
    century. Digits before or after a number do not join it.

    >>> without_personal_numbers("Refusjon 010107 50160 faktura 20240117001", "NO")
    'Refusjon •••••• ••••• faktura 20240117001'
    >>> without_personal_numbers("Hyra mars 2024 850709-9805 3 mån", "SE")
    'Hyra mars 2024 ••••••-•••• 3 mån'
    >>> without_personal_numbers("Kulukorvaus 131052-308T", "FI")
    'Kulukorvaus ••••••-••••'
    """
    if not text:
        return text
    text = _FINNISH.sub(lambda code: _hidden(code[0]) if _is_finnish(code[0]) else code[0], text)
    return _RUN.sub(lambda run: _without_numbers_of(run[0], country), text)


def findable(key: str | None, *, numbers_are_seen: bool) -> str | None:
    """Return a key to look for; nothing is called by a personal number for readers who may not see it.

    >>> findable("Hem 850709-9805", numbers_are_seen=False), findable("Hem 850709-9805", numbers_are_seen=True)
    ('Hem ••••••-••••', 'Hem 850709-9805')
    """
    return key if numbers_are_seen else without_personal_numbers(key)


def _without_numbers_of(run: str, country: str) -> str:
    """Return digits that may belong together with those of every personal number among them hidden."""
    if run.isdigit():  # most runs, and no two ways to read them
        return masked(run) if len(run) in _LENGTHS and _is_number_of(run, country) else run
    shown = list(run)
    for place in _CANDIDATES.finditer(run):
        for shape, found in enumerate(place.groups(), start=1):
            if found and _is_number_of(found, country):
                shown[slice(*place.span(shape))] = re.sub(r"\d", "•", found)
    return "".join(shown)


def _is_number_of(written: str, country: str) -> bool:
    digits = _digits_in(written)
    is_sure = country == "" or len(digits) > _NORWEGIAN or _DASH.search(written) is not None
    return any(check(digits) for place, check in _CHECKS.items() if is_sure or place in (country, "NO"))


def _digits_in(written: str) -> str:
    if written.isascii():
        return _NO_DIGIT.sub("", written)
    return "".join(str(unicodedata.digit(sign)) for sign in written if sign.isdigit())


def _hidden(code: str) -> str:
    return re.sub(r"[0-9A-Za-z]", "•", code)


def is_finnish_code(text: str | None) -> bool:
    """Return whether a number is a Finnish personal identity code.

    One that ends with a letter is by its shape alone, which no business id has; else the check character must be right.

    >>> is_finnish_code("131052-308T"), is_finnish_code("131052-308X"), is_finnish_code("131052-3081")
    (True, True, False)
    """
    code = (text or "").strip()
    return _FINNISH.fullmatch(code) is not None and _is_of_day(code) and (code[-1].isalpha() or _is_finnish(code))


def _is_of_day(code: str) -> bool:
    """Return whether a code of the Finnish shape begins with a day of a month."""
    return 0 < int(code[:2]) <= _DAYS and 0 < int(code[2:4]) <= _MONTHS


def _is_finnish(code: str) -> bool:
    return _is_of_day(code) and bool(hetu.is_valid(code, allow_temporary=True))


def is_personal_number(digits: str, country: str) -> bool:
    """Return whether the digits are a valid personal number of the country, its check digits included.

    Norwegian D-numbers, Swedish coordination numbers and the VAT number of a Swedish sole trader are such, too.
    """
    check = _CHECKS.get(country)
    return check is not None and check(digits)


def _is_swedish(digits: str) -> bool:
    """Return whether the digits are one, with or without the century, or SE…01 with one inside."""
    if len(digits) == _LONG_SWEDISH_VAT:
        return digits.endswith(_OF_VAT) and _is_swedish(digits[:-2])
    if len(digits) == _LONG_SWEDISH:
        inside = [digits[2:]] if digits[:2] in _CENTURIES else []
        inside += [digits[:-2]] if digits.endswith(_OF_VAT) else []
        return any(_is_swedish(number) for number in inside)
    return len(digits) == _SHORT_SWEDISH and bool(luhn.is_valid(digits)) and is_born_in_sweden(digits)


def is_born_in_sweden(digits: str) -> bool:
    """Return whether ten digits begin with a day of birth as personal and coordination numbers write it.

    >>> is_born_in_sweden("8507099805"), is_born_in_sweden("8507699802"), is_born_in_sweden("5566873963")
    (True, True, False)
    """
    if not 0 < int(digits[2:4]) <= _MONTHS:
        return False  # most companies' numbers, told without asking the library
    day = int(digits[4:6])
    born = f"{digits[:4]}{day % _COORDINATION:02d}{digits[6:9]}"
    return bool(personnummer.is_valid(f"{born}{luhn.calc_check_digit(born)}"))


def _is_norwegian(digits: str) -> bool:
    if len(digits) != _NORWEGIAN or not 0 < int(digits[2:4]) % _SYNTHETIC <= _MONTHS:
        return False
    return bool(fodselsnummer.is_valid(digits))


def _is_danish(digits: str) -> bool:
    if len(digits) != _DANISH or not 0 < int(digits[2:4]) <= _MONTHS:
        return False
    return bool(cpr.is_valid(digits)) and cpr.checksum(digits) == 0


_CHECKS: Final[dict[str, Callable[[str], bool]]] = {
    "NO": _is_norwegian,
    "SE": _is_swedish,
    "DK": _is_danish,
}
COUNTRIES: Final = (*_CHECKS, "FI")
"""Whose personal numbers are known."""
