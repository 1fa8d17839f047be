"""Zip files, unpacked with a limit: what a file claims to hold is not believed, it is counted while it comes out."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from foundation.problems import Problem
from requirements_bank.importers.bank_contents import BankFileError

_PIECE = 1 << 16
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


@dataclass(frozen=True, slots=True)
class Limits:
    """How many parts a packed file may have, and how many bytes they may be together."""

    parts: int
    unpacked: int


LIMITS = Limits(parts=20_000, unpacked=80 << 20)
"""Five thousand requirements as long as those that come with Klimatrappa are 57 MB."""
_FREE, _MOST_TO_ONE = 1 << 20, 50


def most_unpacked(data: bytes, limits: Limits = LIMITS) -> int:
    """Return how many bytes may come out of a packed file: what costs little to send shall cost little to read."""
    return min(limits.unpacked, _FREE + _MOST_TO_ONE * len(data))


def unpacked(data: bytes, limits: Limits = LIMITS) -> Iterator[tuple[str, bytes]]:
    """Yield each file of the archive with its name; raises BankFileError where it is broken or too much."""
    total, most = 0, most_unpacked(data, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir()]
            if len(parts) > limits.parts:
                raise BankFileError(Problem("file_too_large", ""))
            for part in parts:
                pieces = []
                with archive.open(part) as file:
                    while piece := file.read(_PIECE):
                        total += len(piece)
                        if total > most:
                            raise BankFileError(Problem("file_too_large", ""))
                        pieces.append(piece)
                yield part.filename, b"".join(pieces)
    except _BROKEN as error:
        raise BankFileError(Problem("packed_file_is_damaged", "")) from error


def is_packed(data: bytes) -> bool:
    """Whether the file is a zip by its first bytes."""
    return data.startswith(b"PK\x03\x04")
