"""What a hostile file is: who reads it, how it is made in any size, and what has to be said about it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

MB: Final = 1 << 20
LEDGER, NOTICE, WORDINGS, BANK = "ledger", "notice", "wordings", "bank"
FACTORS, RULES, FIXES, ACTIVITY = "own factors", "rules", "fix list", "activity"
READ: Final = "read"

Make = Callable[[Path, int], object]


@dataclass(frozen=True, slots=True)
class Case:
    """One hostile file.

    `make` writes it in any size: `full` is what is measured and read by `make endurance`, `small` what every test run
    reads, 0 where only `make endurance` does. `said` is the code of the first error that it must get in either size,
    or READ; `said_small` where a small one stays below the limit.
    """

    name: str
    reader: str
    make: Make
    full: int
    small: int
    said: str
    said_small: str = ""

    @property
    def expected_small(self) -> str:
        """What the small file must get."""
        return self.said_small or self.said


def text_file(pieces: Callable[[int], Iterator[str]], encoding: str = "utf-8") -> Make:
    """Return how to write a text of pieces, which may be larger than the memory."""

    def make(path: Path, size: int) -> None:
        with path.open("w", encoding=encoding, newline="") as file:
            file.writelines(pieces(size))

    return make


def _pieces(size: int, *, head: str, row: str, end: str) -> Iterator[str]:
    yield head
    for start in range(0, size, 10_000):
        yield row * min(10_000, size - start)
    yield end


def repeated(head: str, row: str, end: str = "", encoding: str = "utf-8") -> Make:
    """Return how to write a text with the same row `size` times."""
    return text_file(partial(_pieces, head=head, row=row, end=end), encoding)
