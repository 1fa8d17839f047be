import threading

import pytest
from django.db import connection, transaction

from foundation.access import open_access
from foundation.changes.record import Actor, acting, record_change
from foundation.models import Change
from foundation.scoping import access_for_work
from organisations.models import Organisation
from tests.factories.cast import Cast
from tests.factories.organisations import make_organisation


def record(place: Organisation, thing: str = "1") -> Change:
    return record_change(organisation_id=place.pk, kind="tests.thing", object_id=thing, action="made")


def test_each_change_of_a_thing_is_its_next_version(at_work_in_ekby: Organisation) -> None:
    versions = [record(at_work_in_ekby).version for _ in range(3)]

    assert (versions, record(at_work_in_ekby, "2").version) == ([1, 2, 3], 1)


def test_a_change_tells_who_made_it(at_work_in_ekby: Organisation, cast: Cast) -> None:
    change = record(at_work_in_ekby)

    assert (change.actor, change.actor_name) == (cast.ada, "Ada Ask")


def test_an_actor_within_another_acts_for_the_block(at_work_in_ekby: Organisation) -> None:
    with acting(Actor("ERP")):
        inner = record(at_work_in_ekby)
    outer = record(at_work_in_ekby)

    assert (inner.actor_name, inner.actor_id, outer.actor_name) == ("ERP", None, "Ada Ask")


def test_a_change_can_be_neither_altered_nor_removed(at_work_in_ekby: Organisation) -> None:
    change = record(at_work_in_ekby)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE foundation_change SET actor_name = 'nobody' WHERE id = %s", [change.pk])
        altered = cursor.rowcount
        cursor.execute("DELETE FROM foundation_change WHERE id = %s", [change.pk])
        removed = cursor.rowcount

    assert (altered, removed) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_two_writers_of_one_thing_get_versions_one_after_the_other() -> None:
    place = make_organisation()
    start = threading.Barrier(2)

    def write() -> None:
        with open_access(access_for_work(place.pk)):
            start.wait()
            with transaction.atomic():
                record(place)
        connection.close()

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    with open_access(access_for_work(place.pk)):
        assert sorted(Change.objects.values_list("version", flat=True)) == [1, 2]
