"""Plan one control of a contract: of a kind, in a month, by a person."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from follow_up.models import CONTROLS, PlannedTask, TaskKind
from follow_up.queries.control_hours import last_day_of, month_of
from follow_up.services.plan_tasks import TaskSaid, plan_task
from follow_up.services.refusals import FollowUpNotPossibleError
from organisations.models import User
from procurement.models import Contract, Obligation


@dataclass(frozen=True, slots=True)
class Check:
    """A control to plan. `key` is of the form that it comes from: what is sent twice is planned once.

    `due_on` is a day of the month, None for its last one.
    """

    kind: str
    month: date
    owner: User | None = None
    hours: Decimal | None = None
    title: str = ""
    obligations: Collection[Obligation] = field(default_factory=tuple)
    key: UUID | None = None
    due_on: date | None = None


def plan_check(contract: Contract, check: Check) -> PlannedTask:
    """Return the planned control, due on its day or the last one of its month. The same key is planned once.

    Raises FollowUpNotPossibleError for what is no control, a month that has passed, and as `plan_task` does.
    """
    if check.kind not in CONTROLS:
        raise FollowUpNotPossibleError(_("Choose a kind of control."), field="kind")
    if month_of(check.month) < month_of(timezone.localdate()):
        raise FollowUpNotPossibleError(_("The month has passed. Choose this one or a later one."), field="month")
    said = TaskSaid(
        kind=check.kind,
        title=check.title or str(TaskKind(check.kind).label),
        due_on=check.due_on or last_day_of(month_of(check.month)),
        contract=contract,
        owner=check.owner,
        hours=check.hours,
        covers=check.obligations,
    )
    return plan_task(organisation=contract.organisation, said=said, made_from=f"form:{check.key}" if check.key else "")
