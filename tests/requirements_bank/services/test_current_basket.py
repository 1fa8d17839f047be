"""Real connections: two first additions at once land in the same basket."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from django.db import connections, transaction

from foundation.access import open_access
from foundation.changes.record import Actor, acting
from foundation.scoping import access_for_work
from requirements_bank.models import Basket
from requirements_bank.services.baskets import current_or_new_basket, make_basket
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def as_ada(cast: Cast) -> Iterator[None]:
    with open_access(access_for_work(cast.ekby.pk)), acting(Actor(cast.ada.name, cast.ada.pk)):
        yield


@pytest.mark.parametrize("second", ["add", "make"])
def test_two_at_once_leave_one_current_basket(cast: Cast, second: str) -> None:
    made, other_waits = Event(), Event()
    found: list[Basket] = []

    def slowly() -> None:
        try:
            with as_ada(cast), transaction.atomic():
                found.append(current_or_new_basket(cast.ekby))
                made.set()
                other_waits.wait(0.5)
        finally:
            connections.close_all()

    def quickly() -> None:
        try:
            made.wait(20)
            with as_ada(cast):
                add = second == "add"
                found.append(current_or_new_basket(cast.ekby) if add else make_basket(organisation=cast.ekby))
            other_waits.set()
        finally:
            connections.close_all()

    threads = [Thread(target=slowly), Thread(target=quickly)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    with as_ada(cast):
        assert Basket.objects.get(current_of=cast.ada) == found[1]
        assert Basket.objects.count() == (1 if second == "add" else 2)
