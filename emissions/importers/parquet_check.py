"""Looks at an unopened Parquet file, so that no file can fill the memory of the machine or end the process.

1. It must begin and end with its mark, and its description may not be longer than the file or the limit.
2. A process of its own (parquet_child.py) reads it to its end first; what ends that process is a damaged file.
"""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from emissions.importers.raw_table import MOST_COLUMNS


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold, and how long reading it once may take."""

    rows: int
    seconds: int


IN_A_WORKER: Final = Limits(rows=100_000_000, seconds=600)
WHILE_SOMEBODY_WAITS: Final = Limits(rows=500_000, seconds=20)
ROOT: Final = Path(__file__).resolve().parents[2]
_MARK, _ENCRYPTED_MARK = b"PAR1", b"PARE"
_LONGEST_DESCRIPTION: Final = 16 << 20
_ENDS: Final = 8
_START: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); from emissions.importers.parquet_child import main; main()"
)


def check_parquet(path: Path, limits: Limits = IN_A_WORKER) -> str | None:
    """Return the code of the problem that forbids opening a Parquet file, or None."""
    return check_ends(path) or _check_apart(path, limits)


def check_ends(path: Path) -> str | None:
    """Return the same by what stands at the ends of the file alone."""
    size = path.stat().st_size
    if size < len(_MARK) + _ENDS:
        return "parquet_is_damaged"
    with path.open("rb") as file:
        file.seek(-_ENDS, 2)
        length, mark = int.from_bytes(file.read(4), "little"), file.read()
    if mark == _ENCRYPTED_MARK:
        return "parquet_is_encrypted"
    if mark != _MARK or length > size - len(_MARK) - _ENDS:
        return "parquet_is_damaged"
    return "parquet_is_too_large" if length > _LONGEST_DESCRIPTION else None


def _check_apart(path: Path, limits: Limits) -> str | None:
    most = (MOST_COLUMNS, limits.rows, limits.seconds)
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-I", "-B", "-c", _START, str(ROOT), str(path.absolute()), *map(str, most)],
            capture_output=True,
            timeout=limits.seconds,
            cwd="/",
            env={"LANG": "C.UTF-8", "OMP_NUM_THREADS": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "parquet_is_too_large"
    return "parquet_is_damaged" if done.returncode else done.stdout.decode() or None
