"""Texts as weights of their parts of words or of their stems, rare ones weighing more, and the cosine between them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import log
from typing import Any, TypeAlias

PART_LENGTHS = (3, 5)
_AT_ONCE = 100
_STEM, _LONG, _TAIL = 5, 9, 6

Matrix: TypeAlias = Any  # scipy's sparse matrices have no types


@dataclass(frozen=True, slots=True)
class Weighed:
    """Texts as vectors of length one, and what weighs other texts as they were weighed."""

    vectors: Matrix
    weigher: Any  # sklearn has no types either

    def asked(self, texts: Sequence[str]) -> Matrix:
        """Return the vectors of other texts by the same weights.

        A part that none of ours has weighs as much as the rarest could: what is all new is not alike because of three
        words.
        """
        cut, rarest = self.weigher.build_analyzer(), 1 + log(1 + self.vectors.shape[0])
        known = self.weigher.transform(texts)
        lengths = known.power(2).sum(axis=1).A1
        for place, text in enumerate(texts):
            counts = Counter(part for part in cut(text) if part not in self.weigher.vocabulary_)
            lengths[place] += sum(((1 + log(count)) * rarest) ** 2 for count in counts.values())
            known.data[known.indptr[place] : known.indptr[place + 1]] /= max(lengths[place], 1) ** 0.5
        return known


def weighed_parts(texts: Sequence[str]) -> Weighed:
    """Return the texts by their parts of words."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - a second that only this should take
    from sklearn.preprocessing import normalize  # noqa: PLC0415 - as above

    options = {"analyzer": "char_wb", "ngram_range": PART_LENGTHS, "sublinear_tf": True, "lowercase": False}
    weigher = TfidfVectorizer(**options, norm=None)
    plain = weigher.fit_transform(texts if any(texts) else [*texts, "-"])[: len(texts)]  # no vocabulary is refused
    return Weighed(normalize(plain), weigher)


def weighed_stems(texts: Sequence[str]) -> Weighed:
    """Return the texts by their stems, which are fewer and coarser than parts."""
    import numpy as np  # noqa: PLC0415 - as sklearn
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - as above

    weigher = TfidfVectorizer(analyzer=_stems_of, sublinear_tf=True, dtype=np.float32)
    return Weighed(weigher.fit_transform(texts), weigher)


def sharing(asked: Sequence[str], stems: Weighed, each: int) -> list[int]:
    """Return the places of the texts that share most stems with any of the asked ones, `each` for every one."""
    chosen: set[int] = set()
    for found in products(stems.weigher.transform(asked), stems.vectors):
        chosen.update(place for place, _share in islice(found, each))
    return sorted(chosen)


def products(rows: Matrix, columns: Matrix) -> Iterator[Iterator[tuple[int, float]]]:
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


def _stems_of(text: str) -> list[str]:
    return list(_stems(text))


def _stems(text: str) -> Iterator[str]:
    """Yield the beginning of each word and the end of long ones: compounds share one or the other."""
    for word in text.split():
        yield word[:_STEM]
        if len(word) > _LONG:
            yield f"-{word[-_TAIL:]}"
