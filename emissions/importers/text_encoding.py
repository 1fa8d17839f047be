"""How the bytes of a text file become letters, found from the content alone.

A file may be ASCII, UTF-8 (with or without byte order mark, also when it claims something else), UTF-16, CP1252 or
CP437. Bytes that do not fit are read with the neighbouring alphabet instead of becoming question marks; text that was
turned into UTF-8 twice is turned back. Both leave a mark in `TextEncoding`, so that the reader can say so.
"""

import codecs
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal

import numpy as np
import pyarrow as pa

from emissions.importers.code_pages import TABLES, believability, mended_bytes
from emissions.importers.text_blocks import LONGEST_LINE, TWICE, TextEncoding, raw_blocks, utf8_blocks, utf8_pieces
from foundation.problems import Problem, Severity

__all__ = ["TextEncoding", "detect_encoding", "encoding_remarks", "endless_line", "utf8_blocks", "utf8_pieces"]

_UTF16_BOMS: Final = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_MOST: Final = 0.3
_HIGH, _RETURN, _LONGEST_SIGN = 0x80, 0x0D, 4
_ENOUGH_SIGNS: Final = 100_000
_LETTER: Final = re.compile(rb"\xc3[\x80-\xbf]")
_LONE_RETURN: Final = re.compile(rb"\r(?!\n)")


def detect_encoding(path: Path, prior: Literal["cp437", "cp1252"] = "cp1252") -> TextEncoding:
    """Find the encoding of a text file by reading it; `prior` decides between code pages that fit equally well."""
    with path.open("rb") as file:
        head = file.read(4096)
    if wide := _utf16(head):
        scan = _scanned(utf8_pieces(path, TextEncoding(wide)))
        return TextEncoding(wide, returns=scan.returns, is_endless=scan.is_endless)
    scan = _scanned(raw_blocks(path))
    if scan.is_utf8:
        name = "utf-8" if scan.high or head.startswith(codecs.BOM_UTF8) else "ascii"
        return TextEncoding(name, twice=scan.twice, returns=scan.returns, is_endless=scan.is_endless)
    if _is_mostly_utf8(path):
        return TextEncoding("utf-8", mixed=True, twice=scan.twice, returns=scan.returns, is_endless=scan.is_endless)
    name, mixed = _code_page(path, prior)
    return TextEncoding(name, mixed=mixed, returns=scan.returns, is_endless=scan.is_endless)


def encoding_remarks(encoding: TextEncoding) -> tuple[Problem, ...]:
    """Return notices on what is odd about the encoding of a file."""
    remarks = []
    if encoding.mixed:
        remarks.append(Problem("encodings_are_mixed", "file", None, Severity.NOTICE, {"encoding": encoding.name}))
    if encoding.twice:
        remarks.append(Problem("encoded_twice", "file", None, Severity.NOTICE))
    return tuple(remarks)


def endless_line() -> Problem:
    """Return the problem of a file with a line that is too long to be put together in memory."""
    return Problem("line_is_too_long", "file", values={"megabytes": LONGEST_LINE >> 20})


def _scanned(blocks: Iterable[bytes]) -> "_Scan":
    scan = _Scan()
    for block in blocks:
        scan.add(block)
    scan.finish()
    return scan


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


class _Lines:
    """How long the longest line is, as far as lines reach beyond one block."""

    def __init__(self, end: bytes) -> None:
        self._end = end
        self._run = self.longest = 0

    def add(self, block: bytes) -> None:
        first = block.find(self._end)
        reached = self._run + (len(block) if first < 0 else first)
        self.longest = max(self.longest, reached)
        self._run = reached if first < 0 else len(block) - block.rfind(self._end) - 1


class _Scan:
    """One pass over the bytes: is it UTF-8, is there more than ASCII in it, how do lines end, how long are they."""

    def __init__(self) -> None:
        self.high = self.twice = False
        self.is_utf8 = True
        self._lone_returns = self._newlines = False
        self._to_newline, self._to_return = _Lines(b"\n"), _Lines(b"\r")
        self._rest = b""

    @property
    def returns(self) -> Literal["none", "stray", "line_ends"]:
        if not self._lone_returns:
            return "none"
        return "stray" if self._newlines else "line_ends"

    @property
    def is_endless(self) -> bool:
        lines = self._to_return if self.returns == "line_ends" else self._to_newline
        return lines.longest > LONGEST_LINE

    def add(self, block: bytes) -> None:
        block = self._rest + block
        whole = _whole_signs(block)
        self._rest = block[whole:]
        self._look_at(block[:whole])

    def finish(self) -> None:
        self._look_at(self._rest)
        self._rest = b""

    def _look_at(self, block: bytes) -> None:
        self._to_newline.add(block)
        self._to_return.add(block)
        self._newlines = self._newlines or b"\n" in block
        self._lone_returns = self._lone_returns or _LONE_RETURN.search(block) is not None
        if block.isascii():
            return
        self.high = True
        self.twice = self.twice or (b"\x83" in block and any(twice in block for twice in TWICE))
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
    for block in raw_blocks(path):
        letters += len(_LETTER.findall(block))
        high += int(np.count_nonzero(np.frombuffer(block, dtype=np.uint8) >= _HIGH))
    return letters > 0 and letters >= high - 2 * letters


def _code_page(path: Path, prior: str) -> tuple[str, bool]:
    """Choose the code page that reads best; returns its name and whether bytes of the other one occur in the file."""
    scores = dict.fromkeys(TABLES, 0.0)
    histogram = np.zeros(256, dtype=np.int64)
    for block in raw_blocks(path):
        signs = np.frombuffer(block, dtype=np.uint8)
        high = signs[signs >= _HIGH]
        if histogram.sum() < _ENOUGH_SIGNS and high.size:
            for codec in scores:
                scores[codec] += believability(block, codec)
        histogram += np.bincount(high, minlength=256)
    other = "cp437" if prior == "cp1252" else "cp1252"
    name = other if scores[other] > scores[prior] else prior
    return name, bool((mended_bytes(name) & (histogram > 0)).any())
