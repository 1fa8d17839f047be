"""Where a problem of a notice or of publishing is, in words for the translators: "lot LOT-0001", "the procurement".

Pure. A place is stored as a kind and the key that the notice, or the bank, gives it.
"""

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


def place_in_words(place: str, translate: Callable[[str], str] = str) -> str:
    """Return the place with its kind in the reader's language; one of no known kind as it stands.

    >>> place_in_words("lot LOT-0001", {"lot": "delkontrakt"}.__getitem__), place_in_words("line 7")
    ('delkontrakt LOT-0001', 'line 7')
    """
    kind, _space, key = place.partition(" ")
    if kind not in KINDS:
        return place
    return f"{translate(KINDS[kind])} {key}".strip()


def places_in_words(places: str, translate: Callable[[str], str] = str) -> str:
    """Return several places, with commas between them, in the reader's language."""
    return ", ".join(place_in_words(place, translate) for place in places.split(", "))
