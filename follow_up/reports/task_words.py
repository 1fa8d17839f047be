"""Planned tasks as rows of the plan, with how far each has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from follow_up.models import PlannedTask, TaskState
from procurement.reports.staircase_words import number


@dataclass(frozen=True, slots=True)
class ShownTask:
    """A task with its state in one word: `tone` and `icon` of its tag."""

    task: PlannedTask
    state: str
    tone: str
    icon: str | None
    is_late: bool

    @property
    def hours(self) -> Decimal | None:
        """The hours that it is expected to take, without noughts at the end."""
        return None if self.task.hours is None else number(self.task.hours)

    @property
    def spent_hours(self) -> Decimal | None:
        """The hours that it took, without noughts at the end."""
        return None if self.task.spent_hours is None else number(self.task.spent_hours)


def shown_task(task: PlannedTask, today: date) -> ShownTask:
    """Return a task as a page shows it."""
    is_late = task.state == TaskState.PLANNED and task.due_on < today
    if is_late:
        return ShownTask(task, _("Late"), "bad", "error", is_late)
    looks: dict[str, tuple[str, str | None]] = {
        TaskState.PLANNED: ("outline", None),
        TaskState.DONE: ("good", "check-circle"),
        TaskState.CANCELLED: ("", None),
    }
    tone, icon = looks[task.state]
    return ShownTask(task, str(TaskState(task.state).label), tone, icon, is_late)


def shown_tasks(tasks: Iterable[PlannedTask], today: date) -> list[ShownTask]:
    """Return tasks as a page shows them."""
    return [shown_task(each, today) for each in tasks]


def in_months(tasks: Iterable[PlannedTask], today: date) -> list[dict[str, Any]]:
    """Return tasks in their order, by month; each month with its first day."""
    months: dict[date, list[ShownTask]] = {}
    for each in shown_tasks(tasks, today):
        months.setdefault(each.task.due_on.replace(day=1), []).append(each)
    return [{"first": first, "tasks": those} for first, those in months.items()]
