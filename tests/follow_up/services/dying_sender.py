"""The daily work and the sending of mail as a process of its own, which stops where a test wants to kill it.

`python -m tests.follow_up.services.dying_sender STOP` where STOP is writing (before the reminders' transaction
ends) or sending (a message is claimed and not yet handed over).
"""

import os
import sys
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django first
from django.db import connection  # noqa: E402 - as above

connection.settings_dict["NAME"] = os.environ["TEST_DATABASE"]
settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(os.environ["TEST_MAIL_PORT"])

from django.core.mail.backends.smtp import EmailBackend  # noqa: E402 - as above
from django.db.models.signals import post_save  # noqa: E402 - as above

from follow_up.services.daily import do_daily  # noqa: E402 - as above
from foundation.models import Message  # noqa: E402 - as above
from foundation.outbox.send import send_messages  # noqa: E402 - as above
from organisations.models import Organisation  # noqa: E402 - as above


def stop(*_args: Any, **_kwargs: Any) -> None:
    """Say that the place is reached, and wait to be killed."""
    print("in the middle", flush=True)  # noqa: T201 - the test waits for it
    sys.stdin.read()


def run(where: str) -> None:
    """Do the day's work and send what waits, stopping at the place."""
    if where == "writing":
        post_save.connect(stop, sender=Message)
    do_daily(Organisation.objects.get(slug="vik"))
    if where == "sending":
        EmailBackend.open = stop  # type: ignore[method-assign] # the message is claimed by then
    send_messages()
    print("done", flush=True)  # noqa: T201 - the test waits for it


if __name__ == "__main__":
    run(sys.argv[1])
