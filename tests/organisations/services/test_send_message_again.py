import uuid

from foundation.access import open_access
from foundation.models import Change, Message
from foundation.outbox.send import queue_message
from foundation.scoping import access_for_work
from organisations.models import Organisation
from organisations.services.send_message_again import send_message_again


def test_an_uncertain_message_waits_again_and_it_is_recorded(at_work_in_ekby: Organisation) -> None:
    place = at_work_in_ekby
    message = queue_message(organisation_id=place.pk, receiver="a@example.org", subject="Hello", body="Hello")
    Message.objects.update(status="uncertain", attempts=3)

    assert send_message_again(message.uuid) == message
    with open_access(access_for_work(place.pk)):
        assert list(Message.objects.values_list("status", "attempts")) == [("waiting", 0)]
        assert list(Change.objects.values_list("action", flat=True)) == ["sent_again"]


def test_a_message_that_is_under_way_is_left_alone(at_work_in_ekby: Organisation) -> None:
    place = at_work_in_ekby
    message = queue_message(organisation_id=place.pk, receiver="a@example.org", subject="Hello", body="Hello")

    assert (send_message_again(message.uuid), send_message_again(uuid.uuid4())) == (None, None)
    assert Change.objects.count() == 0
