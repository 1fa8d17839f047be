"""Send waiting messages: claim, hand to the server, mark as sent.

What is certain is done by itself: a message that the server never got is tried again, one that it refused for good
fails. What is not certain – the sender died, or the connection broke, after the text was handed over – is marked so
and left to an operator: the fixed Message-ID lets them find out, and send it once more from the page.
"""

import logging
import uuid
from datetime import timedelta
from email.utils import parseaddr
from smtplib import SMTPException, SMTPNotSupportedError, SMTPRecipientsRefused, SMTPResponseException
from urllib.parse import urlsplit

from celery import current_app
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from kombu.exceptions import OperationalError

from foundation.access import open_access
from foundation.outbox.models import Message
from foundation.scoping import access_for_operations, access_for_work

SEND_MESSAGES = "foundation.send_messages"
BATCH = 100
MAX_ATTEMPTS = 8
STALE = timedelta(minutes=10)
_PERMANENT = 500

logger = logging.getLogger(__name__)


def queue_message(
    *, organisation_id: int, receiver: str, subject: str, body: str, holds_secret: bool = False
) -> Message:
    """Write a message to be sent after the transaction: never lost, never sent for a rolled-back write.

    The body of one that `holds_secret` (a link that lets somebody in) is removed once it is sent.
    """
    identifier = uuid.uuid4()
    domain = urlsplit(settings.PUBLIC_URL).hostname or parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2]
    transaction.on_commit(_wake_sender)
    return Message.objects.create(
        uuid=identifier,
        organisation_id=organisation_id,
        message_id=f"<{identifier}@{domain}>",
        receiver=receiver,
        subject=" ".join(subject.split())[:200],
        body=body,
        holds_secret=holds_secret,
        next_attempt_at=timezone.now(),
    )


def _wake_sender() -> None:
    """Let a worker send at once; without Redis the message goes out with beat's next round."""
    try:
        current_app.send_task(SEND_MESSAGES, retry=False)
    except OperationalError:
        return


def send_messages() -> int:
    """Send what waits; returns how many the server accepted. Messages stuck in sending become uncertain."""
    now = timezone.now()
    with open_access(access_for_operations()):
        Message.objects.filter(status=Message.Status.SENDING, next_attempt_at__lt=now - STALE).update(
            status=Message.Status.UNCERTAIN, last_error="The sender stopped while it handed the message over."
        )
        waiting = list(
            Message.objects.filter(status=Message.Status.WAITING, next_attempt_at__lte=now)
            .order_by("pk")
            .values_list("pk", "organisation_id")[:BATCH]
        )
    return sum(_send(pk, organisation_id) for pk, organisation_id in waiting)


def send_again(message: Message) -> bool:
    """Let a message that failed or may not have arrived be sent once more; False if it is neither of them by now."""
    return bool(
        Message.objects.filter(pk=message.pk, status__in=[Message.Status.UNCERTAIN, Message.Status.FAILED]).update(
            status=Message.Status.WAITING, attempts=0, next_attempt_at=timezone.now()
        )
    )


def _send(pk: int, organisation_id: int) -> bool:
    with open_access(access_for_work(organisation_id)):
        claimed = Message.objects.filter(pk=pk, status=Message.Status.WAITING).update(
            status=Message.Status.SENDING, attempts=F("attempts") + 1, next_attempt_at=timezone.now()
        )
        if not claimed:
            return False
        message = Message.objects.get(pk=pk)
        status, error = _deliver(message)
        _note(message, status, error)
        return status == Message.Status.SENT


def _deliver(message: Message) -> tuple[Message.Status, str]:
    """Hand the message to the server; return what is now known about it, and the server's words if it went wrong."""
    server: BaseEmailBackend = get_connection()
    try:
        server.open()
    except (SMTPException, OSError) as error:
        return Message.Status.WAITING, str(error)
    try:
        server.send_messages([_mail(message, server)])
    except (SMTPRecipientsRefused, SMTPResponseException) as error:
        return (Message.Status.FAILED if _is_permanent(error) else Message.Status.WAITING), str(error)
    except (ValueError, SMTPNotSupportedError) as error:  # an address or a head that no mail can have
        return Message.Status.FAILED, str(error)
    except (SMTPException, OSError) as error:
        return Message.Status.UNCERTAIN, str(error)
    finally:
        _close(server)
    return Message.Status.SENT, ""


def _mail(message: Message, server: BaseEmailBackend) -> EmailMessage:
    return EmailMessage(
        message.subject,
        message.body,
        to=[message.receiver],
        headers={"Message-ID": message.message_id},
        connection=server,
    )


def _is_permanent(error: SMTPRecipientsRefused | SMTPResponseException) -> bool:
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= _PERMANENT for code, _ in error.recipients.values())
    return error.smtp_code >= _PERMANENT


def _close(server: BaseEmailBackend) -> None:
    try:
        server.close()
    except (SMTPException, OSError):
        logger.warning("the mail server did not take leave", exc_info=True)


def _note(message: Message, status: Message.Status, error: str) -> None:
    if status == Message.Status.WAITING and message.attempts >= MAX_ATTEMPTS:
        status = Message.Status.FAILED
    now, is_sent = timezone.now(), status == Message.Status.SENT
    Message.objects.filter(pk=message.pk, status=Message.Status.SENDING).update(
        status=status,
        body="" if is_sent and message.holds_secret else message.body,
        last_error=error[:1000],
        sent_at=now if is_sent else None,
        next_attempt_at=now + timedelta(minutes=2**message.attempts),
    )
