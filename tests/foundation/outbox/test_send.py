"""Mail through a real SMTP conversation: sent once, tried again, uncertain, refused, never for what was rolled back."""

from collections.abc import Iterator
from datetime import timedelta
from email.header import decode_header, make_header
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from foundation.access import open_access
from foundation.models import Message
from foundation.outbox.send import MAX_ATTEMPTS, STALE, queue_message, send_again, send_messages
from foundation.scoping import access_for_work
from organisations.models import Organisation
from tests.factories.organisations import make_organisation
from tests.foundation.outbox.mail_server import Behaviour, mail_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Organisation:
    return make_organisation()


@pytest.fixture
def post_office(settings: Any) -> Iterator[Behaviour]:
    """A mail server that takes everything, until the test tells it otherwise."""
    behaviour = Behaviour()
    with mail_server(behaviour) as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
        yield behaviour


def write(place: Organisation, **fields: Any) -> Message:
    with open_access(access_for_work(place.pk)):
        told = {"receiver": "kari@example.org", "subject": "Velkommen", "body": "Hei!\n", **fields}
        return queue_message(organisation_id=place.pk, **told)


def now_of(message: Message) -> Message:
    with open_access(access_for_work(message.organisation_id)):
        return Message.objects.get(pk=message.pk)


def change(message: Message, **fields: Any) -> None:
    with open_access(access_for_work(message.organisation_id)):
        Message.objects.filter(pk=message.pk).update(**fields)


def test_a_message_is_sent_once_with_its_own_id(place: Organisation, post_office: Behaviour) -> None:
    message = write(place)

    assert (send_messages(), send_messages()) == (1, 0)
    assert [mail["Message-ID"] for mail in post_office.received] == [message.message_id]
    assert (now_of(message).status, now_of(message).attempts) == ("sent", 1)


def test_subject_and_text_arrive_as_written(place: Organisation, post_office: Behaviour) -> None:
    write(place, subject="Påminnelse – ærlig talt", body="Blåbærsyltetøy\n")
    send_messages()

    (mail,) = post_office.received
    text = mail.get_payload(decode=True)
    assert isinstance(text, bytes)
    assert (text.decode().strip(), str(make_header(decode_header(mail["Subject"])))) == (
        "Blåbærsyltetøy",
        "Påminnelse – ærlig talt",
    )


def test_what_was_rolled_back_is_not_sent(place: Organisation, post_office: Behaviour) -> None:
    def fail_after_writing() -> None:
        with transaction.atomic():
            write(place)
            raise LookupError

    with pytest.raises(LookupError):
        fail_after_writing()

    assert (send_messages(), post_office.received) == (0, [])


def test_messages_of_every_organisation_are_sent(place: Organisation, post_office: Behaviour) -> None:
    write(place)
    write(make_organisation())

    assert (send_messages(), len(post_office.received)) == (2, 2)


def test_a_message_is_tried_again_when_no_server_answers(place: Organisation, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    message = write(place)

    send_messages()

    after = now_of(message)
    assert (after.status, after.attempts, after.sent_at) == ("waiting", 1, None)
    assert after.next_attempt_at > timezone.now() + timedelta(minutes=1)


def test_a_server_that_asks_to_wait_is_asked_again_later(place: Organisation, post_office: Behaviour) -> None:
    post_office.to_receiver = "451 come back later"
    message = write(place)
    send_messages()
    waiting = now_of(message).status

    post_office.to_receiver = "250 fine"
    change(message, next_attempt_at=timezone.now())
    send_messages()

    assert (waiting, now_of(message).status, len(post_office.received)) == ("waiting", "sent", 1)


def test_a_receiver_who_does_not_exist_fails_at_once(place: Organisation, post_office: Behaviour) -> None:
    post_office.to_receiver = "550 no such user here"
    message = write(place)

    send_messages()

    assert now_of(message).status == "failed"
    assert "no such user here" in now_of(message).last_error


def test_a_text_that_the_server_refuses_fails_at_once(place: Organisation, post_office: Behaviour) -> None:
    post_office.to_text = "554 we do not like it"
    message = write(place)

    send_messages()

    assert now_of(message).status == "failed"


def test_a_line_that_breaks_after_the_text_leaves_it_uncertain(place: Organisation, post_office: Behaviour) -> None:
    post_office.hangs_up = True
    message = write(place)

    send_messages()
    send_messages()

    assert (now_of(message).status, len(post_office.received)) == ("uncertain", 1)


def test_a_sender_that_died_leaves_its_message_uncertain(place: Organisation, post_office: Behaviour) -> None:
    message = write(place)
    change(message, status="sending", next_attempt_at=timezone.now() - STALE - timedelta(seconds=1))

    send_messages()

    assert (now_of(message).status, post_office.received) == ("uncertain", [])


def test_a_message_that_is_just_being_sent_is_left_alone(place: Organisation, post_office: Behaviour) -> None:
    message = write(place)
    change(message, status="sending", next_attempt_at=timezone.now())

    send_messages()

    assert (now_of(message).status, post_office.received) == ("sending", [])


def test_an_uncertain_message_is_sent_again_with_the_same_id(place: Organisation, post_office: Behaviour) -> None:
    message = write(place)
    change(message, status="uncertain")
    with open_access(access_for_work(place.pk)):
        first, second = send_again(message), send_again(message)

    send_messages()

    assert (first, second) == (True, False)
    assert [mail["Message-ID"] for mail in post_office.received] == [message.message_id]


def test_it_is_given_up_in_the_end(place: Organisation, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    message = write(place)
    change(message, attempts=MAX_ATTEMPTS - 1)

    send_messages()

    assert now_of(message).status == "failed"


def test_an_address_that_no_mail_can_have_does_not_hold_up_the_others(
    place: Organisation, post_office: Behaviour
) -> None:
    broken, good = write(place, receiver="kari@exa mple.org\nBcc: all@example.org"), write(place)

    send_messages()

    assert (now_of(broken).status, now_of(good).status, len(post_office.received)) == ("failed", "sent", 1)


def test_a_subject_cannot_smuggle_in_a_head(place: Organisation, post_office: Behaviour) -> None:
    write(place, subject="Hello\nBcc: all@example.org")
    send_messages()

    (mail,) = post_office.received
    assert (mail["Bcc"], mail["Subject"]) == (None, "Hello Bcc: all@example.org")


def test_a_secret_is_forgotten_once_it_is_sent(place: Organisation, post_office: Behaviour) -> None:
    secret, open_text = write(place, holds_secret=True), write(place)
    send_messages()

    assert (now_of(secret).body, now_of(open_text).body) == ("", "Hei!\n")
    assert len(post_office.received) == 2
