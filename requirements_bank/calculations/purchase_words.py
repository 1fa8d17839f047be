"""What somebody buys, understood from a few words: the purchase categories that the words fit best.

A word of four letters or more fits a word that begins as it does, or that it lies within (Nordic compounds), or – from
six letters on – one that is spelt almost so; a shorter word fits itself only. A name says more than a description, and
that more than a commodity's name.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

SHORTEST, SHORTEST_MISSPELT, ALIKE, NEAR = 4, 6, 85, 0.55
EXACT, BEGINS, WITHIN, ALMOST = 1.0, 0.9, 0.7, 0.6
EMPTY = frozenset(
    re.findall(
        r"\w+",
        "og och and eller or til till to for för av of i in på on med with som den det de the en et ett ei a an ny"
        " nye nytt nya ved vid fra från skal ska vi kjøpe köpa buy kjøp inköp avtale avtal",
    )
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Described:
    """Words that a category is told in, and how much a fit with them says."""

    category: str
    words: frozenset[str]
    weight: float


@dataclass(frozen=True, slots=True)
class Understood:
    """One category that the words may mean; `fit` from 0 to 1 is how much of them it takes up, by its best texts."""

    category: str
    fit: float


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text in lower case that say something.

    >>> sorted(words_of("Skolskjuts och buss i Ekby"))
    ['buss', 'ekby', 'skolskjuts']
    """
    return frozenset(_WORD.findall(text.lower())) - EMPTY


def understood(text: str, described: Sequence[Described], most: int = 5) -> list[Understood]:
    """Return the categories that fit the words, the best first; nothing where none of the words is known."""
    asked = words_of(text)
    best: dict[str, dict[str, float]] = {}
    for entry in described:
        for word in asked:
            fit = entry.weight * max((_fit(word, known) for known in entry.words), default=0)
            found = best.setdefault(entry.category, {})
            found[word] = max(fit, found.get(word, 0))
    ranked = [Understood(category, sum(fits.values()) / len(asked)) for category, fits in best.items() if asked]
    ranked = sorted((each for each in ranked if each.fit > 0), key=lambda each: (-each.fit, each.category))
    return [each for each in ranked if each.fit >= ranked[0].fit * NEAR][:most]


def category_of_code(code: str, prefixes: Mapping[str, str]) -> str | None:
    """Return the category of a commodity code: that of the longest prefix which it begins with.

    >>> category_of_code("60130000", {"60": "transport.goods", "6013": "transport.passenger"})
    'transport.passenger'
    """
    found = [prefix for prefix in prefixes if code.startswith(prefix)]
    return prefixes[max(found, key=len)] if found else None


def described_by(texts: Iterable[tuple[str, str, float]]) -> list[Described]:
    """Return texts about categories with their words: (category, text, weight)."""
    return [Described(category, words_of(text), weight) for category, text, weight in texts]


@lru_cache(maxsize=50_000)
def _fit(word: str, known: str) -> float:
    if word == known:
        return EXACT
    if min(len(word), len(known)) < SHORTEST:
        return 0
    if known.startswith(word) or word.startswith(known):
        return BEGINS
    if word in known or known in word:
        return WITHIN
    misspelt = min(len(word), len(known)) >= SHORTEST_MISSPELT and fuzz.ratio(word, known) >= ALIKE
    return ALMOST if misspelt else 0
