r"""Cuts XML that is written plainly into columns: one row for each tag, with the text that follows it.

The parser still walks every byte, which is what refuses a file that is no XML; but it hands over nothing, and what
stands in the tags is told by columns. That holds for elements with a text or with elements inside, never with both,
without comments, CDATA or instructions. Whatever is written otherwise is left to the parser's handlers.

Signs below the blank, which XML does not have, stand for others while a piece is cut: `\x1e` for a line feed, `\x1d`
for a carriage return, `\x1f` for the end of a tag.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import polars as pl
import pyarrow as pa
import pyarrow.csv as arrow_csv

_SIGNS: Final = bytes.maketrans(b"\r\n<>", b"\x1d\x1e\n\x1f")
_OPENING: Final = re.compile(rb"</(?:[^\s<>/:]+:)?")
_BLANK: Final = b" \t\r\n"
_MOST_LOOKS: Final = 5
_COLUMNS: Final = ("tag", "text")
_MOST_BLANKS: Final = 64
_BLANKS: Final = tuple(
    f"{end}{sign * count}"
    for end in ("", "\x1e", "\x1d\x1e")
    for sign, most in ((" ", _MOST_BLANKS), ("\t", _MOST_BLANKS // 4))
    for count in range(most)
)
_NAMED: Final = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
_REFERENCE: Final = re.compile(r"&(?:#(?:x([0-9A-Fa-f]+)|([0-9]+))|(?:lt|gt|quot|apos|amp));")


def pieces(blocks: Iterable[bytes], element: str) -> Iterator[tuple[bytes, bool]]:
    """Yield the bytes of a file in pieces, and whether each ends with the end of an element, as far as one can see.

    The first that does holds the head of the file and one such element, as a head is never plain.
    """
    end, name = re.compile(rb"</(?:[^\s<>/:]+:)?" + element.encode() + b">"), f"{element}>".encode()
    rest, is_head = b"", True
    for block in blocks:
        piece = rest + block
        if is_head and (found := end.search(piece)):
            yield piece[: found.end()], True
            piece, is_head = piece[found.end() :], False
        border = _border(piece, name)
        rest = piece[border:] if border else b""
        yield (piece[:border], True) if border else (piece, False)
    if rest:
        yield rest, False


def up_to_last(piece: bytes, element: str) -> bytes:
    """Return a piece up to its last end of an element."""
    return piece[: _border(piece, f"{element}>".encode())]


def _border(piece: bytes, end: bytes) -> int:
    """Return how many bytes come up to the last tag that ends so; others may be beginnings."""
    at = len(piece)
    for _ in range(_MOST_LOOKS):
        at = piece.rfind(end, 0, at)
        start = piece.rfind(b"<", 0, at) if at > 0 else -1
        if start < 0:
            return 0
        if _OPENING.fullmatch(piece, start, at):
            return at + len(end)
    return 0


def cut(piece: bytes, tags: pa.DataType) -> pa.Table | None:
    """Return the tags of a piece (`tag`, without its brackets, as `tags` has it) each with its `text`.

    A text is null where it is blank, and not decoded yet. None where a tag or text holds a sign that ends another.
    """
    start = piece.find(b"<")
    if start < 0 or piece[:start].strip(_BLANK):
        return None
    rows = piece[start + 1 :].translate(_SIGNS)
    odd: list[arrow_csv.InvalidRow] = []

    def keep_aside(row: arrow_csv.InvalidRow) -> str:
        odd.append(row)
        return "skip"

    table = arrow_csv.read_csv(
        pa.py_buffer(rows),
        arrow_csv.ReadOptions(use_threads=False, block_size=len(rows) + 1, column_names=_COLUMNS),
        arrow_csv.ParseOptions(
            delimiter="\x1f",
            quote_char=False,
            newlines_in_values=False,
            ignore_empty_lines=False,
            invalid_row_handler=keep_aside,
        ),
        arrow_csv.ConvertOptions(
            column_types={"tag": tags, "text": pa.large_string()},
            null_values=_BLANKS,
            strings_can_be_null=True,
            check_utf8=False,
        ),
    )
    return None if odd or table["tag"].null_count else table


def has_blanks(texts: pa.Array) -> bool:
    """Return whether tags or texts hold line ends or tabs."""
    letters = texts.buffers()[2]
    held = letters.to_pybytes() if letters else b""
    return any(sign in held for sign in (b"\x1e", b"\x1d", b"\t"))


@dataclass(frozen=True, slots=True)
class Writing:
    """Whether texts that were cut hold line ends or references, which the parser would have handed over as meant."""

    has_lines: bool = False
    has_references: bool = False

    @classmethod
    def of(cls, piece: bytes, texts: pa.Array) -> "Writing":
        """Return what is to be decoded in the texts that were cut out of a piece."""
        return cls(has_blanks(texts), b"&" in piece)

    def decoded(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return texts as the parser would hand them over: line ends as line feeds, references as what they mean."""
        text = pl.col(pl.String)
        if self.has_lines:
            ended = text.str.replace_all("\x1d?\x1e", "\n")
            frame = frame.with_columns(ended.str.replace_all("\x1d", "\n", literal=True))
        if not self.has_references:
            return frame
        found = frame.select(text.str.contains("&", literal=True).any())
        names = [name for name in found.columns if found[name][0]]
        if frame.select(pl.any_horizontal(pl.col(names).str.contains("&#", literal=True).any())).to_series().any():
            return frame.with_columns(pl.col(names).map_elements(_unescaped, return_dtype=pl.String))
        return frame.with_columns(pl.col(names).str.replace_many(list(_NAMED), list(_NAMED.values())))


AS_SAID: Final = Writing()


def _unescaped(text: str) -> str:
    return _REFERENCE.sub(_meant, text)


def _meant(reference: re.Match[str]) -> str:
    hexadecimal, decimal = reference.groups()
    if hexadecimal or decimal:
        return chr(int(hexadecimal, 16) if hexadecimal else int(decimal))
    return _NAMED[reference.group()]
