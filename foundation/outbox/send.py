"""Send waiting messages: claim, hand to the server, mark as sent.

A message that was being sent when the sender died is marked uncertain rather than sent again unseen: its fixed
Message-ID lets an operator find out, and send it once more from the page.
"""

import uuid
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.utils import timezone

from foundation.access import open_access
from foundation.outbox.models import Message
from foundation.scoping import access_for_operations, access_for_work

BATCH = 100
MAX_ATTEMPTS = 8
STALE = timedelta(minutes=10)


def queue_message(*, organisation_id: int, receiver: str, subject: str, body: str) -> Message:
    """Write a message to be sent after the transaction: never lost, never sent for a rolled-back write."""
    identifier = uuid.uuid4()
    domain = settings.PUBLIC_URL.split("//")[-1].split(":")[0].split("/")[0]
    return Message.objects.create(
        uuid=identifier,
        organisation_id=organisation_id,
        message_id=f"<{identifier}@{domain}>",
        receiver=receiver,
        subject=subject,
        body=body,
        next_attempt_at=timezone.now(),
    )


def send_messages() -> int:
    """Send what waits; returns how many the server accepted. Messages stuck in sending become uncertain."""
    now = timezone.now()
    with open_access(access_for_operations()):
        Message.objects.filter(status=Message.Status.SENDING, next_attempt_at__lt=now - STALE).update(
            status=Message.Status.UNCERTAIN
        )
        waiting = list(
            Message.objects.filter(status=Message.Status.WAITING, next_attempt_at__lte=now)
            .order_by("pk")
            .values_list("pk", "organisation_id")[:BATCH]
        )
    return sum(_send(pk, organisation_id) for pk, organisation_id in waiting)


def _send(pk: int, organisation_id: int) -> bool:
    with open_access(access_for_work(organisation_id)):
        claimed = Message.objects.filter(pk=pk, status=Message.Status.WAITING).update(
            status=Message.Status.SENDING, attempts=F("attempts") + 1, next_attempt_at=timezone.now()
        )
        if not claimed:
            return False
        message = Message.objects.get(pk=pk)
        mail = EmailMessage(
            message.subject, message.body, to=[message.receiver], headers={"Message-ID": message.message_id}
        )
        try:
            mail.send()
        except (SMTPException, OSError) as error:
            _put_back(message, error)
            return False
        message.status, message.sent_at, message.last_error = Message.Status.SENT, timezone.now(), ""
        message.save(update_fields=["status", "sent_at", "last_error"])
        return True


def _put_back(message: Message, error: Exception) -> None:
    final = message.attempts >= MAX_ATTEMPTS
    message.status = Message.Status.FAILED if final else Message.Status.WAITING
    message.last_error = str(error)[:1000]
    message.next_attempt_at = timezone.now() + timedelta(minutes=2**message.attempts)
    message.save(update_fields=["status", "last_error", "next_attempt_at"])
