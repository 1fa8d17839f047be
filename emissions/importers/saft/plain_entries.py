"""The transactions of a piece of a SAF-T file, where it is written plainly, without any handler of the parser."""

from typing import Final

import numpy as np
import pyarrow as pa

from emissions.importers.saft.entries import Entries
from emissions.importers.saft.tokens import BLANK, CODES, ENTRIES, OTHER, Codes
from emissions.importers.xml.plain_pieces import Writing, cut

_TAGS: Final = pa.dictionary(pa.int32(), pa.string())
_MOST_UNKNOWN: Final = 200
_MOST_TAGS: Final = 3 * (len(CODES) + _MOST_UNKNOWN)  # each name may begin, end and be empty
_START, _END, _EMPTY = range(3)
_NOTHING: Final = -1
_ODD: Final = frozenset({"", ENTRIES})  # a tag with attributes or of another namespace, and the end of it all


class PlainEntries:
    """Knows the tags of a file, whose names all have the same prefix (`""` or with its colon)."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._unknown: set[str] = set()

    def cut(self, piece: bytes) -> tuple[Entries, int, int] | None:
        """Return the entries of a piece, the tags that are opened (empty ones twice) and the elements that end.

        None for a piece that is not written plainly: then the parser's handlers have to tell.
        """
        table = cut(piece, _TAGS)
        if table is None:
            return None
        tags, texts = (table[name].combine_chunks() for name in ("tag", "text"))
        kinds = self._kinds(tags.dictionary)
        if kinds is None:
            return None
        begins, ends, codes = (each[tags.indices.to_numpy()] for each in kinds)
        is_blank = texts.is_null().to_numpy(zero_copy_only=False)
        if not (is_blank | np.append(begins[:-1] == ends[1:], [False])).all():
            return None
        codes[is_blank & (begins >= 0)] = BLANK
        ended = int(np.count_nonzero(codes > 0))
        empty = ended - int(np.count_nonzero(ends >= 0))
        return Entries(texts, codes, Writing.of(piece, texts)), len(codes) + empty, ended

    def _kinds(self, tags: pa.StringArray) -> tuple[Codes, Codes, Codes] | None:
        """Return of each tag the code of what it begins, of what it ends (-1 for none), and what it is as a token.

        A name that the format does not have is OTHER as a token and has a number of its own beyond.
        """
        try:
            texts = tags.to_pylist() if len(tags) <= _MOST_TAGS else []
        except UnicodeDecodeError:
            return None
        found = [self._kind(text) for text in texts]
        names = {name for _, name in found}
        self._unknown |= names - CODES.keys()
        if not names or names & _ODD or len(self._unknown) > _MOST_UNKNOWN:
            return None
        number = {name: code for code, name in enumerate(sorted(self._unknown), OTHER)} | CODES
        begins = [number[name] if form == _START else _NOTHING for form, name in found]
        ends = [number[name] if form == _END else _NOTHING - 1 for form, name in found]
        tokens = [0 if form == _START else CODES.get(name, OTHER) for form, name in found]
        return _codes(begins), _codes(ends), _codes(tokens)

    def _kind(self, tag: str) -> tuple[int, str]:
        form = _END if tag.startswith("/") else _EMPTY if tag.endswith("/") else _START
        name = tag.removeprefix("/") if form == _END else tag.removesuffix("/")
        local = name.removeprefix(self._prefix)
        is_plain = name.startswith(self._prefix) and local.isidentifier() and local.isascii()
        return form, local if is_plain else ""


def _codes(values: list[int]) -> Codes:
    return np.array(values, dtype=np.int16)
