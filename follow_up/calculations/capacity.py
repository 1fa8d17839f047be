"""Checks and the hours there are for them: what is planned, when, by whom, and what falls outside.

Method: docs/methods/capacity.md. These are its words; capacity_plan.py packs, and capacity_changes.py tells what moved.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

METHOD_VERSION = "1.2"


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A controller's month, known by its first day."""

    month: date
    controller: str


@dataclass(frozen=True, slots=True)
class Task:
    """A check that is worth doing.

    `value` is what it is worth, such as the score of its priority, at least 0; `hours` what it takes, None to take it
    from its `kind`; `earliest` and `due` are first days of months, both within. A task that is `fixed` has an
    appointment. `tonnes` and `spend` are what it is about, None where that is not known.
    """

    task: str
    value: Decimal
    kind: str = ""
    hours: Decimal | None = None
    earliest: date | None = None
    due: date | None = None
    fixed: Slot | None = None
    tonnes: Decimal | None = None
    spend: Decimal | None = None

    def __post_init__(self) -> None:
        if self.value < 0 or (self.hours is not None and self.hours <= 0):
            raise ValueError(f"{self.task}: a task is worth at least 0 and takes more than 0 hours")

    def may_stand_in(self, slot: Slot) -> bool:
        """Return whether its months let it be done there."""
        return (self.earliest is None or self.earliest <= slot.month) and (self.due is None or slot.month <= self.due)


class Place(StrEnum):
    """Why a task stands where it stands."""

    FIXED = "fixed"
    KEPT = "kept"
    PLACED = "placed"


class OutsideReason(StrEnum):
    """Why a task is not planned."""

    HOURS_MISSING = "hours_missing"
    NO_MONTH = "no_month"
    TOO_LARGE = "too_large"
    NO_ROOM = "no_room"


@dataclass(frozen=True, slots=True)
class Placement:
    """A planned task: where, how long, and why there."""

    task: str
    slot: Slot
    hours: Decimal
    why: Place


@dataclass(frozen=True, slots=True)
class Outside:
    """A task that is not planned, and why."""

    task: str
    reason: OutsideReason


@dataclass(frozen=True, slots=True)
class Risk:
    """What falls outside: how many tasks, their tonnes and money, and of how many of them these are not known."""

    tasks: int
    tonnes: Decimal
    without_tonnes: int
    spend: Decimal
    without_spend: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Placements by month and controller, what is outside with the most valuable first, and who has too much.

    `overbooked` has the hours beyond what there is, by slot: only appointments may do that.
    """

    placements: tuple[Placement, ...]
    outside: tuple[Outside, ...]
    risk: Risk
    overbooked: Mapping[Slot, Decimal]


def hours_of(task: Task, by_kind: Mapping[str, Decimal]) -> Decimal | None:
    """Return the hours of a task: its own, else those of its kind, None where neither is known.

    >>> hours_of(Task("a", Decimal(1), "site_visit"), {"site_visit": Decimal(6)})
    Decimal('6')
    """
    hours = by_kind.get(task.kind) if task.hours is None else task.hours
    return hours if hours is not None and hours > 0 else None


def risk_of(tasks: Iterable[Task]) -> Risk:
    """Return what tasks are about together; what is not known is counted and not added."""
    listed = list(tasks)
    tonnes = [task.tonnes for task in listed if task.tonnes is not None]
    spend = [task.spend for task in listed if task.spend is not None]
    return Risk(
        tasks=len(listed),
        tonnes=sum(tonnes, Decimal(0)),
        without_tonnes=len(listed) - len(tonnes),
        spend=sum(spend, Decimal(0)),
        without_spend=len(listed) - len(spend),
    )
