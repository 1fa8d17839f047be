"""Where a problem of a notice or of publishing is, in words for the translators: "lot 1", "the procurement".

Pure. A place is stored as a kind and the key that the notice, or the bank, gives it.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from foundation.problems import translatable

KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "file": translatable("the file"),
        "notice": translatable("the notice"),
        "procedure": translatable("the procedure"),
        "procurement": translatable("the procurement"),
        "buyer": translatable("the buyer"),
        "lot": translatable("lot"),
        "part": translatable("part"),
        "group": translatable("group of lots"),
        "result": translatable("result"),
        "tender": translatable("bid"),
        "contract": translatable("contract"),
        "requirement": translatable("requirement"),
    }
)

NUMBERED: Final = re.compile(r"(?:LOT|PAR|GLO|RES|TEN|CON)-0*(\d*)( …)?")
"""How a notice numbers lots, parts, groups, results, tenders and contracts; nought stands for all that is bought."""


def place_in_words(place: str, translate: Callable[[str], str] = str) -> str:
    """Return the place with its kind in the reader's language; one of no known kind as it stands.

    >>> place_in_words("lot LOT-0001", {"lot": "delkontrakt"}.__getitem__), place_in_words("line 7")
    ('delkontrakt 1', 'line 7')
    >>> place_in_words("lot LOT-0000")
    'the procurement'
    """
    kind, _space, key = place.partition(" ")
    if kind not in KINDS:
        return place
    number = NUMBERED.fullmatch(key)
    if number is None:
        return f"{translate(KINDS[kind])} {key}".strip()
    if not number[1]:
        return translate(KINDS["procurement"])
    return f"{translate(KINDS[kind])} {number[1]}{number[2] or ''}"


def places_in_words(places: str, translate: Callable[[str], str] = str) -> str:
    """Return several places, with commas between them, in the reader's language."""
    return ", ".join(place_in_words(place, translate) for place in places.split(", "))
