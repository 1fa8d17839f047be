"""Checks packed into hours: what always holds, how close to the best, and what a new plan moves."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from follow_up.calculations.capacity import OutsideReason, Place, Placement, Plan, Risk, Slot, Task
from follow_up.calculations.capacity_changes import Moved, plan_changes
from follow_up.calculations.capacity_plan import capacity_plan

JAN, FEB, MAR = (date(2027, month, 1) for month in (1, 2, 3))
ADA, BO = "Ada", "Bo"
SLOTS = [Slot(month, controller) for month in (JAN, FEB) for controller in (ADA, BO)]
capacities = st.fixed_dictionaries({slot: st.integers(0, 12).map(Decimal) for slot in SLOTS})
optional_slot = st.none() | st.sampled_from(SLOTS)


@st.composite
def task_lists(draw: st.DrawFn, most: int = 7) -> list[Task]:
    return [
        Task(
            f"t{place}",
            Decimal(draw(st.integers(0, 50))),
            hours=Decimal(draw(st.integers(1, 12))),
            earliest=draw(st.none() | st.sampled_from([JAN, FEB])),
            due=draw(st.none() | st.sampled_from([FEB, MAR])),
        )
        for place in range(draw(st.integers(0, most)))
    ]


def a_task(name: str, value: int, hours: int, **more: object) -> Task:
    return Task(name, Decimal(value), hours=Decimal(hours), **more)  # type: ignore[arg-type]


def where(plan: Plan) -> dict[str, Slot]:
    return {each.task: each.slot for each in plan.placements}


def value_of(plan: Plan, tasks: Sequence[Task]) -> Decimal:
    return sum((task.value for task in tasks if task.task in where(plan)), Decimal(0))


def free_in(plan: Plan, capacity: Mapping[Slot, Decimal]) -> dict[Slot, Decimal]:
    used = {slot: [each.hours for each in plan.placements if each.slot == slot] for slot in capacity}
    return {slot: hours - sum(used[slot], Decimal(0)) for slot, hours in capacity.items()}


def best_value(tasks: Sequence[Task], capacity: Mapping[Slot, Decimal]) -> Decimal:
    """The most that any plan is worth, by trying all of them."""
    if not tasks:
        return Decimal(0)
    task, rest = tasks[0], tasks[1:]
    found = best_value(rest, capacity)
    for slot, free in capacity.items():
        if task.hours is not None and task.hours <= free and task.may_stand_in(slot):
            found = max(found, task.value + best_value(rest, {**capacity, slot: free - task.hours}))
    return found


@given(task_lists(), capacities)
def test_nobody_has_more_than_the_hours_there_are_and_every_task_is_somewhere_once(
    tasks: list[Task], capacity: dict[Slot, Decimal]
) -> None:
    plan = capacity_plan(tasks, capacity)
    by_name = {task.task: task for task in tasks}

    assert all(free >= 0 for free in free_in(plan, capacity).values())
    assert all(by_name[each.task].may_stand_in(each.slot) for each in plan.placements)
    assert sorted([*where(plan), *(each.task for each in plan.outside)]) == sorted(by_name)
    assert len(plan.placements) == len(where(plan))


@given(task_lists(), capacities)
@example([a_task("small", 4, 1), a_task("y", 9, 4), a_task("coming", 10, 5)], {SLOTS[0]: Decimal(6)})
def test_nothing_is_outside_that_fits_or_is_worth_more_than_one_task_that_it_could_replace(
    tasks: list[Task], capacity: dict[Slot, Decimal]
) -> None:
    plan = capacity_plan(tasks, capacity)
    free, by_name = free_in(plan, capacity), {task.task: task for task in tasks}

    for outside in (by_name[each.task] for each in plan.outside):
        assert outside.hours is not None
        for slot in capacity:
            assert not outside.may_stand_in(slot) or outside.hours > free[slot]
        for planned in plan.placements:
            fits = outside.may_stand_in(planned.slot) and outside.hours <= free[planned.slot] + planned.hours
            assert not fits or by_name[planned.task].value >= outside.value


@given(task_lists(most=5), capacities)
@settings(max_examples=60, deadline=None, derandomize=True)  # measured, not proved
def test_a_plan_is_worth_at_least_half_of_the_best_one(tasks: list[Task], capacity: dict[Slot, Decimal]) -> None:
    found, best = value_of(capacity_plan(tasks, capacity), tasks), best_value(tasks, capacity)

    assert best / 2 <= found <= best


@given(task_lists(), capacities, st.randoms())
def test_a_plan_depends_on_no_order_and_stays_when_nothing_happens(
    tasks: list[Task], capacity: dict[Slot, Decimal], shuffle: object
) -> None:
    plan = capacity_plan(tasks, capacity)
    mixed = list(tasks)
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]
    again = capacity_plan(mixed, capacity, before=plan.placements)

    assert capacity_plan(mixed, capacity) == plan
    assert where(again) == where(plan)
    assert plan_changes(plan.placements, again, tasks, capacity) == []


@given(task_lists(), capacities, capacities)
def test_appointments_stay_whatever_comes(
    tasks: list[Task], capacity: dict[Slot, Decimal], later: dict[Slot, Decimal]
) -> None:
    plan = capacity_plan(tasks, capacity)
    fixed = [replace(task, fixed=where(plan).get(task.task)) for task in tasks]
    urgent = a_task("urgent", 1000, 12)
    new = capacity_plan([*fixed, urgent], later, before=plan.placements)

    assert all(where(new)[name] == slot for name, slot in where(plan).items())


def test_appointments_come_first_even_beyond_the_hours() -> None:
    slot = SLOTS[0]
    plan = capacity_plan([a_task("a", 1, 6, fixed=slot), a_task("b", 90, 5)], {slot: Decimal(4)})

    assert plan.placements == (Placement("a", slot, Decimal(6), Place.FIXED),)
    assert plan.overbooked == {slot: Decimal(2)}


def test_two_small_tasks_give_way_to_one_that_is_worth_more() -> None:
    slot = SLOTS[0]
    tasks = [a_task("a", 2, 1), a_task("b", 2, 1), a_task("large", 10, 10)]

    assert list(where(capacity_plan(tasks, {slot: Decimal(10)}))) == ["large"]


def test_one_large_task_gives_way_where_it_alone_makes_room() -> None:
    slot = SLOTS[0]
    tasks = [a_task("small", 4, 1), a_task("y", 9, 4), a_task("coming", 10, 5)]

    assert set(where(capacity_plan(tasks, {slot: Decimal(6)}))) == {"small", "coming"}


def test_the_one_that_is_worth_less_gives_way_where_the_least_valuable_ones_are_worth_too_much() -> None:
    slot = SLOTS[0]
    tasks = [a_task("a", 5, 2), a_task("b", 6, 2), a_task("c", 7, 4), a_task("coming", 10, 4, due=FEB)]
    fixed = Placement("c", slot, Decimal(4), Place.KEPT)
    before = [Placement(name, slot, Decimal(2), Place.KEPT) for name in "ab"]

    plan = capacity_plan(tasks, {slot: Decimal(8)}, before=[*before, fixed])

    assert set(where(plan)) == {"a", "b", "coming"}


def test_what_is_outside_has_its_reason_and_its_risk() -> None:
    tasks = [
        a_task("done", 50, 4, tonnes=Decimal(1)),
        a_task("crowded", 40, 4, tonnes=Decimal(7), spend=Decimal(100)),
        a_task("huge", 30, 9, spend=Decimal(20)),
        a_task("late", 20, 1, earliest=MAR),
        Task("unknown", Decimal(5), "visit"),
    ]
    plan = capacity_plan(tasks, {SLOTS[0]: Decimal(4)})

    assert [(each.task, each.reason) for each in plan.outside] == [
        ("crowded", OutsideReason.NO_ROOM),
        ("huge", OutsideReason.TOO_LARGE),
        ("late", OutsideReason.NO_MONTH),
        ("unknown", OutsideReason.HOURS_MISSING),
    ]
    assert plan.risk == Risk(4, Decimal(7), 3, Decimal(120), 2)


def test_hours_come_from_the_kind_of_control() -> None:
    plan = capacity_plan(
        [Task("a", Decimal(1), "visit")], {SLOTS[0]: Decimal(4)}, hours_by_kind={"visit": Decimal("3.5")}
    )

    assert plan.placements[0].hours == Decimal("3.5")


def test_a_new_plan_tells_what_moved_and_why() -> None:
    capacity = dict.fromkeys(SLOTS, Decimal(4))
    tasks = [a_task(name, value, 4) for name, value in (("a", 9), ("b", 8), ("c", 7), ("d", 6))]
    plan = capacity_plan(tasks, capacity)
    bo_is_away = {**capacity, SLOTS[1]: Decimal(0)}
    now = [*tasks[:3], a_task("urgent", 50, 4, due=JAN)]
    new = capacity_plan(now, bo_is_away, before=plan.placements)
    changes = {each.task: each for each in plan_changes(plan.placements, new, now, bo_is_away)}

    assert where(plan) == dict(zip("abcd", SLOTS, strict=True))
    assert where(new) == {"urgent": SLOTS[0], "a": SLOTS[2], "b": SLOTS[3]}
    assert changes["urgent"].why is Moved.NEW
    assert changes["b"].why is Moved.FEWER_HOURS
    assert changes["d"].why is Moved.GONE
    assert (changes["a"].why, changes["a"].for_tasks) == (Moved.MADE_ROOM, ("urgent",))
    assert (changes["c"].after, changes["c"].for_tasks) == (None, ("a",))


def test_a_month_that_has_passed_and_one_that_is_not_possible_are_told() -> None:
    capacity = dict.fromkeys(SLOTS, Decimal(4))
    before = [Placement("a", SLOTS[0], Decimal(4), Place.PLACED), Placement("b", SLOTS[2], Decimal(4), Place.PLACED)]
    now = [a_task("a", 2, 4), a_task("b", 1, 4, earliest=MAR)]
    february = {slot: hours for slot, hours in capacity.items() if slot.month == FEB}
    new = capacity_plan(now, february, before=before)

    assert [(each.task, each.why) for each in plan_changes(before, new, now, february)] == [
        ("a", Moved.MONTH_PASSED),
        ("b", Moved.NOT_ALLOWED),
    ]


def test_a_task_stands_once_and_takes_time() -> None:
    with pytest.raises(ValueError, match="twice"):
        capacity_plan([a_task("a", 1, 1), a_task("a", 1, 1)], {})
    with pytest.raises(ValueError, match="more than 0 hours"):
        a_task("a", 1, 0)
