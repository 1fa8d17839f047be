"""How the bytes of a text file become letters, found from the content alone.

A file may be ASCII, UTF-8 (with or without byte order mark, also when it claims something else), UTF-16, CP1252 or
CP437. Bytes that do not fit are read with the neighbouring alphabet instead of becoming question marks; text that was
turned into UTF-8 twice is turned back. Both leave a mark in `TextEncoding`, so that the reader can say so.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import numpy as np
import pyarrow as pa

from emissions.importers.code_pages import NORDIC, TABLES, believability, mended_bytes
from foundation.problems import Problem, Severity

BLOCK_BYTES: Final = 4 << 20
LONGEST_LINE: Final = 4 << 20

_UTF16_BOMS: Final = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_MOST: Final = 0.3
_HIGH, _RETURN, _LONGEST_SIGN = 0x80, 0x0D, 4
_ENOUGH_SIGNS: Final = 100_000
_LETTER: Final = re.compile(rb"\xc3[\x80-\xbf]")
_DOS_END: Final = b"\x1a"
_LONE_RETURN: Final = re.compile(rb"\r(?!\n)")


@dataclass(frozen=True, slots=True)
class TextEncoding:
    """The alphabet of a file and what is odd about it.

    `mixed`: some bytes belong to another alphabet and are read with that; `twice`: UTF-8 that was encoded twice;
    `returns`: carriage returns that are not part of a line ending, or that end lines alone.
    """

    name: str
    mixed: bool = False
    twice: bool = False
    returns: Literal["none", "stray", "line_ends"] = "none"


def detect_encoding(path: Path, prior: Literal["cp437", "cp1252"] = "cp1252") -> TextEncoding:
    """Find the encoding of a text file by reading it; `prior` decides between code pages that fit equally well."""
    with path.open("rb") as file:
        head = file.read(4096)
    if wide := _utf16(head):
        return TextEncoding(wide)
    scan = _Scan()
    for block in _raw_blocks(path):
        scan.add(block)
    scan.finish()
    if scan.is_utf8:
        name = "utf-8" if scan.high or head.startswith(codecs.BOM_UTF8) else "ascii"
        return TextEncoding(name, twice=scan.twice, returns=scan.returns)
    if _is_mostly_utf8(path):
        return TextEncoding("utf-8", mixed=True, twice=scan.twice, returns=scan.returns)
    name, mixed = _code_page(path, prior)
    return TextEncoding(name, mixed=mixed, returns=scan.returns)


def encoding_remarks(encoding: TextEncoding) -> tuple[Problem, ...]:
    """Return notices on what is odd about the encoding of a file."""
    remarks = []
    if encoding.mixed:
        remarks.append(Problem("encodings_are_mixed", "file", None, Severity.NOTICE, {"encoding": encoding.name}))
    if encoding.twice:
        remarks.append(Problem("encoded_twice", "file", None, Severity.NOTICE))
    return tuple(remarks)


def utf8_blocks(path: Path, encoding: TextEncoding, size: int = BLOCK_BYTES) -> Iterator[bytes]:
    """Yield the file as UTF-8 in blocks of whole lines that end with a line feed (the last one may lack it).

    A line of more than LONGEST_LINE bytes, which no ledger has, is cut: its pieces are no rows of the table, and memory
    and time stay those of a block.
    """
    rest = b""
    for decoded in _decoded_blocks(path, encoding, size):
        block = rest + decoded
        cut = block.rfind(b"\n") + 1
        rest = block[cut:]
        if cut:
            yield _once(block[:cut]) if encoding.twice else block[:cut]
        elif len(rest) > LONGEST_LINE:
            yield rest
            rest = b""
    rest = rest.rstrip(_DOS_END)
    if rest:
        yield _once(rest) if encoding.twice else rest


def _raw_blocks(path: Path, size: int = BLOCK_BYTES) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(size):
            yield block


def _utf16(head: bytes) -> str | None:
    """Name the UTF-16 byte order from the mark, or from where the zero bytes of plain letters stand."""
    for mark, name in _UTF16_BOMS.items():
        if head.startswith(mark):
            return name
    signs = np.frombuffer(head[: len(head) // 2 * 2], dtype=np.uint8)
    if signs.size == 0:
        return None
    even, odd = (signs[0::2] == 0).mean(), (signs[1::2] == 0).mean()
    if odd > _MOST and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > _MOST and odd == 0 else None


class _Scan:
    """One pass over the bytes: is it UTF-8, is there more than ASCII in it, how do lines end."""

    def __init__(self) -> None:
        self.high = self.twice = False
        self.is_utf8 = True
        self._lone_returns = self._newlines = False
        self._rest = b""

    @property
    def returns(self) -> Literal["none", "stray", "line_ends"]:
        if not self._lone_returns:
            return "none"
        return "stray" if self._newlines else "line_ends"

    def add(self, block: bytes) -> None:
        block = self._rest + block
        whole = _whole_signs(block)
        self._rest = block[whole:]
        self._look_at(block[:whole])

    def finish(self) -> None:
        self._look_at(self._rest)
        self._rest = b""

    def _look_at(self, block: bytes) -> None:
        self._newlines = self._newlines or b"\n" in block
        self._lone_returns = self._lone_returns or _LONE_RETURN.search(block) is not None
        if block.isascii():
            return
        self.high = True
        self.twice = self.twice or (b"\x83" in block and any(twice in block for twice in _TWICE))
        self.is_utf8 = self.is_utf8 and _is_utf8(block)


def _whole_signs(block: bytes) -> int:
    """Return how many bytes of the block can be looked at without cutting a letter or a line ending in two."""
    end = len(block)
    while end > 0 and len(block) - end < _LONGEST_SIGN and (block[end - 1] >= _HIGH or block[end - 1] == _RETURN):
        end -= 1
    return end or len(block)


def _is_utf8(block: bytes) -> bool:
    ends = pa.py_buffer(np.array([0, len(block)], dtype=np.int64))
    try:
        pa.LargeStringArray.from_buffers(1, ends, pa.py_buffer(block)).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _is_mostly_utf8(path: Path) -> bool:
    """Whether a file with broken UTF-8 still holds mostly letters of good UTF-8 (two bytes, the first of them C3)."""
    letters = high = 0
    for block in _raw_blocks(path):
        letters += len(_LETTER.findall(block))
        high += int(np.count_nonzero(np.frombuffer(block, dtype=np.uint8) >= _HIGH))
    return letters > 0 and letters >= high - 2 * letters


def _code_page(path: Path, prior: str) -> tuple[str, bool]:
    """Choose the code page that reads best; returns its name and whether bytes of the other one occur in the file."""
    scores = dict.fromkeys(TABLES, 0.0)
    histogram = np.zeros(256, dtype=np.int64)
    for block in _raw_blocks(path):
        signs = np.frombuffer(block, dtype=np.uint8)
        high = signs[signs >= _HIGH]
        if histogram.sum() < _ENOUGH_SIGNS and high.size:
            for codec in scores:
                scores[codec] += believability(block, codec)
        histogram += np.bincount(high, minlength=256)
    other = "cp437" if prior == "cp1252" else "cp1252"
    name = other if scores[other] > scores[prior] else prior
    return name, bool((mended_bytes(name) & (histogram > 0)).any())


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


_TWICE: Final = _twice_encoded()


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


def _decoded_blocks(path: Path, encoding: TextEncoding, size: int) -> Iterator[bytes]:
    decoder = _Decoder(encoding)
    for block in _raw_blocks(path, size):
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
