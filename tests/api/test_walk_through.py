"""The pages of docs/api can be walked through as they stand."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Role
from tests.api.callers import make_caller
from tests.api.walk import walk
from tests.factories.bank import make_published
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db
BASE = "/api/v1/organisations/ekby"


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    """No test runs into a limit because of those before it."""
    cache.clear()


def test_a_procurement(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        known = {"BASE": BASE, "VERSION": str(make_published(cast.ekby).uuid)}
    names = walk("procurements.md", make_caller(cast.ekby, Role.OFFICER).sign_in(), known)

    assert names == {*known, "PROCUREMENT", "REVISION", "ASKED", "STAIRS"}


def test_follow_up(cast: Cast) -> None:
    known = {"BASE": BASE, "DEADLINE": (timezone.localdate() + timedelta(days=21)).isoformat()}
    names = walk("follow_up.md", make_caller(cast.ekby, Role.OFFICER).sign_in(), known)

    found = {"CONTRACT", "REVISION", "OBLIGATION", "TASK", "DEVIATION", "SERIES", "FACTOR", "PARTY"}
    assert names == {*known, *found}
