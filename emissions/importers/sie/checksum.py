"""The check sum that a SIE file may carry (#KSUMMA): CRC-32 over labels and fields, without what separates them."""

import zlib
from collections.abc import Iterable
from typing import Final

_SEPARATORS: Final = b" \t\r\n{}"
_MARK: Final = b"#KSUMMA"
_ESCAPED_QUOTE: Final = b"\x00"


class Checksum:
    """Sums raw blocks of whole lines; blanks, line ends, braces and quotation marks around fields do not count."""

    def __init__(self) -> None:
        self._sum = 0

    def add(self, lines: bytes) -> None:
        """Add whole lines, none of them #KSUMMA."""
        parts = lines.replace(b'\\"', _ESCAPED_QUOTE).split(b'"')
        parts[::2] = [part.translate(None, _SEPARATORS) for part in parts[::2]]
        self._sum = zlib.crc32(b"".join(parts).replace(_ESCAPED_QUOTE, b'"'), self._sum)

    @property
    def value(self) -> int:
        """The sum so far, without sign."""
        return self._sum


def same_sum(declared: str, computed: int) -> bool:
    """Return whether a declared sum is the computed one; some programs write it with a sign."""
    try:
        return int(declared) % 2**32 == computed
    except ValueError:
        return False


def checksum_of(lines: Iterable[bytes]) -> int:
    """Return the check sum of what stands between the first and the last #KSUMMA line of a file."""
    checksum = Checksum()
    started = False
    for line in lines:
        is_mark = line.lstrip()[: len(_MARK)].upper() == _MARK
        if started and not is_mark:
            checksum.add(line)
        started = started or is_mark
    return checksum.value
