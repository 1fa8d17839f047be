"""Feed the ledger readers hostile files for as long as one likes, and say how many were tried.

Run from the checkout: `python -m tests.fuzz.fuzz_readers --inputs 20000 [--seed N] [--also FOLDER …]`.
Stops at the first file that breaks a reader and keeps it as `hostile-input.bin` in the current folder.
"""

import argparse
import os
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from emissions.importers import parquet_check, parquet_child, parquet_table
from emissions.importers.raw_table import MOST_COLUMNS
from tests.fuzz.hostile_files import check, hostile, samples

CUTS_OF_ONE_FILE = 400


def main() -> int:
    """Try the truncations first, then hypothesis; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=20_000, help="hostile files to make up, beside the truncations")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    parser.add_argument("--no-cuts", action="store_true", help="leave the truncations out")
    parser.add_argument("--also", type=Path, nargs="*", default=[], help="folders with further files to start from")
    parser.add_argument("--only", nargs="*", default=[""], help="parts of the names of the samples to start from")
    options = parser.parse_args()
    contents = [*samples(options.only), *(path.read_bytes() for folder in options.also for path in _files(folder))]
    setattr(parquet_table, "check_parquet", checked_in_a_fork)  # noqa: B010 - it is not exported
    run = FuzzRun(contents)
    started = time.monotonic()
    for content in [] if options.no_cuts else truncations(contents):
        run.try_one(content)
    cut = run.tried
    run.made_up(options.inputs, options.seed)
    minutes = (time.monotonic() - started) / 60
    made_up = f"{run.tried - cut} made-up files of {len(contents)} originals, seed {options.seed}"
    report = [
        f"{cut} truncations and {made_up}",
        f"{run.tried} inputs in {minutes:.1f} minutes, 0 exceptions; verdicts:",
    ]
    report += [f"  {count:7d}  {verdict}" for verdict, count in run.verdicts.most_common()]
    sys.stdout.write("\n".join(report) + "\n")
    return 0


def checked_in_a_fork(path: Path) -> str | None:
    """Look at a Parquet file as `check_parquet` does, in a fork of this process: starting a new one takes long."""
    if code := parquet_check.check_ends(path):
        return code
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_AS, (parquet_child.BYTES, parquet_child.BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.write(writing, parquet_child.verdict(str(path), MOST_COLUMNS, 1_000_000).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as said:
        code = said.read()
    return "parquet_is_damaged" if os.waitpid(child, 0)[1] else code or None


def truncations(contents: Sequence[bytes]) -> Iterator[bytes]:
    """Yield each content cut at every offset; long ones at evenly spread offsets, and at every one near the end."""
    for content in contents:
        step = max(1, len(content) // CUTS_OF_ONE_FILE)
        ends = {*range(0, len(content), step), *range(max(0, len(content) - 60), len(content))}
        for end in sorted(ends):
            yield content[:end]


class FuzzRun:
    """One run: the originals, how many inputs were tried, and what became of them."""

    def __init__(self, contents: Sequence[bytes]) -> None:
        self.contents = contents
        self.tried = 0
        self.verdicts: Counter[str] = Counter()
        self._path = Path(tempfile.mkdtemp(prefix="fuzz-readers-")) / "input"

    def try_one(self, content: bytes) -> None:
        """Read one input; keep it where it can be found if it breaks anything."""
        self.tried += 1
        try:
            summary = check(self._path, content)
        except BaseException:
            Path("hostile-input.bin").write_bytes(content)
            raise
        first = next((problem.code for problem in summary.problems if problem.is_error), "accepted")
        self.verdicts[first] += 1

    def made_up(self, inputs: int, number: int) -> None:
        """Let hypothesis make up inputs, in rounds, since one round remembers what it has tried."""
        rounds, left = 0, inputs
        while left > 0:
            size = min(left, 2_000)
            self._round(size, number + rounds)
            rounds, left = rounds + 1, left - size

    def _round(self, size: int, number: int) -> None:
        @seed(number)
        @settings(
            max_examples=size,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(hostile(self.contents))
        def trial(content: bytes) -> None:
            self.try_one(content)

        trial()


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size < 200_000)


if __name__ == "__main__":
    sys.exit(main())
