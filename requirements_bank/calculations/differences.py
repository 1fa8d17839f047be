"""What changed between two texts, word by word, and between two requirements, field by field.

A word, a run of spaces and a punctuation mark are tokens. What was taken out stands before what came in its place.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

TOKEN = re.compile(r"\{\w+\}|\w+(?:[-'’]\w+)*|\s+|[^\w\s]")
EDGES = re.compile(r"(^\s+|\s+$)")
ALIKE = 0.4  # share of the words in common from which on it helps to mark the others
MOST_TOKENS = 4000  # of both texts together; longer ones are shown as replaced line by line, which is quick


class Mark(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text, and what became of it."""

    text: str
    mark: Mark = Mark.SAME

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to see of it; spaces around a change are pieces of their own."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field before and after; `pieces` hold both."""

    key: str
    pieces: tuple[Piece, ...]

    @property
    def has_changed(self) -> bool:
        """Whether anything in it changed."""
        return any(piece.mark is not Mark.SAME for piece in self.pieces)


def words_changed(before: str, after: str) -> tuple[Piece, ...]:
    """Return both texts as one, with what was removed and added marked.

    >>> [f"{piece.mark}: {piece.text}" for piece in words_changed("At least 50 % by van.", "At least 60 % by van.")]
    ['same: At least ', 'removed: 50', 'added: 60', 'same:  % by van.']
    """
    if before == after:
        return (Piece(before),) if before else ()
    return tuple(_joined(_pieces(_tokens(before, after), _tokens(after, before))))


def compared(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[FieldDifference, ...]:
    """Return the fields that say anything, in the order of `after`, with what it lacks at the end."""
    keys = [*after, *(key for key in before if key not in after)]
    found = (FieldDifference(key, words_changed(before.get(key, ""), after.get(key, ""))) for key in keys)
    return tuple(difference for difference in found if difference.pieces)


def words_beyond(below: str, text: str) -> tuple[Piece, ...]:
    """Return `text` alone, with the words marked as added that the text below it does not have in their place.

    Where the texts have little in common nothing is marked, since everything would be.

    >>> [piece.text for piece in words_beyond("by van", "by electric van") if piece.mark is Mark.ADDED]
    ['electric', ' ']
    """
    pieces = tuple(piece for piece in words_changed(below, text) if piece.mark is not Mark.REMOVED)
    common = sum(len(piece.text) for piece in pieces if piece.mark is Mark.SAME)
    return pieces if common >= ALIKE * len(text) or not below else (Piece(text),)


def _tokens(text: str, other: str) -> list[str]:
    if len(text) + len(other) > MOST_TOKENS * 5:
        return text.splitlines(keepends=True)
    return TOKEN.findall(text)


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    for change, start, end, to_start, to_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        removed, added = "".join(before[start:end]), "".join(after[to_start:to_end])
        if change == "equal":
            yield Piece(added)
        else:
            yield from (Piece(text, mark) for text, mark in ((removed, Mark.REMOVED), (added, Mark.ADDED)) if text)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces with a lone space between two changes taken into both, so that a changed phrase reads as one."""
    removed = added = ""
    waiting = list(pieces)
    for place, piece in enumerate(waiting):
        if piece.mark is Mark.REMOVED:
            removed += piece.text
        elif piece.mark is Mark.ADDED:
            added += piece.text
        elif piece.text.isspace() and removed and added and _changes_on(waiting, place + 1):
            removed, added = removed + piece.text, added + piece.text
        else:
            yield from _marked(removed, added)
            removed = added = ""
            yield piece
    yield from _marked(removed, added)


def _changes_on(pieces: list[Piece], place: int) -> bool:
    marks = {piece.mark for piece in pieces[place : place + 2]}
    return {Mark.REMOVED, Mark.ADDED} <= marks


def _marked(removed: str, added: str) -> Iterator[Piece]:
    for text, mark in ((removed, Mark.REMOVED), (added, Mark.ADDED)):
        yield from (Piece(part, mark) for part in EDGES.split(text) if part)
