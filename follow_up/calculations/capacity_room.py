"""The room that is left while checks are packed. Method: docs/methods/capacity.md."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from follow_up.calculations.capacity import Place, Placement, Slot, Task


@dataclass(frozen=True, slots=True)
class Sized:
    """A task with the hours that it takes."""

    task: Task
    hours: Decimal

    @property
    def worth(self) -> tuple[Decimal, Decimal, str]:
        """Sorts the most valuable per hour first, then the more valuable, then by name."""
        return (-self.task.value / self.hours, -self.task.value, self.task.task)

    @property
    def value(self) -> tuple[Decimal, str]:
        """Sorts the more valuable first, then by name."""
        return (-self.task.value, self.task.task)


@dataclass(slots=True)
class Room:
    """Hours that are free by controller and month, and what stands there. The one thing here that changes."""

    free: dict[Slot, Decimal]
    standing: dict[Slot, dict[str, Sized]] = field(default_factory=lambda: defaultdict(dict))
    where: dict[str, tuple[Slot, Place]] = field(default_factory=dict)

    @classmethod
    def of(cls, capacity: Mapping[Slot, Decimal]) -> "Room":
        """Return the room with nothing in it."""
        return cls(dict(sorted(capacity.items())))

    def put(self, sized: Sized, slot: Slot, why: Place) -> None:
        """Place a task, whether there is room or not."""
        self.free[slot] = self.free.get(slot, Decimal(0)) - sized.hours
        self.standing[slot][sized.task.task] = sized
        self.where[sized.task.task] = (slot, why)

    def take(self, sized: Sized) -> None:
        """Take a task out again."""
        slot, _why = self.where.pop(sized.task.task)
        del self.standing[slot][sized.task.task]
        self.free[slot] += sized.hours

    def fits(self, sized: Sized, slot: Slot) -> bool:
        """Return whether a task may stand there and there is room."""
        return slot in self.free and sized.task.may_stand_in(slot) and sized.hours <= self.free[slot]

    def best_slot(self, sized: Sized, apart_from: Slot | None = None) -> Slot | None:
        """Return the earliest month with room, there whoever has most left, then by name; None without any."""
        fitting = [slot for slot in self.free if slot != apart_from and self.fits(sized, slot)]
        return min(fitting, key=lambda slot: (slot.month, -self.free[slot], slot.controller), default=None)

    def shift_for(self, sized: Sized) -> tuple[Slot, Sized, Slot] | None:
        """Return where a task would stand if one there moved elsewhere without loss, which, and where to."""
        roomiest = max(self.free.values(), default=Decimal(0))
        for slot, free in self.free.items():
            if not sized.task.may_stand_in(slot):
                continue
            for name, each in self.standing[slot].items():
                may_move = each.hours <= roomiest and sized.hours <= free + each.hours
                if (
                    may_move
                    and self.where[name][1] is not Place.FIXED
                    and (other := self.best_slot(each, apart_from=slot))
                ):
                    return slot, each, other
        return None

    def swap_for(self, sized: Sized) -> tuple[Slot, list[Sized]] | None:
        """Return where a task would stand and what less valuable would have to go, losing least; None for nowhere."""
        found = [(slot, out) for slot in self.free if (out := self._to_clear(sized, slot))]
        return min(found, key=lambda each: (_value(each[1]), each[0]), default=None)

    def placements(self) -> Iterator[Placement]:
        """Yield what stands where, by month and controller, what takes most value per hour first."""
        for slot in sorted(self.standing):
            for sized in sorted(self.standing[slot].values(), key=lambda each: each.worth):
                yield Placement(sized.task.task, slot, sized.hours, self.where[sized.task.task][1])

    def _to_clear(self, sized: Sized, slot: Slot) -> list[Sized]:
        """Return what makes room and is worth least together; none where that is worth as much or does not suffice.

        Tried are each task alone, and the least valuable ones together.
        """
        if not sized.task.may_stand_in(slot):
            return []
        needed = sized.hours - self.free[slot]
        less = self._less_valuable(sized, slot)
        alone = next(([each] for each in less if each.hours >= needed), [])
        ways = [out for out in (alone, _needed_of(less, needed)) if out and _value(out) < sized.task.value]
        return min(ways, key=_value, default=[])

    def _less_valuable(self, sized: Sized, slot: Slot) -> list[Sized]:
        """Return what may give way to a task, the least valuable first."""
        less = (each for each in self.standing[slot].values() if each.task.value < sized.task.value)
        movable = [each for each in less if self.where[each.task.task][1] is not Place.FIXED]
        return sorted(movable, key=lambda each: each.value, reverse=True)


def _needed_of(tasks: list[Sized], needed: Decimal) -> list[Sized]:
    """Return the first tasks that take so many hours, without those that are not needed for it; none if all do not."""
    out: list[Sized] = []
    beyond = -needed
    for each in tasks:
        if beyond >= 0:
            break
        out.append(each)
        beyond += each.hours
    if beyond < 0:
        return []
    for each in reversed(out.copy()):
        if each.hours <= beyond:
            out.remove(each)
            beyond -= each.hours
    return out


def _value(tasks: list[Sized]) -> Decimal:
    return sum((each.task.value for each in tasks), Decimal(0))
