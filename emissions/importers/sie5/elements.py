"""What the elements of a SIE 5 file say that the reader asks for, as columns.

A piece of whole vouchers that is written plainly is cut by columns: tags of one element nearly always have the same
attributes in the same order, so that a shape of them, once met, is an expression that cuts all others like it.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import repeat
from types import MappingProxyType
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

from emissions.importers.xml.plain_pieces import Writing, cut, has_blanks

JOURNAL, VOUCHER, POSTING, OBJECT, REFERENCE, STRUCK = range(1, 7)
_NAMES: Final = {
    "Journal": JOURNAL,
    "JournalEntry": VOUCHER,
    "LedgerEntry": POSTING,
    "ObjectReference": OBJECT,
    "SubdividedAccountObjectReference": REFERENCE,
    "Overstrike": STRUCK,
}
_ASKED: Final[Mapping[int, tuple[str, ...]]] = MappingProxyType(
    {
        JOURNAL: ("id",),
        VOUCHER: ("id", "journalDate", "text"),
        POSTING: ("accountId", "amount", "ledgerDate", "text"),
        OBJECT: ("dimId", "objectId"),
        REFERENCE: ("objectId",),
    }
)
_MOST_NAMES: Final = 100
_MOST_SHAPES: Final = 24  # of one element
_NAME: Final = r"^([^ /]+)"
_TAG: Final = re.compile(r'([A-Za-z_:][\w.:-]*)((?: +[A-Za-z_][\w.-]*="[^"]*")*) */?')
_SAID: Final = re.compile(r'( +)([A-Za-z_][\w.-]*)="[^"]*"')

Attributes = Mapping[str, str]
Codes = npt.NDArray[np.int8]


class Elements(NamedTuple):
    """Elements in the order of their starts: a code for each, 0 for others, and what those of a code say."""

    codes: Codes
    said: Mapping[int, pl.DataFrame]


def codes_of_names(namespace: str, separator: str) -> dict[str, int]:
    """Return the codes of the names as the parser gives them."""
    return {f"{namespace}{separator}{name}": code for name, code in _NAMES.items()}


def codes_of(names: Sequence[str], codes: Mapping[str, int]) -> Codes:
    """Return the codes of elements."""
    return np.fromiter(map(codes.get, names, repeat(0)), dtype=np.int8, count=len(names))


def as_elements(codes: Codes, said: Sequence[Attributes]) -> Elements:
    """Return what the parser has handed over."""
    columns = {}
    for code, asked in _ASKED.items():
        own = [said[place] for place in np.flatnonzero(codes == code).tolist()]
        texts = {name: [each.get(name) for each in own] for name in asked}
        columns[code] = pl.DataFrame(texts, schema=dict.fromkeys(asked, pl.String))
    return Elements(codes, columns)


class PlainElements:
    """Knows the shapes of the tags of a file, whose names all have the same prefix (`""` or with its colon)."""

    def __init__(self, prefix: str) -> None:
        self._codes = {f"{prefix}{name}": code for name, code in _NAMES.items()}
        self._prefix = prefix
        self._shapes: dict[str, list[str]] = {}

    def cut(self, piece: bytes) -> tuple[Elements, int, int] | None:
        """Return the elements of a piece, the tags that are opened (empty ones twice) and the elements that end.

        None for a piece that is not written plainly: then the parser's handlers have to tell.
        """
        table = cut(piece, pa.large_string())
        if table is None:
            return None
        tags = pl.Series("tag", table["tag"], dtype=pl.String)
        if has_blanks(table["tag"].combine_chunks()):
            tags = tags.str.replace_all("\x1d?\x1e|[\x1d\t]", " ")
        is_end = tags.str.starts_with("/")
        starts = tags.filter(~is_end)
        empty = int(starts.str.ends_with("/").sum())
        found = self._elements(starts, Writing(has_references=b"&" in piece))
        return None if found is None else (found, len(tags) + empty, int(is_end.sum()) + empty)

    def _elements(self, starts: pl.Series, writing: Writing) -> Elements | None:
        names = starts.str.extract(_NAME)
        columns = {}
        for name in names.unique():
            code = self._codes.get(name, 0)
            texts = self._said(name, starts.filter(names == name), _ASKED.get(code, ())) if self._knows(name) else None
            if texts is None:
                return None
            if code in _ASKED:
                columns[code] = writing.decoded(texts)
        for code, asked in _ASKED.items():
            columns.setdefault(code, pl.DataFrame(schema=dict.fromkeys(asked, pl.String)))
        codes = names.replace_strict(self._codes, default=0, return_dtype=pl.Int8).to_numpy()
        return Elements(codes, columns)

    def _knows(self, name: str | None) -> bool:
        """Return whether a name is one of few that can be in no other namespace than that of the file."""
        if name is None or not name.startswith(self._prefix) or ":" in name.removeprefix(self._prefix):
            return False
        return len(self._shapes.setdefault(name, [])) <= _MOST_SHAPES and len(self._shapes) <= _MOST_NAMES

    def _said(self, name: str, tags: pl.Series, asked: Sequence[str]) -> pl.DataFrame | None:
        """Return what the tags of an element say, or None for a tag that is written in a way of its own."""
        shapes = self._shapes[name]
        rest, found = tags.to_frame("tag").with_row_index(), []
        for count in range(_MOST_SHAPES):
            if rest.is_empty():
                break
            if count == len(shapes):
                shape = _shape(rest["tag"][0], asked)
                if shape is None:
                    return None
                shapes.append(shape)
            is_like, said = _cut_like(rest, shapes[count], asked)
            found.append(said)
            rest = rest.filter(~is_like)
        if rest.height:
            return None
        return found[0].drop("index") if len(found) == 1 else pl.concat(found).sort("index").drop("index")


def _shape(tag: str, asked: Sequence[str]) -> str | None:
    """Return the expression that all tags with the same attributes in the same order match, and no others."""
    found = _TAG.fullmatch(tag)
    if found is None:
        return None
    said = [
        f'{blanks}{re.escape(name)}="({"?P<" + name + ">" if name in asked else "?:"}[^"]*)"'
        for blanks, name in _SAID.findall(found[2])
    ]
    return f"^{re.escape(found[1])}{''.join(said)} */?$"


def _cut_like(tags: pl.DataFrame, shape: str, asked: Sequence[str]) -> tuple[pl.Series, pl.DataFrame]:
    """Return which tags have a shape, and what those say."""
    groups = [name for name in asked if f"(?P<{name}>" in shape]
    fields = pl.col("tag").str.extract_groups(shape).struct
    said = tags.select("index", *([fields.field(*groups)] if groups else []))
    is_like = said[groups[0]].is_not_null() if groups else tags["tag"].str.contains(shape)
    said = said if is_like.all() else said.filter(is_like)
    left_out = (pl.lit(None, dtype=pl.String).alias(name) for name in asked if name not in groups)
    return is_like, said.with_columns(left_out).select("index", *asked)
