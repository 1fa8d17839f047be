"""Say how many hours there are, write the plan of them, and plan anew when something happened."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from follow_up.calculations.capacity import Slot
from follow_up.calculations.capacity_changes import Change
from follow_up.calculations.control_days import control_days
from follow_up.models import MOST_A_MONTH, ControllerCapacity, ExpectedHours, PlannedTask, TaskKind, TaskState
from follow_up.queries.control_hours import hours_by_kind, last_day_of, month_of
from follow_up.queries.hours_plan import NEW, HoursPlan, hours_plan
from follow_up.queries.seen import followed_contract
from follow_up.services.locked_task import save_task
from follow_up.services.plan_check import Check, plan_check
from follow_up.services.refusals import FollowUpNotPossibleError, record
from foundation.changes.record import current_actor, record_change
from foundation.errors import ConflictError
from foundation.postgres.locks import hold
from organisations.models import Organisation, User
from organisations.queries.people import people_of

LOCK = "hours_plan"


@transaction.atomic
def say_hours(
    *,
    organisation: Organisation,
    capacity: Mapping[tuple[User, date], Decimal | None],
    by_kind: Mapping[str, Decimal],
) -> None:
    """Write the hours by person and month, and what each kind of control takes; None takes hours away, whose ever.

    Raises FollowUpNotPossibleError for hours that cannot be and somebody without a role here.
    """
    if any(hours is not None and not 0 <= hours <= MOST_A_MONTH for hours in capacity.values()):
        raise FollowUpNotPossibleError(_("A month has from 0 to 400 hours."))
    if any(hours <= 0 for hours in by_kind.values()):
        raise FollowUpNotPossibleError(_("A control takes more than 0 hours."))
    hold(LOCK, str(organisation.pk))
    if not {person for (person, _month), hours in capacity.items() if hours is not None} <= _members(organisation):
        raise FollowUpNotPossibleError(_("Choose somebody with a role here."))
    by = current_actor().name
    for (person, month), hours in capacity.items():
        if hours is None:
            ControllerCapacity.objects.filter(organisation=organisation, person=person, month=month).delete()
        else:
            ControllerCapacity.objects.update_or_create(
                organisation=organisation, person=person, month=month, defaults={"hours": hours, "updated_by": by}
            )
    for kind, hours in by_kind.items():
        ExpectedHours.objects.update_or_create(
            organisation=organisation, kind=kind, defaults={"hours": hours, "updated_by": by}
        )
    whole = sum((hours for hours in capacity.values() if hours is not None), Decimal(0))
    record_change(
        organisation_id=organisation.pk,
        kind="follow_up.hours",
        object_id=organisation.uuid,
        action="said",
        summary={"hours": str(whole)},
    )


@transaction.atomic
def write_plan(*, organisation: Organisation, digest: str, today: date | None = None) -> int:
    """Write the plan that was previewed, as `digest` names it; return how many controls were planned or moved.

    Written twice changes nothing the second time. Raises ConflictError where something happened since the preview, so
    that another plan would be written than the one that was seen.
    """
    hold(LOCK, str(organisation.pk))
    now = today or timezone.localdate()
    plan = hours_plan(organisation, now)
    if not plan.changes:
        return 0
    if plan.digest != digest:
        raise ConflictError(_("Something happened since you looked. This is the plan as it would be now."))
    days = _days(plan.changes, now)
    for change in plan.changes:
        if change.task.startswith(NEW):
            _create(organisation, plan, change, days.get(change.task))
        else:
            _move(organisation, change, days.get(change.task))
    return len(plan.changes)


def _days(changes: Iterable[Change], today: date) -> dict[str, date]:
    """Return by task on which day of its month it is due, where the plan has given it one."""
    by_slot: dict[Slot, list[str]] = {}
    for change in changes:
        if change.after is not None:
            by_slot.setdefault(change.after, []).append(change.task)
    return {
        task: day
        for slot, tasks in by_slot.items()
        for task, day in zip(tasks, control_days(slot.month, len(tasks), today), strict=True)
    }


def _members(organisation: Organisation) -> set[User]:
    return {each.user for each in people_of(organisation)}


def _create(organisation: Organisation, plan: HoursPlan, change: Change, day: date | None) -> None:
    contract = followed_contract(organisation, UUID(change.task.removeprefix(NEW)))
    if contract is None or change.after is None:
        return
    kind = plan.kinds[change.task]
    check = Check(
        kind=kind,
        month=change.after.month,
        owner=User.objects.get(uuid=change.after.controller),
        hours=hours_by_kind(organisation)[kind],
        title=str(TaskKind(kind).label),
        due_on=day,
    )
    plan_check(contract, check)


def _move(organisation: Organisation, change: Change, day: date | None) -> None:
    held = PlannedTask.objects.select_for_update(of=("self",)).select_related("contract")
    task = held.filter(organisation=organisation, uuid=change.task, state=TaskState.PLANNED).first()
    if task is None:
        return
    if change.after is None:
        task.month = None
    else:
        _place(task, change.after, day)
    task.times_given_hours += 1
    save_task(task)
    if task.contract:
        month = f"{task.month:%Y-%m}" if task.month else "–"
        record("task", "given_hours", task.uuid, task.contract, title=task.title, month=month)


def _place(task: PlannedTask, slot: Slot, day: date | None) -> None:
    """Put a control into a person's month; an appointment that was missed is none any more."""
    if slot.month != (task.month or month_of(task.due_on)):
        task.is_fixed, task.starts_at = False, None
    if task.recurring_id is None and slot.month != month_of(task.due_on):
        task.due_on = day or last_day_of(slot.month)
    task.month, task.owner = slot.month, User.objects.get(uuid=slot.controller)
