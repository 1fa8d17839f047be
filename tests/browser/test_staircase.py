"""A staircase is typed, moved by keyboard, saved, held against somebody else's, and asked what if."""

import pytest

from foundation.access import open_access
from foundation.scoping import access_for_work
from procurement.models import AskedRequirement
from tests.factories.cast import Cast
from tests.factories.procurements import make_asking

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def asked(cast: Cast) -> AskedRequirement:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_asking(cast.ekby)[1][0]
