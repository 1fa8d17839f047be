"""What is left of a supplier's name when everything is taken off that people write in one way or another.

Method: docs/methods/same_supplier.md. Capitals, accents, punctuation and word order do not count, nor do legal forms,
"v/…" and "c/o …"; common abbreviations are written out.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_LETTERS: Final = str.maketrans({"ø": "o", "æ": "a", "ð": "d", "þ": "th", "ß": "ss", "ł": "l"})
_BEHALF: Final = re.compile(r"(?:\bv\s*/|\bc\s*/\s*o\b|\bved\s|\batt[:.]).*")
_DOTTED: Final = re.compile(r"\b(\w)[./:](?=\w\b)")
_NO_LETTER: Final = re.compile(r"[^0-9a-z]+")
_FORMS: Final = frozenset(
    {
        *("ab", "aktiebolag", "aktiebolaget", "publ", "hb", "handelsbolag", "handelsbolaget", "kb", "kommanditbolag"),
        *("as", "asa", "aksjeselskap", "ans", "da", "enk", "ks", "nuf", "sa", "ba", "iks", "kf"),
        *("aps", "is", "ps", "ivs", "amba", "oy", "oyj", "ky", "tmi", "osk", "ef"),
        *("gmbh", "kg", "ag", "ltd", "limited", "plc", "inc", "llc", "bv", "nv", "sarl", "srl", "spa"),
    }
)
_JOINING: Final = frozenset({"og", "och", "and", "ja", "the"})
_SHORT: Final = {
    "entr": "entreprenor",
    "entreprenad": "entreprenor",
    "ing": "ingenjor",
    "ingenior": "ingenjor",
    "fastigh": "fastigheter",
    "transp": "transport",
    "byggn": "byggnads",
    "elektr": "elektriska",
    "fa": "firma",
    "foren": "forening",
    "komm": "kommun",
    "kommune": "kommun",
    "sth": "stockholm",
    "sthlm": "stockholm",
    "gbg": "goteborg",
    "intl": "international",
}


@dataclass(frozen=True, slots=True)
class PlainName:
    """A name in plain words, in their order, and the legal forms that stood in it."""

    words: tuple[str, ...]
    forms: frozenset[str]

    @property
    def key(self) -> str:
        """What is equal for names of the same words in any order; empty where nothing is left."""
        return " ".join(sorted(self.words))


@lru_cache(maxsize=50_000)
def plain_name(name: str) -> PlainName:
    """Return the name in plain words.

    >>> plain_name("Bygg & Måleri Ekby A.B.").key == plain_name("EKBY  måleri och bygg, AB").key
    True
    >>> plain_name("Åkeri Norr AB (publ)").words, plain_name("ACME A/S v/ Ole Hansen").words
    (('akeri', 'norr'), ('acme',))
    """
    text = _BEHALF.sub("", name.casefold().translate(_LETTERS)) or name.casefold().translate(_LETTERS)
    text = unicodedata.normalize("NFKD", _DOTTED.sub(r"\1", text))
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    words = [_SHORT.get(word, word) for word in _NO_LETTER.split(text) if word and word not in _JOINING]
    plain = tuple(word for word in words if word not in _FORMS)
    return PlainName(plain or tuple(words), frozenset(word for word in words if word in _FORMS))


def likeness(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 1: twice the letter triples they share by the triples they have.

    >>> likeness("ekby maleri", "ekby maleri"), round(likeness("ekby maleri", "ekby malri"), 2), likeness("a", "b")
    (1.0, 0.78, 0.0)
    """
    first, second = _triples(one), _triples(other)
    return 2 * len(first & second) / (len(first) + len(second))


@lru_cache(maxsize=50_000)
def _triples(text: str) -> frozenset[str]:
    padded = f"  {text} "
    return frozenset(padded[place : place + 3] for place in range(len(padded) - 2))
