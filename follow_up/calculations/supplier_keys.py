"""By what a supplier is known across contracts: the digits of its organisation number, else a hash of its name.

A personal number never stands in an address, not even hashed: a sole trader is known by the name.
"""

from hashlib import sha256
from typing import Final

from suppliers.calculations.numbers import company_digits, is_valid_organisation_number

NAME_MARK: Final = "n-"
_LENGTH: Final = 24


def supplier_key(name: str, number: str, country: str) -> str:
    """Return the key of a supplier; contracts that write its number or else its name alike share it.

    >>> supplier_key("Nordbygg AS", "974 760 673", "NO"), supplier_key("Nordbygg", "974760673", "NO")
    ('974760673', '974760673')
    >>> supplier_key("Kari Nes", "", "NO") == supplier_key(" kari  NES", "010107 50160", "NO")
    True
    """
    if is_valid_organisation_number(number, country):
        return company_digits(number, country)
    written = " ".join(name.split()).casefold()
    return NAME_MARK + sha256(written.encode()).hexdigest()[:_LENGTH]
