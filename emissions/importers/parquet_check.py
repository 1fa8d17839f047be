"""Looks at an unopened Parquet file, so that no file can fill the memory of the machine or end the process.

1. It must begin and end with its mark, and its description may not be longer than the file or the limit.
2. A process of its own (parquet_child.py) reads it to its end first; what ends that process is a damaged file.
"""

import subprocess
import sys
from pathlib import Path
from typing import Final

from emissions.importers.raw_table import MOST_COLUMNS

ROOT: Final = Path(__file__).resolve().parents[2]
_SECONDS: Final = 600
_MARK, _ENCRYPTED_MARK = b"PAR1", b"PARE"
_LONGEST_DESCRIPTION: Final = 16 << 20
_ENDS: Final = 8
_START: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); from emissions.importers.parquet_child import main; main()"
)


def check_parquet(path: Path) -> str | None:
    """Return the code of the problem that forbids opening a Parquet file, or None."""
    return _check_ends(path) or _check_apart(path)


def _check_ends(path: Path) -> str | None:
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


def _check_apart(path: Path) -> str | None:
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-I", "-B", "-c", _START, str(ROOT), str(path.absolute()), str(MOST_COLUMNS)],
            capture_output=True,
            timeout=_SECONDS,
            cwd="/",
            env={"LANG": "C.UTF-8", "OMP_NUM_THREADS": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "parquet_is_too_large"
    return "parquet_is_damaged" if done.returncode else done.stdout.decode() or None
