"""A worker is really killed while reminders go out: none is lost, none goes twice, a doubtful one is shown as such."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from follow_up.models import ReminderSent
from follow_up.services.daily import do_daily
from foundation.access import open_access
from foundation.models import Message
from foundation.outbox.send import STALE, send_messages
from foundation.scoping import access_for_work
from organisations.models import Organisation, Role, User
from tests.factories.organisations import make_member, make_organisation
from tests.factories.plan import make_task
from tests.foundation.outbox.mail_server import Behaviour, mail_server

CHECKOUT = Path(__file__).parents[3]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def post_office(settings: Any) -> Iterator[tuple[Behaviour, int]]:
    behaviour = Behaviour()
    with mail_server(behaviour) as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
        yield behaviour, port


@pytest.fixture
def place() -> Organisation:
    organisation = make_organisation("vik")
    owner: User = make_member("Ola Ås", organisation, Role.CONTROLLER)
    with open_access(access_for_work(organisation.pk)):
        make_task(organisation, "Visit", owner=owner, due_on=timezone.localdate() + timedelta(days=7))
    return organisation


def started(where: str, port: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.follow_up.services.dying_sender", where]
    environment = {
        **os.environ,
        "TEST_DATABASE": str(connection.settings_dict["NAME"]),
        "TEST_MAIL_PORT": str(port),
    }
    return subprocess.Popen(  # noqa: S603 - ourselves
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=CHECKOUT
    )


def killed(where: str, port: int) -> None:
    """Run the worker to that place and kill it there."""
    with started(where, port) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "in the middle"
        process.send_signal(signal.SIGKILL)
        assert process.wait(20) == -signal.SIGKILL


def work() -> None:
    """Do the whole of it as another worker would."""
    do_daily(Organisation.objects.get(slug="vik"))
    send_messages()


def kept(place: Organisation) -> tuple[int, list[str]]:
    with open_access(access_for_work(place.pk)):
        return ReminderSent.objects.count(), list(Message.objects.values_list("status", flat=True))


def test_one_that_is_killed_before_it_ends_leaves_nothing_and_the_next_sends_it_once(
    place: Organisation, post_office: tuple[Behaviour, int]
) -> None:
    behaviour, port = post_office
    killed("writing", port)
    left = kept(place)
    for _ in range(2):
        work()

    assert (left, kept(place)) == ((0, []), (1, ["sent"]))
    assert len(behaviour.received) == 1


def test_one_that_is_killed_while_it_hands_over_leaves_it_uncertain_and_nobody_sends_it_again(
    place: Organisation, post_office: tuple[Behaviour, int]
) -> None:
    behaviour, port = post_office
    killed("sending", port)
    left = kept(place)
    with open_access(access_for_work(place.pk)):  # ten minutes later
        Message.objects.update(next_attempt_at=timezone.now() - STALE - timedelta(seconds=1))
    for _ in range(2):
        work()

    assert (left, kept(place)) == ((1, ["sending"]), (1, ["uncertain"]))
    assert behaviour.received == []
    client = Client()
    client.force_login(User.objects.get(name="Ola Ås"), backend="django.contrib.auth.backends.ModelBackend")
    shown = client.get(reverse("reminders_sent", args=["vik"]), {"state": "uncertain"})
    assert [(sent.thing_title, look["tone"]) for sent, look in shown.context["rows"]] == [("Visit", "warning")]
