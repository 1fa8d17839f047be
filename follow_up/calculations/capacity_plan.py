"""Pack the most valuable checks into the hours there are, month by month.

Method: docs/methods/capacity.md.
1. Appointments stand where they are, even beyond the hours there are.
2. What was planned before stays where it is, while the check, the person, the month and the hours allow it, the most
   valuable per hour first.
3. Everything else goes, the most valuable per hour first, into the earliest month with room.
4. What is still outside, the most valuable first, comes in where a planned task can move to other room, or takes the
   place of planned tasks of one month that are worth less together, until nothing more can be gained so. What had to go
   looks for room elsewhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from follow_up.calculations.capacity import (
    Outside,
    OutsideReason,
    Place,
    Placement,
    Plan,
    Slot,
    Task,
    hours_of,
    risk_of,
)
from follow_up.calculations.capacity_room import Room, Sized


def capacity_plan(
    tasks: Iterable[Task],
    capacity: Mapping[Slot, Decimal],
    *,
    hours_by_kind: Mapping[str, Decimal] | None = None,
    before: Sequence[Placement] = (),
) -> Plan:
    """Return the plan; `capacity` has the hours of each controller and month of the horizon, `before` a former plan.

    The same tasks and hours with their own plan as `before` give the same plan. Raises ValueError where a task stands
    twice.

    >>> from datetime import date
    >>> slot = Slot(date(2026, 1, 1), "Ada")
    >>> tasks = [Task("a", Decimal(9), hours=Decimal(6)), Task("b", Decimal(8), hours=Decimal(4))]
    >>> plan = capacity_plan(tasks, {slot: Decimal(8)})
    >>> [each.task for each in plan.placements], [each.task for each in plan.outside]
    (['a'], ['b'])
    """
    listed = sorted(tasks, key=lambda task: task.task)
    if len({task.task for task in listed}) < len(listed):
        raise ValueError("a task stands twice")
    sizes = [(task, hours_of(task, hours_by_kind or {})) for task in listed]
    sized = sorted((Sized(task, hours) for task, hours in sizes if hours is not None), key=lambda each: each.worth)
    room = Room.of(capacity)
    _keep_promises(sized, room, {each.task: each.slot for each in before})
    _place(sized, room)
    _exchange(sized, room)
    left = sorted((task for task in listed if task.task not in room.where), key=lambda task: (-task.value, task.task))
    hours = {task.task: taken for task, taken in sizes}
    return Plan(
        placements=tuple(room.placements()),
        outside=tuple(Outside(task.task, _why_outside(task, hours[task.task], capacity)) for task in left),
        risk=risk_of(left),
        overbooked={slot: -free for slot, free in sorted(room.free.items()) if free < 0},
    )


def _keep_promises(tasks: Sequence[Sized], room: Room, before: Mapping[str, Slot]) -> None:
    """Rules 1 and 2."""
    for each in tasks:
        if each.task.fixed:
            room.put(each, each.task.fixed, Place.FIXED)
    for each in tasks:
        slot = before.get(each.task.task)
        if each.task.task not in room.where and slot is not None and room.fits(each, slot):
            room.put(each, slot, Place.KEPT)


def _place(tasks: Iterable[Sized], room: Room) -> None:
    """Rule 3."""
    for each in tasks:
        if each.task.task not in room.where and (slot := room.best_slot(each)):
            room.put(each, slot, Place.PLACED)


def _exchange(tasks: Sequence[Sized], room: Room) -> None:
    """Rule 4. Ends, since each turn has more planned or what is planned is worth more."""
    gained = True
    while gained:
        _place(sorted(_outside(tasks, room), key=lambda each: each.worth), room)
        gained = False
        for each in _outside(tasks, room):
            gained |= each.task.task not in room.where and _comes_in(each, room)


def _outside(tasks: Iterable[Sized], room: Room) -> list[Sized]:
    return sorted((each for each in tasks if each.task.task not in room.where), key=lambda each: each.value)


def _comes_in(coming: Sized, room: Room) -> bool:
    """Place a task by moving one elsewhere or by taking the place of what is worth less; return whether it worked."""
    if shift := room.shift_for(coming):
        slot, moving, other = shift
        room.take(moving)
        room.put(moving, other, Place.PLACED)
        room.put(coming, slot, Place.PLACED)
        return True
    if swap := room.swap_for(coming):
        slot, going = swap
        for each in going:
            room.take(each)
        room.put(coming, slot, Place.PLACED)
        _place(sorted(going, key=lambda each: each.worth), room)
        return True
    return False


def _why_outside(task: Task, hours: Decimal | None, capacity: Mapping[Slot, Decimal]) -> OutsideReason:
    if hours is None:
        return OutsideReason.HOURS_MISSING
    possible = [free for slot, free in capacity.items() if task.may_stand_in(slot)]
    if not possible:
        return OutsideReason.NO_MONTH
    return OutsideReason.TOO_LARGE if hours > max(possible) else OutsideReason.NO_ROOM
