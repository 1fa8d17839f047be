"""Plan what is done so that a deviation is mended, and say that it is done."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from follow_up.models import CorrectiveAction, Deviation
from follow_up.services.deviation_steps import check_day, held_deviation, keep_move, written
from follow_up.services.refusals import FollowUpNotPossibleError
from foundation.changes.record import current_actor
from foundation.written_names import tidy_name

MOST_ACTIONS = 50
LONGEST = 500


@transaction.atomic
def plan_action(
    deviation: Deviation, *, what: str, owner: str = "", due_on: date | None = None, revision: int | None = None
) -> CorrectiveAction:
    """Return the planned action; the deviation is being mended from now on.

    Raises FollowUpNotPossibleError without what is done, and where there are more than anybody reads.
    """
    held = held_deviation(deviation, "plan_action", revision=revision)
    said = written(what, _("Say what is to be done."), field="what")[:LONGEST]
    if held.actions.count() >= MOST_ACTIONS:
        sentence = _("There are %(most)s actions already. Note a deviation of its own instead.")
        raise FollowUpNotPossibleError(sentence % {"most": MOST_ACTIONS})
    action = CorrectiveAction.objects.create(
        organisation_id=held.organisation_id,
        deviation=held,
        what=said,
        owner=tidy_name(owner)[:200],
        due_on=due_on,
        made_by=current_actor().name,
    )
    keep_move(held, "plan_action", text=_said(action), on=due_on)
    return action


@transaction.atomic
def change_action(
    action: CorrectiveAction, *, what: str, owner: str = "", due_on: date | None = None, revision: int | None = None
) -> CorrectiveAction:
    """Return the action as it is from now on; what stood there before stays in the history."""
    held = held_deviation(action.deviation, "change_action", revision=revision)
    current = CorrectiveAction.objects.get(pk=action.pk)
    before = _facts(current)
    current.what = written(what, _("Say what is to be done."), field="what")[:LONGEST]
    current.owner, current.due_on = tidy_name(owner)[:200], due_on
    if before == _facts(current):
        return current
    current.save()
    keep_move(held, "change_action", text=_said(current), before=before)
    return current


@transaction.atomic
def finish_action(action: CorrectiveAction, *, done_on: date | None, revision: int | None = None) -> CorrectiveAction:
    """Return the action, done on this day; without a day it is open again.

    Raises FollowUpNotPossibleError for a day that has not come, or lies before the finding.
    """
    held = held_deviation(action.deviation, "change_action", revision=revision)
    current = CorrectiveAction.objects.get(pk=action.pk)
    if done_on is not None:
        check_day(held, done_on, field="done_on")
    if current.done_on == done_on:
        return current
    actor = current_actor()
    current.done_on = done_on
    current.done_by_id, current.done_by_name = (actor.user_id, actor.name) if done_on else (None, "")
    current.save()
    called = "action_done" if done_on else "action_open"
    keep_move(held, "change_action", called=called, text=current.what, on=done_on or timezone.localdate())
    return current


def _facts(action: CorrectiveAction) -> dict[str, str]:
    due = action.due_on.isoformat() if action.due_on else ""
    return {"what": action.what, "owner": action.owner, "due_on": due}


def _said(action: CorrectiveAction) -> str:
    """Return an action as the history tells it: what, who, until when."""
    due = date_format(action.due_on, "SHORT_DATE_FORMAT") if action.due_on else ""
    return " · ".join(part for part in (action.what, action.owner, due) if part)
