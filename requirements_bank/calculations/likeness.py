"""How alike two wordings are: the cosine of their parts of words, rare parts weighing more.

Formula, limits and how it was chosen among others: docs/methods/near_duplicates.md. Numbers do not count, so that a
wording with other values is the same wording.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from math import log
from typing import Any, TypeAlias

from requirements_bank.calculations.wording import PLACE

NEARLY_THE_SAME, RELATED = 0.32, 0.18
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
        _best(((candidates[chosen[place]], share) for place, share in found), count)
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
            if share < NEARLY_THE_SAME:
                break
            low, high = sorted((first_of(place), first_of(other)))
            leader[high] = low
    members: Mapping[int, list[int]] = defaultdict(list)
    for place in range(len(asked)):
        members[first_of(place)].append(place)
    return [group for group in members.values() if len(group) > 1]


def _vectors(texts: Sequence[str], asked: Sequence[str]) -> tuple[Matrix, Matrix]:
    """Return the texts' weighted parts, each of length one, and the asked ones' by the same weights.

    A part that no text has weighs as much as the rarest could: what is all new is not alike because of three words.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - a second that only this should take
    from sklearn.preprocessing import normalize  # noqa: PLC0415 - as above

    options = {"analyzer": "char_wb", "ngram_range": PART_LENGTHS, "sublinear_tf": True, "lowercase": False}
    weigh = TfidfVectorizer(**options, norm=None)
    plain = weigh.fit_transform(texts if any(texts) else [*texts, "-"])[: len(texts)]  # no vocabulary is refused
    vectors = normalize(plain)
    if not asked:
        return vectors, vectors
    cut, rarest = weigh.build_analyzer(), 1 + log(1 + len(texts))
    known = weigh.transform(asked)
    lengths = known.power(2).sum(axis=1).A1
    for place, text in enumerate(asked):
        counts = Counter(part for part in cut(text) if part not in weigh.vocabulary_)
        lengths[place] += sum(((1 + log(count)) * rarest) ** 2 for count in counts.values())
        known.data[known.indptr[place] : known.indptr[place + 1]] /= max(lengths[place], 1) ** 0.5
    return vectors, known


def _sharing_stems(asked: Sequence[str], texts: Sequence[str]) -> list[int]:
    """Return the places of the texts that share most stems with any of the asked ones."""
    import numpy as np  # noqa: PLC0415 - as sklearn
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - as above

    weigh = TfidfVectorizer(analyzer=lambda text: list(_stems(text)), sublinear_tf=True, dtype=np.float32)
    vectors = weigh.fit_transform(texts)
    chosen: set[int] = set()
    for found in _products(weigh.transform(asked), vectors):
        chosen.update(place for place, _share in islice(found, _CANDIDATES))
    return sorted(chosen) or [0]


def _stems(text: str) -> Iterator[str]:
    """Yield the beginning of each word and the end of long ones: compounds share one or the other."""
    for word in text.split():
        yield word[:_STEM]
        if len(word) > _LONG:
            yield f"-{word[-_TAIL:]}"


def _products(rows: Matrix, columns: Matrix) -> Iterator[Iterator[tuple[int, float]]]:
    """Yield for each row the columns that share anything with it, with the cosine, largest first; some rows at once."""
    import numpy as np  # noqa: PLC0415 - as sklearn

    turned = columns.T.tocsc()
    for start in range(0, rows.shape[0], _AT_ONCE):
        block = (rows[start : start + _AT_ONCE] @ turned).tocsr()
        for row in range(block.shape[0]):
            begin, end = block.indptr[row], block.indptr[row + 1]
            places, shares = block.indices[begin:end], block.data[begin:end]
            order = np.lexsort((places, -shares))
            yield zip(places[order].tolist(), shares[order].tolist(), strict=True)


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
