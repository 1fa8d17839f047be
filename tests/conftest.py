"""The cast, and doors into the application for each of them.

Ada manages procurement in Ekby, Bo reads there, Cilla works in another municipality.
"""

import gc
import os
import sys
from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker, Settings

from foundation.access import open_access
from foundation.changes.record import Actor, acting
from foundation.scoping import access_for_work
from organisations.models import Organisation, User
from tests.factories.cast import Cast, make_cast
from tests.factories.sessions import browser_in, session_of

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
"""Each process that a test starts would compile the whole application again."""

MINUTES = {"test_every_page.py", "test_installation.py"}

hypothesis_settings.register_profile(
    "steady", hypothesis_settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("steady")
"""A busy machine is no failure: speed is measured by the benchmarks."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is marked `long`, unless `make endurance` asks for it; pytest counts it as deselected.

    What takes minutes comes first: at the end, the other processes would wait for it.
    """
    items.sort(key=lambda item: item.path.name not in MINUTES)
    if os.environ.get("KLIMATRAPPA_ENDURANCE"):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if not item.get_closest_marker("long")]


def pytest_collection_finish() -> None:
    """Leave what has been imported and collected out of garbage collection: it stays, and there is much of it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True)
def _no_language_of_the_test_before() -> Iterator[None]:
    """A request leaves its reader's language behind."""
    yield
    translation.deactivate()


@pytest.fixture
def in_english(settings: Settings) -> Iterator[None]:
    """Speak English, so that a test names the sentence that it expects."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture(scope="module")
def module_transaction(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001
    """A transaction around all tests of a module: what a fixture writes in it is there for each, and gone afterwards.

    Each test undoes its own as ever. Let the whole module use the fixture that writes, or the tests' order matters.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def cast(db: None) -> Cast:  # noqa: ARG001 - the people live in the database
    return make_cast()


@pytest.fixture
def ekby(cast: Cast) -> Organisation:
    return cast.ekby


@pytest.fixture
def granby(cast: Cast) -> Organisation:
    return cast.granby


@pytest.fixture
def network(cast: Cast) -> Organisation:
    return cast.network


@pytest.fixture
def ada(cast: Cast) -> User:
    return cast.ada


@pytest.fixture
def bo(cast: Cast) -> User:
    return cast.bo


@pytest.fixture
def cilla(cast: Cast) -> User:
    return cast.cilla


@pytest.fixture
def client_for() -> Callable[[User], Client]:
    """A browser in which the given person has signed in."""
    return lambda user: browser_in(session_of(user))


@pytest.fixture
def at_work_in_ekby(cast: Cast) -> Iterator[Organisation]:
    """An open access that writes for Ekby, with Ada as who acts."""
    with open_access(access_for_work(cast.ekby.pk)), acting(Actor(cast.ada.name, cast.ada.pk)):
        yield cast.ekby
