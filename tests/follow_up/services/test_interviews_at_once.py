"""Real connections: the form of a talk is sent twice at the same time."""

from threading import Event, Thread
from time import sleep
from uuid import uuid4

import pytest
from django.db import connections, transaction
from django.utils import timezone

from follow_up.models import Interview
from follow_up.services.interviews import start_interview
from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Role
from tests.factories.organisations import make_member, make_organisation


@pytest.mark.django_db(transaction=True)
def test_a_form_that_is_sent_twice_at_once_begins_one_talk() -> None:
    place = make_organisation("vik")
    adviser, key = make_member("Ola Ås", place, Role.OFFICER), uuid4()
    begun, other_asks, failures = Event(), Event(), list[Exception]()

    def begin(*, is_first: bool) -> None:
        try:
            with open_access(access_for_work(place.pk)), transaction.atomic():
                if not is_first:
                    begun.wait(20)
                    other_asks.set()
                start_interview(organisation=place, adviser=adviser, held_on=timezone.localdate(), key=key)
                if is_first:
                    begun.set()
                    other_asks.wait(20)
                    sleep(0.3)
        except Exception as error:  # noqa: BLE001 - told by the test
            failures.append(error)
        finally:
            connections.close_all()

    senders = [Thread(target=begin, kwargs={"is_first": is_first}) for is_first in (True, False)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(20)

    assert failures == []
    with open_access(access_for_work(place.pk)):
        assert Interview.objects.count() == 1
