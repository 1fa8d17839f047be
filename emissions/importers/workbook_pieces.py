"""Parts of an unopened workbook, unpacked piece by piece."""

import zipfile
from collections.abc import Iterator
from typing import Final

_PIECE: Final = 1 << 20
LONGEST_TAG: Final = 8 << 20


def pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a part in pieces that end where a tag begins, so that no mark is cut in two.

    A piece of `LONGEST_TAG` bytes is one in which none begins.
    """
    tail = b""
    with archive.open(part) as file:
        while piece := file.read(_PIECE):
            piece = tail + piece
            cut = piece.rfind(b"<") if len(piece) < LONGEST_TAG else len(piece)
            if cut > 0:
                yield piece[:cut]
            tail = piece[max(cut, 0) :]
    yield tail
