"""Send a message once more, decided by an operator."""

from uuid import UUID

from django.db import transaction

from foundation.access import open_access
from foundation.changes.record import record_change
from foundation.models import Message
from foundation.outbox.send import send_again
from foundation.scoping import access_for_operations


@transaction.atomic
def send_message_again(message_id: UUID) -> Message | None:
    """Put a failed or uncertain message back into the queue; nothing if there is none or it is on its way."""
    with open_access(access_for_operations()):
        message = Message.objects.filter(uuid=message_id).first()
        if message is None or not send_again(message):
            return None
        record_change(
            organisation_id=message.organisation_id,
            kind="foundation.message",
            object_id=message.uuid,
            action="sent_again",
            summary={"subject": message.subject, "receiver": message.receiver},
        )
    return message
