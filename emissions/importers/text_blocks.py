"""The bytes of a text file as clean UTF-8 with line feeds: in blocks of whole lines, or in pieces of any kind."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from emissions.importers.code_pages import NORDIC, TABLES

BLOCK_BYTES: Final = 4 << 20
LONGEST_LINE: Final = 8 << 20  # no ledger has one; lines are put together in memory

_DOS_END: Final = b"\x1a"
_LONE_RETURN: Final = re.compile(rb"\r(?!\n)")


@dataclass(frozen=True, slots=True)
class TextEncoding:
    """The alphabet of a file and what is odd about it.

    `mixed`: some bytes belong to another alphabet and are read with that; `twice`: UTF-8 that was encoded twice;
    `returns`: carriage returns that are not part of a line ending, or that end lines alone;
    `is_endless`: a line is longer than LONGEST_LINE bytes, so that the file must not be read line by line.
    """

    name: str
    mixed: bool = False
    twice: bool = False
    returns: Literal["none", "stray", "line_ends"] = "none"
    is_endless: bool = False


def utf8_blocks(path: Path, encoding: TextEncoding, size: int = BLOCK_BYTES) -> Iterator[bytes]:
    """Yield the file as UTF-8 in blocks of whole lines that end with a line feed (the last one may lack it)."""
    rest = b""
    for decoded in utf8_pieces(path, encoding, size):
        block = rest + decoded
        cut = block.rfind(b"\n") + 1
        rest = block[cut:]
        if cut:
            yield _once(block[:cut]) if encoding.twice else block[:cut]
    rest = rest.rstrip(_DOS_END)
    if rest:
        yield _once(rest) if encoding.twice else rest


def raw_blocks(path: Path, size: int = BLOCK_BYTES) -> Iterator[bytes]:
    """Yield the bytes of a file as they are, in blocks."""
    with path.open("rb") as file:
        while block := file.read(size):
            yield block


def _twice_encoded() -> dict[bytes, bytes]:
    """Map each letter's UTF-8, read as CP1252 and encoded once more, back to the letter's UTF-8."""
    pairs = {}
    for letter in NORDIC + "èÈóÓáÁñÑß":
        once = letter.encode()
        for codec in ("cp1252", "latin-1"):
            wrong = once.decode(codec, "ignore")
            if len(wrong) == len(once):
                pairs[wrong.encode()] = once
    return pairs


TWICE: Final = _twice_encoded()


def _once(block: bytes) -> bytes:
    """Turn lines that were encoded as UTF-8 twice back; a line that was not does not survive the attempt and stays."""
    return b"\n".join(_line_once(line) for line in block.split(b"\n"))


def _line_once(line: bytes) -> bytes:
    if line.isascii():
        return line
    try:
        once = line.decode().encode("cp1252", "control_signs")
        once.decode()
    except UnicodeError:
        return line
    return once


def _fallback(error: UnicodeError) -> tuple[str, int]:
    """Read bytes that are not UTF-8 as CP1252 (codec error handler)."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return codecs.charmap_decode(error.object[error.start : error.end], "strict", TABLES["cp1252"])[0], error.end


def _control_signs(error: UnicodeError) -> tuple[bytes, int]:
    """Encode the control signs that Latin-1 has where CP1252 has letters (codec error handler)."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return error.object[error.start : error.end].encode("latin-1"), error.end


codecs.register_error("nordic_fallback", _fallback)
codecs.register_error("control_signs", _control_signs)


def utf8_pieces(path: Path, encoding: TextEncoding, size: int = BLOCK_BYTES) -> Iterator[bytes]:
    """Yield the file as UTF-8 in pieces, however long its lines are; a piece may end within a letter."""
    decoder = _Decoder(encoding)
    for block in raw_blocks(path, size):
        yield decoder.decode(block)
    yield decoder.decode(b"", final=True)


class _Decoder:
    """Turns raw blocks of any size into clean UTF-8 with line feeds."""

    def __init__(self, encoding: TextEncoding) -> None:
        self._encoding = encoding
        self._first = True
        self._table = TABLES.get(encoding.name)
        self._wide = None
        if self._table is None and (encoding.mixed or encoding.name.startswith("utf-16")):
            self._wide = codecs.getincrementaldecoder(encoding.name)("nordic_fallback" if encoding.mixed else "replace")
        self._held_return = b""

    def decode(self, block: bytes, *, final: bool = False) -> bytes:
        text = self._to_utf8(block, final=final)
        if self._first and text:
            text = text.removeprefix(codecs.BOM_UTF8)
            self._first = False
        return self._lines(text, final=final)

    def _to_utf8(self, block: bytes, *, final: bool) -> bytes:
        if self._wide is not None:
            return self._wide.decode(block, final).encode("utf-8", "replace")
        if self._table is not None and not block.isascii():
            return codecs.charmap_decode(block, "strict", self._table)[0].encode()
        return block

    def _lines(self, text: bytes, *, final: bool) -> bytes:
        """Make lone carriage returns line ends or spaces, and zero bytes visible as �; CR LF may stay."""
        if b"\0" in text:
            text = text.replace(b"\0", "\ufffd".encode())
        if self._encoding.returns == "none":
            return text
        text = self._held_return + text
        self._held_return = b"\r" if text.endswith(b"\r") and not final else b""
        text = text[: len(text) - len(self._held_return)]
        return _LONE_RETURN.sub(b"\n" if self._encoding.returns == "line_ends" else b" ", text)
