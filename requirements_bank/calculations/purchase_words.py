"""What somebody buys, understood from a few words: the purchase categories that the words fit best.

A word fits itself, with other endings too, and the end of a compound better than its beginning: "kontormøbler" are
furniture. What stands behind a preposition tells for whom or where, and counts little: "elbiler til hjemmetjenesten"
are cars. A name says more than a description, and that more than a commodity's name. Where two categories fit almost
alike, or none fits well, nobody can be sure, and people choose.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

SHORTEST, SHORTEST_MISSPELT, ALIKE, NEAR = 4, 6, 85, 0.4
EXACT, ENDING, BEGINS, HEAD, WITHIN, ALMOST = 1.0, 0.95, 0.8, 0.75, 0.4, 0.6
BEHIND = 0.25
"""What a word behind a preposition counts beside one before it."""

SURE, CLEARLY = 0.6, 0.85
"""How well the best must fit, and how much of that the next one may reach, for a guess to be sure."""

EMPTY = frozenset(
    re.findall(
        r"\w+",
        "og och and eller or som den det de the en et ett ei a an ny nye nytt nya vi skal ska våre vår våra kjøpe köpa"
        " buy kjøp innkjøp anskaffelse anskaffe inköp upphandling levering leveranse leverans avtale avtal rammeavtale"
        " ramavtal tjenester tjeneste tenester teneste tjänster tjänst services service kommunen kommune kommunens"
        " kommunal kommunale kommunala drift brukt brukte begagnad begagnade used gammel gamle gammal gamla",
    )
)
PREPOSITIONS = frozenset(
    re.findall(r"\w+", "til till to for för av of i in på on at ved vid hos med with fra från frå from")
)
_SERVICE = re.compile(r"(?<=\w{3})(?:s|e)?(?:tjeneste[rn]?|tenest[ea]r?|tjänst(?:er)?|avtale[rn]?|avtal)$")
_ENDINGS = frozenset(re.findall(r"\w+", "a ar arna e en ene er erna et n na ne or orna r s t es ers"))
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
    return frozenset(_WORD.findall(text.lower())) - EMPTY - PREPOSITIONS


def weighed_words(text: str) -> dict[str, float]:
    """Return the words of a purchase with what each counts: those behind a preposition little.

    >>> weighed_words("Kjøp av elbiler til hjemmetjenesten")
    {'elbiler': 1.0, 'hjemmetjenesten': 0.25}
    """
    weights: dict[str, float] = {}
    is_behind = False
    for word in _WORD.findall(text.lower()):
        if word in PREPOSITIONS:
            is_behind = bool(weights)
        elif word not in EMPTY:
            weights.setdefault(word, BEHIND if is_behind else 1.0)
    return weights


def understood(text: str, described: Sequence[Described], most: int = 5) -> list[Understood]:
    """Return the categories that fit the words, the best first; nothing where none of the words is known."""
    asked = weighed_words(text)
    known = frozenset[str]().union(*(entry.words for entry in described))
    best: dict[str, dict[str, float]] = {}
    for word, counts in asked.items():
        fits = _fits(word, known)
        for entry in described:
            fit = counts * entry.weight * max((fits[met] for met in fits.keys() & entry.words), default=0)
            found = best.setdefault(entry.category, {})
            found[word] = max(fit, found.get(word, 0))
    whole = sum(asked.values())
    ranked = [Understood(category, sum(fits.values()) / whole) for category, fits in best.items() if asked]
    ranked = sorted((each for each in ranked if each.fit > 0), key=lambda each: (-each.fit, each.category))
    return [each for each in ranked if each.fit >= ranked[0].fit * NEAR][:most]


def sure_category(found: Sequence[Understood]) -> str:
    """Return the category that the words mean beyond doubt; empty where people must choose.

    >>> sure_category([Understood("it.computers", 0.9), Understood("it.services", 0.5)])
    'it.computers'
    >>> sure_category([Understood("construction.buildings", 1.0), Understood("services.childcare", 1.0)])
    ''
    """
    if not found or found[0].fit < SURE:
        return ""
    is_clear = len(found) == 1 or found[1].fit <= found[0].fit * CLEARLY
    return found[0].category if is_clear else ""


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


def _fits(word: str, known: frozenset[str]) -> dict[str, float]:
    """Return those of the known words that a word fits at all, with how well."""
    fits: dict[str, float] = {}
    for asked in {word, _SERVICE.sub("", word)}:
        for met in _near(asked, known):
            fits[met] = max(_fit(asked, met), fits.get(met, 0))
    return {met: fit for met, fit in fits.items() if fit}


def _near(word: str, known: frozenset[str]) -> set[str]:
    """Return the known words that begin or end a word, or that it begins or ends, or that are almost it."""
    alike = process.extract(word, known, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
    within = {met for met in known if word.startswith(met) or word.endswith(met)}
    around = {met for met in known if met.startswith(word) or met.endswith(word)}
    return within | around | {met for met, *_rest in alike}


def _fit(word: str, known: str) -> float:
    if word == known:
        return EXACT
    shorter, longer = sorted((word, known), key=len)
    return _likeness(word, known, shorter, longer) if len(shorter) >= SHORTEST else 0


def _likeness(word: str, known: str, shorter: str, longer: str) -> float:
    if longer.startswith(shorter) and longer[len(shorter) :] in _ENDINGS:
        return ENDING
    if known.startswith(word):
        return BEGINS
    if word.endswith(known):
        return HEAD
    if word.startswith(known) or known.endswith(word):
        return WITHIN
    misspelt = len(shorter) >= SHORTEST_MISSPELT and fuzz.ratio(word, known) >= ALIKE
    return ALMOST if misspelt else 0
