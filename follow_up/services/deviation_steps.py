"""The ground of every move of a deviation: hold it, look whether the move is possible, and keep it with its history."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from follow_up.calculations.deviation_moves import can_move, state_after
from follow_up.models import Deviation
from follow_up.services.note_deviation import log_event
from follow_up.services.refusals import FollowUpNotPossibleError, record
from follow_up.services.standings import work_out
from foundation.changes.record import current_actor
from foundation.errors import ConflictError
from foundation.typed_reasons import reason_of


def held_deviation(deviation: Deviation, action: str, *, revision: int | None = None) -> Deviation:
    """Return the deviation as it is now, held until the transaction ends, if the action is possible.

    Raises ConflictError if it was saved after `revision`, where given, and FollowUpNotPossibleError where the action
    is not possible from the state in which it is.
    """
    held = Deviation.objects.select_for_update(of=("self",)).select_related("contract__organisation", "party")
    current = held.get(pk=deviation.pk)
    if revision not in (None, current.revision):
        sentence = _("Somebody else changed deviation %(number)s in the meantime. Look at it again, then decide.")
        raise ConflictError(sentence % {"number": current.number})
    if not can_move(action, current.state):
        sentence = _("This cannot be done now. Deviation %(number)s stands at: %(state)s.")
        raise FollowUpNotPossibleError(
            sentence % {"number": current.number, "state": current.get_state_display().lower()}
        )
    return current


def keep_move(
    deviation: Deviation,
    move: str,
    *,
    called: str = "",
    text: str = "",
    on: date | None = None,
    before: dict[str, str] | None = None,
    **summary: Any,  # noqa: ANN401 - a summary holds JSON
) -> None:
    """Let the deviation stand where the move leads, append it to the history, and work its obligation out anew.

    `called` is the action's name in the history where it is not that of the move.
    """
    left, action = deviation.state, called or move
    deviation.state = state_after(move, left).value
    deviation.revision += 1
    deviation.save()
    changed = deviation.state if deviation.state != left else ""
    event = {"from_state": left if changed else "", "to_state": changed}
    log_event(deviation, action, **event, text=text, on=on, before=before)
    record("deviation", action, deviation.uuid, deviation.contract, **named(deviation), **summary)
    if deviation.obligation_id:
        work_out([deviation.obligation_id])


def named(deviation: Deviation) -> dict[str, Any]:
    """Return by what a change record knows a deviation."""
    return {"title": deviation.title, "number": deviation.number}


def written(typed: str, sentence: object, *, field: str) -> str:
    """Return what was typed; raises FollowUpNotPossibleError with the sentence where nothing in it can be read."""
    if not (said := reason_of(typed)):
        raise FollowUpNotPossibleError(sentence, field=field)
    return said


def check_day(deviation: Deviation, day: date | None, *, field: str) -> date:
    """Return a day that has come and does not lie before the finding; raises FollowUpNotPossibleError otherwise."""
    if day is None:
        raise FollowUpNotPossibleError(_("Say on which day."), field=field)
    if day > timezone.localdate():
        raise FollowUpNotPossibleError(_("This day has not come yet. Choose today or an earlier one."), field=field)
    if day < deviation.found_on:
        sentence = _("The deviation was found on %(day)s. Choose that day or a later one.")
        raise FollowUpNotPossibleError(sentence % {"day": date_format(deviation.found_on)}, field=field)
    return day


def says_it_is_mended(deviation: Deviation) -> bool:
    """Whether it is the person or API client that acts now who says that the deviation is mended."""
    actor = current_actor()
    if actor.client:
        return deviation.mended_by_client == actor.client
    return actor.user_id is not None and deviation.mended_by_id == actor.user_id
