"""Hold a planned or recurring task while it is changed, and record what was done with it."""

from typing import Any

from django.utils.translation import gettext as _

from follow_up.models import PlannedTask, RecurringTask, TaskState
from follow_up.services.refusals import FollowUpNotPossibleError
from foundation.changes.record import record_change
from foundation.errors import ConflictError


def locked_task(task: PlannedTask, *, revision: int | None = None) -> PlannedTask:
    """Return the task as it is now, held until the transaction ends.

    Raises ConflictError if it was saved after `revision`, where given.
    """
    held = PlannedTask.objects.select_for_update(of=("self",)).select_related("organisation", "contract", "owner")
    current = held.get(pk=task.pk)
    _check_revision(current, revision)
    return current


def planned_one(task: PlannedTask, *, revision: int | None = None) -> PlannedTask:
    """Return the held task; raises FollowUpNotPossibleError once it is done or cancelled, too."""
    current = locked_task(task, revision=revision)
    if current.state != TaskState.PLANNED:
        sentence = _("“%(title)s” is done or cancelled, and stays as it was noted.")
        raise FollowUpNotPossibleError(sentence % {"title": current.title})
    return current


def locked_recurring(recurring: RecurringTask, *, revision: int | None = None) -> RecurringTask:
    """Return the recurring task as it is now, held; raises as `locked_task` does, and for one that has ended."""
    held = RecurringTask.objects.select_for_update(of=("self",)).select_related("organisation", "contract", "owner")
    current = held.get(pk=recurring.pk)
    _check_revision(current, revision)
    if current.ended_at:
        sentence = _("“%(title)s” has ended. Make a new one.")
        raise FollowUpNotPossibleError(sentence % {"title": current.title})
    return current


def save_task(task: PlannedTask | RecurringTask) -> None:
    """Keep a task, and count that it was saved."""
    task.revision += 1
    task.save()


def record_task(task: PlannedTask | RecurringTask, action: str, **summary: Any) -> None:  # noqa: ANN401 - JSON
    """Append what was done with a task to the changes of its organisation."""
    kind = "follow_up.task" if isinstance(task, PlannedTask) else "follow_up.recurring_task"
    about = {"contract": task.contract.title} if task.contract else {}
    record_change(
        organisation_id=task.organisation_id,
        kind=kind,
        object_id=task.uuid,
        action=action,
        summary={"title": task.title, **about, **summary},
    )


def _check_revision(current: PlannedTask | RecurringTask, revision: int | None) -> None:
    if revision not in (None, current.revision):
        sentence = _(
            "Somebody else changed “%(title)s” in the meantime. What you typed is still here: compare, and save again."
        )
        raise ConflictError(sentence % {"title": current.title})
