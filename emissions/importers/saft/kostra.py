"""How the accounts of a SAF-T file show their KOSTRA arts, and by which number its lines carry them.

The tax administration's lists map the accounts of municipalities to the category `KA_K` (`KA_KS` for their companies,
`KA` before), with the art as code. Balance accounts stand in the same category: as `2.10` in the lists until 2023, as
`10` since, when arts got their leading zero (`010`). Decision: docs/decisions/0070-kostra-arts-in-saft.md.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from emissions.calculations.accounts import account_parts
from emissions.importers.saft.header import SaftAccount
from organisations.reference.code_lists import kostra_arts

_CATEGORY: Final = re.compile(r"K[AS](_KS?)?$|.*KOSTRA", re.IGNORECASE)
_BALANCE_CATEGORY: Final = re.compile(r"balanseverdi|egenkapital|kortsiktigGjeld|langsiktigGjeld")
_SHORT_ARTS: Final = frozenset(("10", "20", "30", "40", "50", "70", "75", "80", "89", "90", "99"))
_ART_DIGITS: Final = 3
_FIRST_TRANSFER, _FIRST_INCOME = 400, 600
_RESULT_CLASSES: Final = frozenset("0134")
_BALANCE_CLASSES: Final = frozenset("25")
BALANCE: Final = "balance"


def kostra_codes(accounts: Mapping[str, SaftAccount]) -> dict[str, str]:
    """Return the art (three digits) or `balance` of each account that the file maps to KOSTRA; empty if it maps none.

    A standard account of three digits is an art, if most standard accounts of the file are.
    """
    mapped = {number: account.code for number, account in accounts.items() if account.code and _is_kostra(account)}
    if not mapped:
        mapped = _standard_arts(accounts)
    if not mapped:
        return {}
    is_old = not any(_is_new(code) for code in mapped.values())
    found = {number: _art(code, is_old=is_old) for number, code in mapped.items()}
    balances = {
        number: BALANCE for number, account in accounts.items() if _BALANCE_CATEGORY.match(account.category or "")
    }
    return balances | found


def carried_number(number: str, code: str) -> str:
    """Return the number by which lines carry an account: its own if it shows its art, else class, art and own digits.

    >>> carried_number("12304", "230"), carried_number("230", "230"), carried_number("23004", "230")
    ('12304', '230', '123004')
    >>> carried_number("6340", "180"), carried_number("1920", "balance"), carried_number("2400", "balance")
    ('11806340', '21920', '2400')
    """
    digits = re.sub(r"\D", "", number)
    if code == BALANCE:
        shows = len(digits) > _ART_DIGITS and digits[0] in _BALANCE_CLASSES and shows_kostra(number)
        return number if shows else f"2{digits.zfill(_ART_DIGITS)}"
    parts = account_parts("kostra", number)
    if parts and parts.group == code and parts.account_class in {None, *_RESULT_CLASSES}:
        return number
    return f"1{digits}" if digits.startswith(code) else f"1{code}{digits}"


def shows_kostra(number: str) -> bool:
    """Whether an account shows by itself what it is in KOSTRA: a class and a known art, or a balance account."""
    parts = account_parts("kostra", number)
    if parts is None or parts.account_class is None:
        return False
    return parts.account_class in _BALANCE_CLASSES or (
        parts.account_class in _RESULT_CLASSES and parts.group in _known_arts() and bool(parts.local)
    )


def looks_like_kostra(accounts: Mapping[str, SaftAccount]) -> bool:
    """Whether most accounts of a file without mapping show class, art and local digits by themselves."""
    shown = [shows_kostra(number) and len(number) > _ART_DIGITS + 1 for number in accounts]
    return bool(shown) and sum(shown) * 2 > len(shown)


def _is_kostra(account: SaftAccount) -> bool:
    return account.category is not None and _CATEGORY.match(account.category) is not None


def _standard_arts(accounts: Mapping[str, SaftAccount]) -> dict[str, str]:
    given = {number: account.standard for number, account in accounts.items() if account.standard}
    arts = {number: code for number, code in given.items() if len(code) == _ART_DIGITS and code in _known_arts()}
    return arts if len(arts) * 2 > len(given) else {}


def _is_new(code: str) -> bool:
    """Whether a code is of the lists since 2024: an art with its leading zero, or a balance account without `2.`."""
    if len(code) == _ART_DIGITS:
        return code.startswith("0")
    return code.isdecimal() and len(code) < _ART_DIGITS and code not in _SHORT_ARTS


def _art(code: str, *, is_old: bool) -> str:
    if code.isdecimal() and len(code) < _ART_DIGITS and is_old:
        return code.zfill(_ART_DIGITS)
    if not code.isdecimal() or len(code) != _ART_DIGITS:
        return BALANCE
    is_transfer = _FIRST_TRANSFER <= int(code) < _FIRST_INCOME
    return BALANCE if is_transfer and code not in _known_arts() else code


@cache
def _known_arts() -> frozenset[str]:
    return frozenset(kostra_arts()["code"])
