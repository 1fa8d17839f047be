"""Take the next step beside the talk with the supplier: a reminder, a warning, a sanction."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from follow_up.calculations.deviation_moves import ESCALATION
from follow_up.models import Deviation
from follow_up.services.deviation_letters import write_to_supplier
from follow_up.services.deviation_steps import check_day, held_deviation, keep_move, written
from follow_up.services.refusals import FollowUpNotPossibleError
from follow_up.services.tell_supplier import was_told


@transaction.atomic
def escalate_deviation(
    deviation: Deviation, *, text: str, on: date | None, by_mail: bool, revision: int | None = None
) -> Deviation:
    """Return the deviation, one step further, with what the step says and its day; mailed where that is wished.

    Raises FollowUpNotPossibleError without text or day, after the last step, and for a mail to a supplier without a
    link that works.
    """
    held = held_deviation(deviation, "escalate", revision=revision)
    if held.escalation >= len(ESCALATION):
        raise FollowUpNotPossibleError(_("The last step has been taken. There is none after the sanction."))
    said = written(text, _("Say what the supplier is told."), field="text")
    day = check_day(held, on, field="on")
    step = ESCALATION[held.escalation]
    held.escalation += 1
    if by_mail:
        if not was_told(held):
            sentence = _("The supplier's link works no more. Tell it anew first, or send this on another way.")
            raise FollowUpNotPossibleError(sentence, field="by_mail")
        write_to_supplier(held, step, text=said)
    keep_move(held, "escalate", called=step, text=said, on=day)
    return held
