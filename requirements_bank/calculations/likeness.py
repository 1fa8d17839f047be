"""How alike two wordings are: the cosine of their parts of words, rare parts weighing more.

Formula, limits and how it was chosen among others: docs/methods/near_duplicates.md. Numbers do not count, so that a
wording with other values is the same wording.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from requirements_bank.calculations.word_parts import Weighed, products, sharing, weighed_parts, weighed_stems
from requirements_bank.calculations.wording import PLACE

NEARLY_THE_SAME, RELATED = 0.32, 0.18
LARGE, COMPARED = 5_000, 300
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W_]+")


class Likeness(StrEnum):
    """What a likeness means to a reader."""

    NEARLY_THE_SAME = "nearly_the_same"
    RELATED = "related"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that wordings are compared with; a requirement has one for each language."""

    key: int
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Near:
    """A candidate's key, the language it was alike in, and how alike it is, from 0 to 1."""

    key: int
    language: str
    likeness: float


def meaning_of(likeness: float) -> Likeness:
    """Return what a likeness means.

    >>> meaning_of(0.61).value, meaning_of(0.25).value, meaning_of(0.1).value
    ('nearly_the_same', 'related', 'new')
    """
    if likeness >= NEARLY_THE_SAME:
        return Likeness.NEARLY_THE_SAME
    return Likeness.RELATED if likeness >= RELATED else Likeness.NEW


def words_alone(text: str) -> str:
    """Return the words of a text in small letters, without variables, numbers and signs.

    >>> words_alone("Minst {share} av leveransene, høyst 2,5 km.")
    'minst av leveransene høyst km'
    """
    return " ".join(_WORD.findall(_NUMBER.sub(" ", PLACE.sub(" ", text.lower()))))


@dataclass(frozen=True, slots=True)
class Prepared:
    """Candidates that wordings can be compared with as often as one likes."""

    candidates: tuple[Candidate, ...]
    texts: tuple[str, ...]
    parts: Weighed | None
    stems: Weighed | None


def prepared(candidates: Iterable[Candidate], *, large: int = LARGE) -> Prepared:
    """Return the candidates with their words weighed: by parts of words or, of more than `large`, by stems."""
    kept = tuple(candidates)
    texts = tuple(words_alone(candidate.text) for candidate in kept)
    if len(texts) > large:
        return Prepared(kept, texts, None, weighed_stems(texts))
    return Prepared(kept, texts, weighed_parts(texts) if texts else None, None)


def nearest(wordings: Sequence[str], known: Prepared, *, count: int = 5, each: int = COMPARED) -> list[list[Near]]:
    """Return for each wording the keys that are most alike, best first, each key once with its best language.

    Where the candidates are many, those that share stems with the wordings are found first, `each` for every wording,
    and only they are compared.
    """
    if not known.texts or not wordings:
        return [[] for _ in wordings]
    asked = [words_alone(wording) for wording in wordings]
    chosen, parts = _to_compare(asked, known, each)
    return [
        _best(((known.candidates[chosen[place]], share) for place, share in found), count)
        for found in products(parts.asked(asked), parts.vectors)
    ]


def _to_compare(asked: Sequence[str], known: Prepared, each: int) -> tuple[Sequence[int], Weighed]:
    """Return the places of the candidates that are compared in full, with the weights of their parts."""
    if known.parts:
        return range(len(known.texts)), known.parts
    places = (sharing(asked, known.stems, each) if known.stems else []) or [0]
    return places, weighed_parts([known.texts[place] for place in places])


def groups_of(wordings: Sequence[str]) -> list[list[int]]:
    """Return the places of wordings that are nearly the same as each other, by group; single ones are left out."""
    asked = [words_alone(wording) for wording in wordings]
    if len(asked) < 2:  # noqa: PLR2004 - a pair
        return []
    vectors = weighed_parts(asked).vectors
    leader = list(range(len(asked)))

    def first_of(place: int) -> int:
        while leader[place] != place:
            place = leader[place]
        return place

    for place, found in enumerate(products(vectors, vectors)):
        for other, share in found:
            if share < NEARLY_THE_SAME:
                break
            low, high = sorted((first_of(place), first_of(other)))
            leader[high] = low
    members: Mapping[int, list[int]] = defaultdict(list)
    for place in range(len(asked)):
        members[first_of(place)].append(place)
    return [group for group in members.values() if len(group) > 1]


def _best(found: Iterable[tuple[Candidate, float]], count: int) -> list[Near]:
    """Return the first keys of what comes largest first."""
    best: dict[int, Near] = {}
    for candidate, share in found:
        if candidate.key in best:
            continue
        best[candidate.key] = Near(candidate.key, candidate.language, round(min(share, 1.0), 3))
        if len(best) == count:
            break
    return list(best.values())
