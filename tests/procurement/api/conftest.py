"""API clients that plan procurements: Ekby's, the neighbour's, and that of the network of both."""

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
def buyer(cast: Cast) -> Caller:
    return make_caller(cast.ekby, Role.OFFICER).sign_in()


@pytest.fixture
def neighbour(cast: Cast) -> Caller:
    return make_caller(cast.granby, Role.OFFICER).sign_in()


@pytest.fixture
def network(cast: Cast) -> Caller:
    return make_caller(cast.network, Role.OFFICER).sign_in()
