"""Who sees that a requirement is used is chosen and recorded."""

import pytest

from foundation.access import open_access
from foundation.models import Change
from foundation.scoping import access_for_work
from requirements_bank.models import Adoption, SeenBy
from requirements_bank.services.adopt import adopt
from requirements_bank.services.show_use import show_use
from tests.factories.bank import make_published
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db


def test_neighbours_see_a_use_only_as_long_as_it_is_for_them(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        adoption, _is_new = adopt(organisation=cast.ekby, version=make_published(cast.ekby))
        show_use(show_use(adoption, seen_by=SeenBy.OWN), seen_by=SeenBy.OWN)
        recorded = Change.objects.filter(action="shown_to").count()
    with open_access(access_for_work(cast.granby.pk)):
        seen = Adoption.objects.exists()

    assert (recorded, seen) == (1, False)
