"""How alike two wordings are: the cosine of their parts of words, rare parts weighing more.

Formula, limits and how it was chosen among others: docs/methods/near_duplicates.md. Numbers do not count, so that a
wording with other values is the same wording.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from requirements_bank.calculations.wording import PLACE

NEARLY_THE_SAME, RELATED = 0.40, 0.22
PART_LENGTHS = (3, 5)
LARGE = 5_000
_CANDIDATES = 300
_AT_ONCE = 100
_STEM, _LONG, _TAIL = 5, 9, 6
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W_]+")

Matrix: TypeAlias = Any  # scipy's sparse matrices have no types


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

    >>> meaning_of(0.61).value, meaning_of(0.3).value, meaning_of(0.1).value
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


def nearest(wordings: Sequence[str], candidates: Sequence[Candidate], *, count: int = 5) -> list[list[Near]]:
    """Return for each wording the keys that are most alike, best first, each key once with its best language.

    Of more than LARGE candidates, those that share stems with the wordings are found first, and only they are compared.
    """
    if not candidates or not wordings:
        return [[] for _ in wordings]
    asked = [words_alone(wording) for wording in wordings]
    texts = [words_alone(candidate.text) for candidate in candidates]
    chosen = _sharing_stems(asked, texts) if len(texts) > LARGE else list(range(len(texts)))
    vectors, of_asked = _vectors([texts[place] for place in chosen], asked)
    return [
        _best([(candidates[chosen[place]], share) for place, share in found], count)
        for found in _products(of_asked, vectors)
    ]


def groups_of(wordings: Sequence[str]) -> list[list[int]]:
    """Return the places of wordings that are nearly the same as each other, by group; single ones are left out."""
    asked = [words_alone(wording) for wording in wordings]
    if len(asked) < 2:  # noqa: PLR2004 - a pair
        return []
    vectors, _same = _vectors(asked, [])
    leader = list(range(len(asked)))

    def first_of(place: int) -> int:
        while leader[place] != place:
            place = leader[place]
        return place

    for place, found in enumerate(_products(vectors, vectors)):
        for other, share in found:
            if other > place and share >= NEARLY_THE_SAME:
                low, high = sorted((first_of(place), first_of(other)))
                leader[high] = low
    members: Mapping[int, list[int]] = defaultdict(list)
    for place in range(len(asked)):
        members[first_of(place)].append(place)
    return [group for group in members.values() if len(group) > 1]


def _vectors(texts: Sequence[str], asked: Sequence[str]) -> tuple[Matrix, Matrix]:
    """Return the texts' weighted parts, each of length one, and the asked ones' by the same weights."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - a second that only this should take

    if not any(texts):
        texts = [*texts, "-"]
    weigh = TfidfVectorizer(analyzer="char_wb", ngram_range=PART_LENGTHS, sublinear_tf=True, lowercase=False)
    vectors = weigh.fit_transform(texts)
    return vectors, weigh.transform(asked) if asked else vectors


def _sharing_stems(asked: Sequence[str], texts: Sequence[str]) -> list[int]:
    """Return the places of the texts that share most stems with any of the asked ones."""
    import numpy as np  # noqa: PLC0415 - as sklearn
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - as above

    weigh = TfidfVectorizer(analyzer=lambda text: list(_stems(text)), sublinear_tf=True, dtype=np.float32)
    vectors = weigh.fit_transform(texts)
    chosen: set[int] = set()
    for found in _products(weigh.transform(asked), vectors):
        best = sorted(found, key=lambda pair: -pair[1])[:_CANDIDATES]
        chosen.update(place for place, _share in best)
    return sorted(chosen) or [0]


def _stems(text: str) -> Iterator[str]:
    """Yield the beginning of each word and the end of long ones: compounds share one or the other."""
    for word in text.split():
        yield word[:_STEM]
        if len(word) > _LONG:
            yield f"-{word[-_TAIL:]}"


def _products(rows: Matrix, columns: Matrix) -> Iterator[list[tuple[int, float]]]:
    """Yield for each row the columns that share anything with it, with the cosine; some rows at a time."""
    turned = columns.T.tocsc()
    for start in range(0, rows.shape[0], _AT_ONCE):
        block = (rows[start : start + _AT_ONCE] @ turned).tocsr()
        for row in range(block.shape[0]):
            begin, end = block.indptr[row], block.indptr[row + 1]
            yield list(zip(block.indices[begin:end].tolist(), block.data[begin:end].tolist(), strict=True))


def _best(found: Sequence[tuple[Candidate, float]], count: int) -> list[Near]:
    best: dict[int, Near] = {}
    for candidate, share in found:
        known = best.get(candidate.key)
        if known is None or share > known.likeness:
            best[candidate.key] = Near(candidate.key, candidate.language, round(min(share, 1.0), 3))
    return sorted(best.values(), key=lambda near: (-near.likeness, near.key))[:count]
