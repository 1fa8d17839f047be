"""Accounts that a spreadsheet took the zeros in front from: KOSTRA's art 010 that has become 10.

Told only where nothing else fits: every account of one or two digits is a known art with zeros in front, and no account
is longer than an art. Nothing is read so unless somebody says it (`ColumnMapping.account_zeros`).
"""

from collections.abc import Iterable, Mapping
from functools import cache

from organisations.reference.code_lists import kostra_arts

_ART = 3


def lost_zeros(accounts: Iterable[str | None]) -> dict[str, str]:
    """Return by account as it stands the art that it probably is, in their order; empty where anything speaks against.

    >>> lost_zeros(["10", "70", "230"]), lost_zeros(["10", "11"]), lost_zeros(["10", "12300"])
    ({'10': '010', '70': '070'}, {}, {})
    """
    digits = {account for account in accounts if account and account.isascii() and account.isdigit()}
    short = sorted((account for account in digits if len(account) < _ART), key=int)
    if not short or any(len(account) > _ART for account in digits) or not all(account in arts() for account in short):
        return {}
    return {account: arts()[account] for account in short}


@cache
def arts() -> Mapping[str, str]:
    """Return the arts with zeros in front by what is left of them without."""
    codes = (code for code in kostra_arts()["code"] if code.startswith("0") and code.strip("0"))
    return {code.lstrip("0"): code for code in codes}
