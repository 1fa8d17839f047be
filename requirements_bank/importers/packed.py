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


LIMITS = Limits(parts=20_000, unpacked=200 << 20)


def unpacked(data: bytes, limits: Limits = LIMITS) -> Iterator[tuple[str, bytes]]:
    """Yield each file of the archive with its name; raises BankFileError where it is broken or too much."""
    total = 0
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
                        if total > limits.unpacked:
                            raise BankFileError(Problem("file_too_large", ""))
                        pieces.append(piece)
                yield part.filename, b"".join(pieces)
    except _BROKEN as error:
        raise BankFileError(Problem("packed_file_is_damaged", "")) from error


def is_packed(data: bytes) -> bool:
    """Whether the file is a zip by its first bytes."""
    return data.startswith(b"PK\x03\x04")
