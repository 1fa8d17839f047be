"""How far the classification has come: money decided well, and how many decisions are left until 95 % of it are.

Source: docs/methods/review_queue.md. Money is counted by the absolute amount of each posting key, so that a credit does
not hide an invoice; what was left out by a rule of the organisation's own is decided, too. So the whole stays the same
whatever is decided, and the number of decisions left never grows with one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

GOAL = Decimal("0.95")


@dataclass(frozen=True, slots=True)
class Progress:
    """Money decided well and money open, how many groups are open, and how many decisions are left until the goal."""

    decided: Decimal
    waiting: Decimal
    groups: int
    left: int

    @property
    def whole(self) -> Decimal:
        """All money that is to be decided."""
        return self.decided + self.waiting

    @property
    def share(self) -> Decimal:
        """The share of the money that is decided well; all of nothing is decided."""
        return self.decided / self.whole if self.whole else Decimal(1)

    @property
    def is_reached(self) -> bool:
        """Whether the goal is reached."""
        return self.left == 0


def progress(decided: Decimal, groups: Sequence[Decimal]) -> Progress:
    """Return how far it is: `groups` are the moneys of the open groups, in any order.

    >>> progress(Decimal(90), [Decimal(1), Decimal(6), Decimal(3)]).left
    1
    """
    waiting = sum(groups, Decimal(0))
    allowed = (1 - GOAL) * (decided + waiting)
    left, rest = 0, waiting
    for money in sorted(groups, reverse=True):
        if rest <= allowed:
            break
        rest -= money
        left += 1
    return Progress(decided, waiting, len(groups), left)
