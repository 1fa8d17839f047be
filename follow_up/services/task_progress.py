"""What becomes of a planned task: it is moved to another day, done, or cancelled with a reason."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from follow_up.models import PlannedTask, TaskState
from follow_up.models.tasks import MOST_HOURS
from follow_up.services.locked_task import planned_one, record_task, save_task
from follow_up.services.refusals import FollowUpNotPossibleError
from foundation.changes.record import current_actor
from foundation.typed_reasons import reason_of


@transaction.atomic
def move_task(task: PlannedTask, due_on: date, *, revision: int, because: str = "") -> PlannedTask:
    """Return the task on its new day; what is fixed is moved with a reason alone.

    Raises ConflictError if it was saved after `revision`; FollowUpNotPossibleError without a reason for a fixed one,
    onto a day on which the same recurring task comes already, and for one that is done or cancelled.
    """
    current, reason = planned_one(task, revision=revision), reason_of(because)
    if current.is_fixed and not reason:
        sentence = _("This day is fixed. Say why it is moved: it stays with the task.")
        raise FollowUpNotPossibleError(sentence, field="because")
    if due_on == current.due_on:
        raise FollowUpNotPossibleError(_("It is planned for that day already."), field="due_on")
    same = PlannedTask.objects.filter(recurring=current.recurring_id, due_on=due_on).exclude(pk=current.pk)
    if current.recurring_id and same.exists():
        sentence = _("The same task comes on %(day)s already. Choose another day.")
        raise FollowUpNotPossibleError(sentence % {"day": date_format(due_on)}, field="due_on")
    before = current.due_on
    current.due_on, current.month = due_on, due_on.replace(day=1)
    save_task(current)
    record_task(current, "moved", before=before.isoformat(), day=due_on.isoformat(), because=reason)
    return current


@transaction.atomic
def finish_task(
    task: PlannedTask, *, revision: int, done_on: date, minutes: str = "", spent_hours: Decimal | None = None
) -> PlannedTask:
    """Return the task as done on a day, with its minutes and the hours that it took.

    Raises ConflictError if it was saved after `revision`; FollowUpNotPossibleError for a day that has not come, for
    more than 200 hours, and for one that is done or cancelled.
    """
    current = planned_one(task, revision=revision)
    if done_on > timezone.localdate():
        raise FollowUpNotPossibleError(_("It cannot have been done on a day that has not come."), field="done_on")
    if spent_hours is not None and not 0 <= spent_hours <= MOST_HOURS:
        sentence = _("Write hours from 0 to %(most)s.")
        raise FollowUpNotPossibleError(sentence % {"most": MOST_HOURS}, field="spent_hours")
    current.state, current.done_on, current.done_by = TaskState.DONE, done_on, current_actor().name
    current.minutes, current.spent_hours = minutes.strip(), spent_hours
    save_task(current)
    record_task(current, "done", day=done_on.isoformat())
    return current


@transaction.atomic
def cancel_task(task: PlannedTask, *, revision: int, because: str) -> PlannedTask:
    """Return the task as cancelled. It stays in the plan, and a recurring one comes again on its other days.

    Raises ConflictError if it was saved after `revision`; FollowUpNotPossibleError without a reason, and for one that
    is done or cancelled.
    """
    current, reason = planned_one(task, revision=revision), reason_of(because)
    if not reason:
        raise FollowUpNotPossibleError(_("Say why it is cancelled."), field="because")
    current.state, current.cancelled_because = TaskState.CANCELLED, reason
    save_task(current)
    record_task(current, "cancelled", because=reason)
    return current
