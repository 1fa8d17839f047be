"""Messages waiting to be sent: written in the transaction that wants them, sent afterwards, never lost."""

import uuid

from django.db import models

from foundation.scoping import OrganisationOwned


class Message(OrganisationOwned):
    """One e-mail with a fixed Message-ID, so that a receiver can tell a repetition."""

    class Status(models.TextChoices):
        """Where the message stands."""

        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        UNCERTAIN = "uncertain", "sent or not: the sender stopped between the server's acceptance and the commit"
        FAILED = "failed"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    message_id = models.CharField(max_length=200, unique=True)
    receiver = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    holds_secret = models.BooleanField(default=False, help_text="The body is removed once it is sent: it holds a link")
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    next_attempt_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["status", "next_attempt_at"], name="message_to_send")]

    def __str__(self) -> str:
        return f"{self.subject} → {self.receiver}"
