"""Keeps the problems of one reading, a bounded number of each kind, and counts the rest.

A file of a million bad rows must not become a million sentences: of each code the first ones are kept, and a last
notice says how many there were.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from foundation.problems import Problem, Severity

KEPT_OF_EACH_CODE: Final = 1_000


class ProblemLog:
    """Collects problems while a file is read; `take` hands over what is new, `close` the closing notices."""

    def __init__(self, keep: int = KEPT_OF_EACH_CODE) -> None:
        self._keep = keep
        self._seen: Counter[str] = Counter()
        self._tallies: Counter[tuple[str, str | None]] = Counter()
        self._new: list[Problem] = []

    def room(self, code: str) -> int:
        """Return how many more problems of this code will be kept."""
        return max(0, self._keep - self._seen[code])

    def seen(self, code: str) -> int:
        """Return how many problems of this code there have been, kept or not."""
        return self._seen[code]

    def add(self, problem: Problem) -> None:
        """Keep the problem, or only count it when enough of its kind are kept."""
        if self.room(problem.code):
            self._new.append(problem)
        self._seen[problem.code] += 1

    def add_rows(
        self,
        code: str,
        rows: Iterable[int],
        field: str,
        values: Iterable[object] = (),
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Report the same thing for many rows; `values` holds what stood there, row by row, and may be empty."""
        rows = list(rows)
        found = list(values) or [None] * len(rows)
        for row, value in list(zip(rows, found, strict=True))[: self.room(code)]:
            shown = (
                {"row": row, "field": field} if value is None else {"row": row, "field": field, "value": short(value)}
            )
            self._new.append(Problem(code, f"row {row}", field, severity, shown))
        self._seen[code] += len(rows)

    def count(self, code: str, times: int = 1) -> None:
        """Count problems of a code that are not worth making, since enough of them are kept."""
        if times > 0:
            self._seen[code] += times

    def tally(self, code: str, field: str | None, count: int) -> None:
        """Count a harmless thing that is told once, at the end, as a notice with `count`."""
        if count:
            self._tallies[code, field] += count

    def take(self) -> tuple[Problem, ...]:
        """Return the problems kept since the last call."""
        taken = tuple(self._new)
        self._new.clear()
        return taken

    def close(self) -> tuple[Problem, ...]:
        """Return what is left and the closing notices: the tallies, and for each code how many there were in all."""
        for (code, field), count in sorted(self._tallies.items(), key=str):
            self._new.append(Problem(code, "file", field, Severity.NOTICE, {"count": count, "field": field or ""}))
        for code, total in sorted(self._seen.items()):
            if total > self._keep:
                values: Mapping[str, object] = {"code": code, "shown": self._keep, "total": total}
                self._new.append(Problem("more_of_the_same", "file", None, Severity.NOTICE, values))
        return self.take()


def short(value: object, length: int = 60) -> str:
    """Return what stood in the source, cut to a length that fits into a sentence."""
    text = str(value)
    return text if len(text) <= length else f"{text[: length - 1]}…"
