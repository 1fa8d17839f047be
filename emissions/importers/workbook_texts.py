"""How many letters the cells of a workbook name together, before a library writes them out.

A text that many cells have stands in a file once, and each cell names it by its number. The library that reads
workbooks gives every cell its own copy: a megabyte that is named a million times is a terabyte.

1. A text is as long as its part from where it begins to where the next one begins; that is never too short.
2. Every whole number counts as that of a text, whatever its cell says that it is, since that may be said in more ways
   than we look for. A value that is no plain number counts as the longest text; so does every mark that could hide one.
3. Where a part could hide where its texts begin (`<!`), each counts as long as the part.
"""

import re
import zipfile
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from emissions.importers.workbook_pieces import pieces

_TEXT: Final = re.compile(rb"<(?:[^\s<>/:]+:)?si[\s/>]")
_VALUE: Final = re.compile(rb"<(?:[^\s<>/:]+:)?v(?:\s[^<>]*)?>([^<]*)")
_PLAIN: Final = re.compile(rb"-?[0-9]*\.?[0-9]*(?:[eE][-+]?[0-9]+)?")
_HIDING: Final = (b"<!", b"<?")
_MOST_DIGITS: Final = 9


def named_letters(archive: zipfile.ZipFile, sheets: Iterable[zipfile.ZipInfo], texts: Iterable[zipfile.ZipInfo]) -> int:
    """Return how many bytes of texts the sheets name together, at most; 0 where no part holds texts."""
    lengths = _longest_of_each([_lengths(archive, part) for part in texts])
    longest, letters = max(lengths, default=0), 0
    for sheet in sheets if longest else ():
        for piece in pieces(archive, sheet):
            letters += sum(piece.count(sign) for sign in _HIDING) * longest
            letters += sum(_named(value, lengths, longest) for value in _VALUE.findall(piece))
    return letters


def _named(value: bytes, lengths: Sequence[int], longest: int) -> int:
    if value.isdigit():
        number = value.lstrip(b"0") or b"0"
        place = int(number) if len(number) <= _MOST_DIGITS else len(lengths)
        return lengths[place] if place < len(lengths) else 0
    return 0 if _PLAIN.fullmatch(value) else longest


def _longest_of_each(parts: Sequence[Sequence[int]]) -> list[int]:
    """Return the lengths of the only part that holds texts, or at each place the longest of several."""
    most = max(map(len, parts), default=0)
    return [max(part[place] for part in parts if place < len(part)) for place in range(most)]


def _lengths(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> list[int]:
    """Return at most how many bytes each text of a part has."""
    begins: list[int] = []
    fed, hides = 0, False
    for piece in pieces(archive, part):
        begins += [fed + found.start() for found in _TEXT.finditer(piece)]
        hides = hides or b"<!" in piece
        fed += len(piece)
    return [fed if hides else end - begin for begin, end in pairwise([*begins, fed])]
