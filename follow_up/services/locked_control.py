"""Hold a control while something about it is kept or decided."""

from django.utils.translation import gettext as _

from follow_up.models import Control, ControlState
from follow_up.services.refusals import FollowUpNotPossibleError
from foundation.errors import ConflictError


def locked_control(control: Control, *, revision: int | None = None) -> Control:
    """Return the control as it is now, held until the transaction ends.

    Raises ConflictError if it was saved after `revision`, where given.
    """
    held = Control.objects.select_for_update(of=("self",)).select_related("contract", "task")
    current = held.get(pk=control.pk)
    if revision not in (None, current.revision):
        sentence = _("Somebody else changed this control in the meantime. Look at it again, then do it once more.")
        raise ConflictError(sentence)
    return current


def check_under_way(control: Control) -> None:
    """Raise FollowUpNotPossibleError unless the control is under way."""
    if control.state == ControlState.FINISHED:
        raise FollowUpNotPossibleError(_("This control is finished: it is not changed any more."))
    if control.state == ControlState.CANCELLED:
        raise FollowUpNotPossibleError(_("This control is cancelled: it is not changed any more."))
