"""The guided path in a bank that holds one requirement."""

from collections.abc import Callable

import pytest
from django.test import Client

from organisations.models import Organisation, User
from tests.factories.bank import make_published
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db
GUIDE = "/o/ekby/requirements/guide/"
In = Callable[[User], Client]


def test_levels_that_change_nothing_say_so(at_work_in_ekby: Organisation, cast: Cast, client_for: In) -> None:
    make_published(at_work_in_ekby, categories=["health.supplies"])
    answers = "value=12+mill&months=48&country=NO&category=health.supplies"
    page = client_for(cast.ada).get(f"{GUIDE}?{answers}").content.decode()

    assert "Det samme settet på alle nivåer: banken har ikke noe høyere nivå her ennå." in page
    assert page.count('name="level"') == 1
