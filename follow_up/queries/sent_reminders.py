"""What was reminded of, with how far each mail has come."""

from django.db.models import Count, QuerySet

from follow_up.models import ReminderSent
from foundation.models import Message
from organisations.models import Organisation

ON_THE_WAY = (Message.Status.WAITING, Message.Status.SENDING)
STATES: dict[str, tuple[str, ...]] = {
    "waiting": tuple(ON_THE_WAY),
    "sent": (Message.Status.SENT,),
    "uncertain": (Message.Status.UNCERTAIN,),
    "failed": (Message.Status.FAILED,),
}


def sent_reminders(organisation: Organisation, state: str = "") -> QuerySet[ReminderSent]:
    """Return what was reminded of, the newest first; of one state alone where it is named."""
    found = ReminderSent.objects.filter(organisation=organisation).select_related("rule", "message")
    return found.filter(message__status__in=STATES[state]) if state in STATES else found


def numbers_sent(organisation: Organisation) -> dict[str, int]:
    """Return how many reminders are in each state; with the empty one all of them."""
    rows = ReminderSent.objects.filter(organisation=organisation).order_by().values_list("message__status")
    by_status = dict(rows.annotate(number=Count("pk")))
    return {"": sum(by_status.values())} | {
        name: sum(by_status.get(status, 0) for status in those) for name, those in STATES.items()
    }
