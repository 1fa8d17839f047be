"""A staircase: what a requirement asks from which day on, during a contract.

Method: docs/methods/staircase.md. A step takes effect some months after the contract's first day, or on a fixed day. It
holds until the next one takes effect, and the last one to the end of the contract.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from procurement.calculations.contract_period import ONE_DAY, ContractPeriod, months_later
from requirements_bank.calculations.requirement import Direction

METHOD_VERSION = "1.0"


class OnExtension(StrEnum):
    """What an extension brings: the steps written for it, or nothing that was not in force before it."""

    STEPS_GO_ON = "steps_go_on"
    LAST_STEP_STAYS = "last_step_stays"


class OnLateStart(StrEnum):
    """From when months are counted where the contract begins later than planned."""

    FROM_ACTUAL_START = "from_actual_start"
    FROM_PLANNED_START = "from_planned_start"


class OnPartialProof(StrEnum):
    """What counts where only a part is proved."""

    NOT_KEPT = "not_kept"
    PROVED_PART_COUNTS = "proved_part_counts"
    TIME_TO_COMPLETE = "time_to_complete"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its threshold, either months after the first day or a fixed day, and how long ahead it is told."""

    threshold: Decimal
    months: int | None = None
    day: date | None = None
    notice_months: int = 0

    def __post_init__(self) -> None:
        if (self.months is None) == (self.day is None):
            raise ValueError("a step takes effect some months after the start or on a fixed day: one of the two")


@dataclass(frozen=True, slots=True)
class Staircase:
    """Steps in the order they were written, the measure's direction and bounds, and the rules of what may happen."""

    direction: Direction
    steps: tuple[Step, ...]
    low: Decimal | None = None
    high: Decimal | None = None
    on_extension: OnExtension = OnExtension.STEPS_GO_ON
    on_late_start: OnLateStart = OnLateStart.FROM_ACTUAL_START


@dataclass(frozen=True, slots=True)
class StepInForce:
    """A step with its days: `number` as written, from 1; `option` 0 in the agreed time, else its extension."""

    number: int
    threshold: Decimal
    first: date
    last: date
    option: int
    notice: date | None = None


def steps_in_force(
    staircase: Staircase, period: ContractPeriod, *, planned_first: date | None = None
) -> list[StepInForce]:
    """Return the steps that ever hold in the period, in order of their days.

    `planned_first` is the day that was written in the tender, where the contract began on another. A step whose day
    has passed before the contract begins holds from its first day. A step after the end never holds, nor one that asks
    for no more than what is in force already: after a late start a fixed day may overtake a step counted in months.

    >>> steps = (Step(Decimal(50), months=12), Step(Decimal(70), months=36))
    >>> begins = ContractPeriod(date(2025, 3, 1), 48)
    >>> [each.first.isoformat() for each in steps_in_force(Staircase(Direction.AT_LEAST, steps), begins)]
    ['2026-03-01', '2028-03-01']
    """
    stretches = list(period.stretches())
    start = counted_from(staircase, period, planned_first)
    dated = sorted(
        ((max(day_of(step, start), period.first), number, step) for number, step in _numbered(staircase)),
        key=lambda each: (each[0], each[1]),
    )
    last_day = stretches[-1].last
    until = stretches[0].last if staircase.on_extension is OnExtension.LAST_STEP_STAYS else last_day
    begun = _rising((each for each in dated if each[0] <= until), staircase.direction)
    ends = [*(day - ONE_DAY for day, _number, _step in begun), last_day][1:]
    return [
        StepInForce(
            number=number,
            threshold=step.threshold,
            first=day,
            last=end,
            option=next(stretch.option for stretch in stretches if day in stretch),
            notice=months_later(day, -step.notice_months) if step.notice_months else None,
        )
        for (day, number, step), end in zip(begun, ends, strict=True)
    ]


def step_on(day: date, steps: Iterable[StepInForce]) -> StepInForce | None:
    """Return the step in force on the day, None before the first one and outside the contract.

    >>> steps = [StepInForce(1, Decimal(50), date(2026, 1, 1), date(2026, 12, 31), 0)]
    >>> step_on(date(2026, 12, 31), steps).number, step_on(date(2027, 1, 1), steps) is None
    (1, True)
    """
    return next((step for step in steps if step.first <= day <= step.last), None)


def threshold_on(day: date, steps: Iterable[StepInForce]) -> Decimal | None:
    """Return what is asked on the day, None before the first step and outside the contract."""
    step = step_on(day, steps)
    return step.threshold if step else None


def day_of(step: Step, start: date) -> date:
    """Return the day on which a step takes effect when months are counted from `start`."""
    return step.day if step.day is not None else months_later(start, step.months or 0)


def counted_from(staircase: Staircase, period: ContractPeriod, planned_first: date | None = None) -> date:
    """Return the day from which months are counted: the planned first day where the tender says so, else the first."""
    is_planned = staircase.on_late_start is OnLateStart.FROM_PLANNED_START
    return planned_first if is_planned and planned_first else period.first


def is_stricter(direction: Direction, threshold: Decimal, other: Decimal) -> bool:
    """Return whether a threshold asks for more than another one."""
    return threshold > other if direction is Direction.AT_LEAST else threshold < other


def _numbered(staircase: Staircase) -> Iterable[tuple[int, Step]]:
    return enumerate(staircase.steps, start=1)


def _rising(dated: Iterable[tuple[date, int, Step]], direction: Direction) -> list[tuple[date, int, Step]]:
    """Return the steps that ask for more than every one before them; of several on one day the strictest."""
    kept: list[tuple[date, int, Step]] = []
    for day, number, step in dated:
        if kept and not is_stricter(direction, step.threshold, kept[-1][2].threshold):
            continue
        if kept and kept[-1][0] == day:
            kept.pop()
        kept.append((day, number, step))
    return kept
