"""Planned tasks; each function works within the open access."""

from datetime import date
from typing import Any

from follow_up.models import PlannedTask, RecurringTask, TaskKind
from follow_up.services.plan_tasks import TaskSaid, plan_task
from follow_up.services.recurring_tasks import RecurringSaid, make_recurring
from organisations.models import Organisation


def make_task(organisation: Organisation, title: str = "Status meeting", **said: Any) -> PlannedTask:
    """A status meeting on 1 June 2026, of nobody and no contract."""
    usual: dict[str, Any] = {"kind": TaskKind.STATUS_MEETING, "due_on": date(2026, 6, 1)}
    return plan_task(organisation=organisation, said=TaskSaid(title=title, **{**usual, **said}))


def make_half_yearly(
    organisation: Organisation, title: str = "Status meeting", *, today: date, **said: Any
) -> RecurringTask:
    """A status meeting every half-year, from `today` on."""
    usual: dict[str, Any] = {"kind": TaskKind.STATUS_MEETING, "first_on": today, "every_months": 6}
    return make_recurring(organisation=organisation, said=RecurringSaid(title=title, **{**usual, **said}), today=today)
