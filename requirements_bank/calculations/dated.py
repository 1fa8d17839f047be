"""What a requirement says about time, on a day: which law is in force, and when a suggested step begins."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from requirements_bank.calculations.requirement import Law, SuggestedStep
from requirements_bank.calculations.requirement_reading import months_after


class Standing(StrEnum):
    """Where a law stands on a day."""

    IN_FORCE = "in_force"
    ENDS = "ends"
    COMING = "coming"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class DatedStep:
    """A suggested step with its day in a contract that starts on a day."""

    number: int
    day: date
    month: int
    threshold: Decimal


def standing_of(law: Law, today: date) -> Standing:
    """Return where the law stands; one that is in force and has a last day ends.

    >>> standing_of(Law("NO", "§ 1", date(2026, 7, 1), None, {}), date(2026, 6, 30)).value
    'coming'
    """
    if law.valid_from and today < law.valid_from:
        return Standing.COMING
    if law.valid_to is None:
        return Standing.IN_FORCE
    return Standing.ENDED if law.valid_to < today else Standing.ENDS


def dated_steps(steps: Iterable[SuggestedStep], start: date) -> tuple[DatedStep, ...]:
    """Return the steps with the days on which they begin in a contract that starts on `start`.

    >>> [str(step.day) for step in dated_steps([SuggestedStep(0, Decimal(30)), SuggestedStep(24, Decimal(70))],
    ...                                        date(2026, 3, 1))]
    ['2026-03-01', '2028-03-01']
    """
    return tuple(
        DatedStep(number, months_after(start, step.month), step.month, step.threshold)
        for number, step in enumerate(steps, start=1)
    )
