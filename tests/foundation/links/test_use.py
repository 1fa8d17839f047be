from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from foundation.access import NOTHING, current_access, open_access
from foundation.links.use import make_access_link, revoke_access_link, use_access_link
from foundation.models import AccessLink
from foundation.scoping import access_for_work
from organisations.models import Organisation
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db
PURPOSE = "tests.report"


@pytest.fixture
def place() -> Organisation:
    return make_organisation()


def make_link(place: Organisation, lasts: timedelta = timedelta(days=1)) -> tuple[AccessLink, str]:
    with open_access(access_for_work(place.pk)):
        return make_access_link(
            organisation_id=place.pk, purpose=PURPOSE, object_id="7", receiver="kari@example.org", lasts=lasts
        )


def test_the_secret_finds_its_link_and_nothing_is_open_afterwards(place: Organisation) -> None:
    link, secret = make_link(place)

    found = use_access_link(secret, PURPOSE)

    assert (found, current_access()) == (link, NOTHING)


def test_the_use_is_noted(place: Organisation) -> None:
    link, secret = make_link(place)
    use_access_link(secret, PURPOSE)

    with open_access(access_for_work(place.pk)):
        assert AccessLink.objects.get(pk=link.pk).last_used_at is not None


def test_only_the_hash_is_kept(place: Organisation) -> None:
    link, secret = make_link(place)

    assert secret not in "".join(str(value) for value in vars(link).values())


@pytest.mark.parametrize("secret", ["", "wrong", "'; DROP TABLE foundation_accesslink; --"])
def test_a_wrong_secret_finds_nothing(place: Organisation, secret: str) -> None:
    make_link(place)

    assert use_access_link(secret, PURPOSE) is None


def test_a_link_serves_one_purpose(place: Organisation) -> None:
    _link, secret = make_link(place)

    assert use_access_link(secret, "tests.other") is None


def test_a_link_expires(place: Organisation) -> None:
    _link, secret = make_link(place, lasts=timedelta(hours=1))

    assert use_access_link(secret, PURPOSE, now=timezone.now() + timedelta(hours=2)) is None


def test_a_revoked_link_opens_nothing(place: Organisation) -> None:
    link, secret = make_link(place)
    with open_access(access_for_work(place.pk)):
        revoke_access_link(link)

    assert use_access_link(secret, PURPOSE) is None


def test_a_secret_shows_no_other_link(place: Organisation) -> None:
    _link, secret = make_link(place)
    make_link(make_organisation())
    use_access_link(secret, PURPOSE)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM foundation_accesslink")
        assert cursor.fetchone() == (0,)
