"""The files in a zip archive that is one export in several parts, in the order of their numbers."""

import re
import zipfile
from typing import Final

MOST_PARTS: Final = 200


def parts_of(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the files of an archive, `…_2_12.xml` before `…_10_12.xml`, without what systems add by themselves.

    Two files may have the same name; each is there, which names alone would not tell.
    """
    parts = [each for each in archive.infolist() if not each.is_dir() and not each.filename.startswith("__MACOSX/")]
    return sorted(parts, key=lambda part: _in_order(part.filename))


def _in_order(name: str) -> list[tuple[int, str]]:
    return [(int(piece), "") if piece.isdigit() else (0, piece) for piece in re.split(r"([0-9]{1,18})", name)]
