"""The bank of one's own is made once, when it is first needed, and never takes another's place."""

import pytest

from foundation.access import open_access
from foundation.scoping import access_for_work
from requirements_bank.models import Bank, SeenBy
from requirements_bank.services.own_bank import own_bank
from tests.factories.bank import make_bank
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db


def test_it_is_made_once_in_the_language_of_the_country(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        first, second = own_bank(cast.ekby), own_bank(cast.ekby)

    assert first == second
    assert (first.slug, first.languages, first.seen_by) == ("ekby", ["sv"], SeenBy.NETWORK)


def test_a_place_that_somebody_has_is_left_to_them(cast: Cast) -> None:
    with open_access(access_for_work(cast.granby.pk)):
        make_bank(cast.granby, slug="ekby", seen_by=SeenBy.OWN)
    with open_access(access_for_work(cast.ekby.pk)):
        made = own_bank(cast.ekby)

    assert made.slug.startswith("ekby-")
    with open_access(access_for_work(cast.ekby.pk)):
        assert Bank.objects.filter(organisation=cast.ekby).count() == 1
