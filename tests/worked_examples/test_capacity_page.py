"""The worked example of docs/methods/capacity.md, recomputed from the page itself."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from follow_up.calculations.capacity import Slot, Task
from follow_up.calculations.capacity_plan import capacity_plan

JANUARY, FEBRUARY = Slot(date(2027, 1, 1), "Ada"), Slot(date(2027, 2, 1), "Ada")


def test_the_checks_of_the_page_stand_in_its_months(table: Callable[[str, str], list[list[str]]]) -> None:
    rows = table("capacity.md", "Worked example")
    tasks = [
        Task(name, Decimal(value), hours=Decimal(hours), fixed=FEBRUARY if why.startswith("appointment") else None)
        for name, value, hours, _month, why in rows
    ]
    plan = capacity_plan(tasks, {JANUARY: Decimal(10), FEBRUARY: Decimal(6)})
    months = {each.task: f"{each.slot.month:%Y-%m}" for each in plan.placements}

    assert [months.get(row[0], "–") for row in rows] == [row[3] for row in rows]
    assert [(each.task, each.reason.value) for each in plan.outside] == [("d", "no_room")]
