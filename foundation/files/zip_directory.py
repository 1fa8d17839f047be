"""How long the list of contents of a zip is, before a library reads it whole: each entry takes a kilobyte there."""

import struct
from pathlib import Path
from typing import Final

_END: Final = struct.Struct("<4s4H2LH")
_LOCATOR: Final = struct.Struct("<4sLQL")
_END64: Final = struct.Struct("<4sQ2H2L4Q")
_LONGEST_COMMENT: Final = 0xFFFF
_IN_END64: Final = 0xFFFFFFFF


def zip_directory_bytes(path: Path) -> int:
    """Return how many bytes the list of contents says it has; 0 where the file has none that could be read."""
    size = path.stat().st_size
    with path.open("rb") as file:
        start = max(0, size - _LONGEST_COMMENT - _END.size)
        file.seek(start)
        tail = file.read()
        place = tail.rfind(b"PK\x05\x06")
        if place < 0 or len(tail) - place < _END.size:
            return 0
        entries, told = _END.unpack_from(tail, place)[4:6]
        if told != _IN_END64 and entries != _LONGEST_COMMENT:
            return int(told)
        file.seek(max(0, start + place - _LOCATOR.size))
        locator = file.read(_LOCATOR.size)
        if len(locator) < _LOCATOR.size or locator[:4] != b"PK\x06\x07":
            return int(told)
        file.seek(min(size, int(_LOCATOR.unpack(locator)[2])))
        end = file.read(_END64.size)
    return int(_END64.unpack(end)[8]) if len(end) == _END64.size and end[:4] == b"PK\x06\x06" else int(told)
