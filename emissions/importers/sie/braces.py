"""Follows the braces of a SIE file: in which voucher each line stands, and which vouchers were never closed.

A head awaits its opening brace; one that is written without a head in wait changes nothing. A closing brace ends what
is open, and so does the next head, which leaves the voucher before it unclosed.
"""

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from emissions.importers.sie.lines import Numbers

OUTSIDE: Final = -1
_BETWEEN, _AWAITING, _INSIDE = range(3)
_CLOSING, _HEAD, _OPEN_HEAD, _OPENING = range(4)
_AFTER: Final = np.array([_BETWEEN, _AWAITING, _INSIDE], dtype=np.int8)

Codes = npt.NDArray[np.int8]


class Place(NamedTuple):
    """Where in the file one is: between vouchers, behind the head of the newest one, or inside it."""

    state: int = _BETWEEN
    newest: int = -1

    @property
    def is_open(self) -> bool:
        """Whether the newest voucher has begun and not ended."""
        return self.state != _BETWEEN


class Braces:
    """The heads and braces among some lines that begin at a place of the file; all by their line numbers."""

    def __init__(self, before: Place, heads: Numbers, open_heads: Numbers, opening: Numbers, closing: Numbers) -> None:
        kinds = {_CLOSING: closing, _HEAD: heads, _OPEN_HEAD: open_heads, _OPENING: opening}
        lines = np.concatenate(list(kinds.values()))
        order = np.argsort(lines)
        marks = np.repeat(np.array(list(kinds), dtype=np.int8), [len(each) for each in kinds.values()])[order]
        is_head = (marks == _HEAD) | (marks == _OPEN_HEAD)
        self._lines = lines[order]
        self._states = _states(before.state, marks)
        self._newest = before.newest + np.append(0, np.cumsum(is_head))
        self._unclosed = is_head & (self._states[:-1] != _BETWEEN)

    def inside(self, lines: Numbers) -> Numbers:
        """Return the number of the voucher that each line stands in, or OUTSIDE."""
        at = np.searchsorted(self._lines, lines)
        return np.where(self._states[at] == _INSIDE, self._newest[at], OUTSIDE)

    def unclosed(self) -> dict[int, int]:
        """Return the lines of heads that stand where the voucher before was not closed, and that voucher's number."""
        return dict(zip(self._lines[self._unclosed].tolist(), self._newest[:-1][self._unclosed].tolist(), strict=True))

    def end(self) -> Place:
        """Return the place behind the lines."""
        return Place(int(self._states[-1]), int(self._newest[-1]))


def _states(before: int, marks: Codes) -> Codes:
    """Return the state before all marks and after each.

    Every mark but an opening brace decides it alone; that turns what awaits it into what is open.
    """
    decides = marks != _OPENING
    places = np.arange(1, len(marks) + 1)
    last = np.append(0, np.maximum.accumulate(np.where(decides, places, 0)))
    decided = np.append(np.int8(before), _AFTER[np.where(decides, marks, _CLOSING)])[last]
    opened = np.append(0, np.cumsum(~decides))
    return np.where((decided == _AWAITING) & (opened > opened[last]), np.int8(_INSIDE), decided)
