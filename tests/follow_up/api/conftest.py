"""API clients that follow contracts up: Ekby's, the neighbour's, and a reader."""

import pytest
from django.core.cache import cache

from organisations.models import Role
from tests.api.callers import Caller, make_caller
from tests.factories.cast import Cast


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    """No test runs into a limit because of those before it."""
    cache.clear()


@pytest.fixture
def controller(cast: Cast) -> Caller:
    return make_caller(cast.ekby, Role.CONTROLLER).sign_in()


@pytest.fixture
def neighbour(cast: Cast) -> Caller:
    return make_caller(cast.granby, Role.CONTROLLER).sign_in()


@pytest.fixture
def reader(cast: Cast) -> Caller:
    return make_caller(cast.ekby, Role.READER).sign_in()
