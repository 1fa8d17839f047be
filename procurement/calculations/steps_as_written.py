"""Steps as they are written, wherever they stand: in a plan, a bid or a contract. Which of them are the same."""

from datetime import date
from decimal import Decimal
from typing import Protocol

from procurement.calculations.staircase import Step


class Written(Protocol):
    """A threshold and from when on it is asked for: some months after the start, or a day."""

    @property
    def threshold(self) -> Decimal: ...  # noqa: D102 - said by the class

    @property
    def months(self) -> int | None: ...  # noqa: D102 - said by the class

    @property
    def day(self) -> date | None: ...  # noqa: D102 - said by the class


class WrittenAhead(Written, Protocol):
    """The same, with how many months ahead it is told."""

    @property
    def notice_months(self) -> int: ...  # noqa: D102 - said by the class


def same_step(step: Written) -> tuple[Decimal, int | None, date | None]:
    """Return what two steps share if they are the same: the threshold, and from when on it is asked for.

    >>> same_step(Step(Decimal("40.00"), months=12)) == same_step(Step(Decimal(40), months=12, notice_months=3))
    True
    """
    return step.threshold, step.months, step.day


def as_step(written: WrittenAhead) -> Step:
    """Return a step as the calculations take it, without what comes beside it."""
    return Step(written.threshold, months=written.months, day=written.day, notice_months=written.notice_months)
