"""Plan one control of a contract: of a kind, in a month, by a person."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from follow_up.models import CONTROLS, PlannedTask, TaskKind, TaskObligation
from follow_up.queries.control_hours import last_day_of
from follow_up.services.refusals import FollowUpNotPossibleError, record
from foundation.changes.record import current_actor
from organisations.models import User
from organisations.queries.people import person_in
from procurement.models import Contract, Obligation

MOST_HOURS = Decimal(200)


@dataclass(frozen=True, slots=True)
class Check:
    """A control to plan. `key` is of the form that it comes from: what is sent twice is planned once."""

    kind: str
    month: date
    owner: User | None = None
    hours: Decimal | None = None
    title: str = ""
    obligations: Collection[Obligation] = field(default_factory=tuple)
    key: UUID | None = None


@transaction.atomic
def plan_check(contract: Contract, check: Check) -> PlannedTask:
    """Return the planned control, due on the last day of its month. The same key is planned once.

    Raises FollowUpNotPossibleError for what is no control, a month that has passed, hours that cannot be, and somebody
    without a role here.
    """
    list(Contract.objects.select_for_update(of=("self",)).filter(pk=contract.pk))
    if check.key and (there := PlannedTask.objects.filter(uuid=check.key, contract=contract).first()):
        return there
    _refuse(contract, check)
    month = check.month.replace(day=1)
    task = PlannedTask(
        organisation_id=contract.organisation_id,
        contract=contract,
        kind=check.kind,
        title=check.title or str(TaskKind(check.kind).label),
        owner=check.owner,
        due_on=last_day_of(month),
        month=month,
        hours=check.hours,
        made_by=current_actor().name,
    )
    if check.key:
        task.uuid = check.key
    task.save()
    TaskObligation.objects.bulk_create(
        TaskObligation(organisation_id=contract.organisation_id, task=task, obligation=each)
        for each in check.obligations
    )
    record("task", "planned", task.uuid, contract, title=task.title, month=f"{month:%Y-%m}")
    return task


def _refuse(contract: Contract, check: Check) -> None:
    if check.kind not in CONTROLS:
        raise FollowUpNotPossibleError(_("Choose a kind of control."), field="kind")
    if check.month.replace(day=1) < timezone.localdate().replace(day=1):
        raise FollowUpNotPossibleError(_("The month has passed. Choose this one or a later one."), field="month")
    if check.hours is not None and not 0 < check.hours <= MOST_HOURS:
        raise FollowUpNotPossibleError(_("Hours are more than 0 and at most 200."), field="hours")
    if check.owner and person_in(contract.organisation, check.owner) is None:
        raise FollowUpNotPossibleError(_("Choose somebody with a role here."), field="owner")
