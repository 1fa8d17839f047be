"""What a new plan moved, and why. Method: docs/methods/capacity.md."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from follow_up.calculations.capacity import Placement, Plan, Slot, Task


class Moved(StrEnum):
    """Why a task stands elsewhere than before, or no longer, or for the first time."""

    NEW = "new"
    GONE = "gone"
    APPOINTED = "appointed"
    MONTH_PASSED = "month_passed"
    NOT_ALLOWED = "not_allowed"
    FEWER_HOURS = "fewer_hours"
    MADE_ROOM = "made_room"
    NO_ROOM = "no_room"


@dataclass(frozen=True, slots=True)
class Change:
    """A task that moved: from where, to where – None for not planned –, why, and which tasks took its place."""

    task: str
    before: Slot | None
    after: Slot | None
    why: Moved
    for_tasks: tuple[str, ...] = ()


def plan_changes(
    before: Sequence[Placement], after: Plan, tasks: Iterable[Task], capacity: Mapping[Slot, Decimal]
) -> list[Change]:
    """Return what moved by task; `tasks` and `capacity` are those of the new plan. Nothing for what stayed.

    A task that was outside before and after is not told, nor one that is new and outside: the plan lists those.
    """
    known = {task.task: task for task in tasks}
    old, new = {each.task: each.slot for each in before}, {each.task: each.slot for each in after.placements}
    changes = []
    for name in sorted(old.keys() | new.keys()):
        was, now = old.get(name), new.get(name)
        if was == now:
            continue
        took = tuple(task for task, slot in sorted(new.items()) if slot == was and old.get(task) != was)
        why = Moved.NEW if was is None else _why(known.get(name), was, now, before, capacity)
        why = Moved.NO_ROOM if why is Moved.MADE_ROOM and not took else why
        changes.append(Change(name, was, now, why, took if why is Moved.MADE_ROOM else ()))
    return changes


def _why(
    task: Task | None,
    was: Slot,
    now: Slot | None,
    before: Iterable[Placement],
    capacity: Mapping[Slot, Decimal],
) -> Moved:
    if task is None:
        return Moved.GONE
    if now is not None and now == task.fixed:
        return Moved.APPOINTED
    if all(slot.month > was.month for slot in capacity):
        return Moved.MONTH_PASSED
    if not task.may_stand_in(was):
        return Moved.NOT_ALLOWED
    wanted = sum((each.hours for each in before if each.slot == was), Decimal(0))
    if wanted > capacity.get(was, Decimal(0)):
        return Moved.FEWER_HOURS
    return Moved.MADE_ROOM
