"""CPV codes as people write them, and as marks among the words of a text.

A code has eight digits and sometimes a check digit behind a hyphen; the zeros at its end say how broad it is. A search
for a code finds what is filed under it, under a narrower one, or under a broader one that holds it.
"""

import re

_CODE = re.compile(r"([0-9]{8})(?:-[0-9])?\Z")
_PREFIX = re.compile(r"[0-9]{3,7}\Z")
_DIVISION = 2
DIGITS = 8


def cpv_prefix(typed: str) -> str | None:
    """Return the digits that tell what is asked for, None where it is no CPV code.

    >>> cpv_prefix("60100000-9"), cpv_prefix("6010"), cpv_prefix("60161000"), cpv_prefix("2030")
    ('601', '601', '60161', '203')
    >>> cpv_prefix("12"), cpv_prefix("TRA-012")
    (None, None)
    """
    code = _CODE.match(typed)
    digits = code[1] if code else typed if _PREFIX.match(typed) else ""
    return digits.rstrip("0").ljust(_DIVISION, "0") if digits.strip("0") else None


def marks_of(code: str) -> list[str]:
    """Return what a text filed under a code is found by: each of the code's beginnings, and the whole code.

    >>> marks_of("60161000")
    ['#60', '#601', '#6016', '#60161', '=60161000']
    """
    digits = code.rstrip("0").ljust(_DIVISION, "0")
    return [*(f"#{digits[:length]}" for length in range(_DIVISION, len(digits) + 1)), f"={code}"]


def marks_for(prefix: str) -> list[str]:
    """Return the marks that a search for a prefix looks for: what begins so, and the broader codes that hold it.

    >>> marks_for("60161")
    ['#60161', '=60160000', '=60100000', '=60000000']
    """
    broader = [prefix[:length].ljust(DIGITS, "0") for length in range(len(prefix) - 1, _DIVISION - 1, -1)]
    return [f"#{prefix}", *(f"={code}" for code in broader)]
