"""Who is a neighbour in the database's own eyes: the fence of what networks share is built from it."""

import pytest
from django.db import connection
from django.utils import timezone

from organisations.models import NetworkMembership, Organisation
from tests.factories.cast import Cast


@pytest.mark.parametrize("zone", ["Etc/GMT+12", "Pacific/Kiritimati"])
def test_a_membership_of_today_counts_whatever_day_it_is_at_the_database(
    at_work_in_ekby: Organisation, cast: Cast, zone: str
) -> None:
    """At any moment one of the two zones is on another day than the Nordic countries."""
    today = timezone.localdate()
    NetworkMembership.objects.filter(member=at_work_in_ekby).update(valid_from=today, valid_to=today)

    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('TimeZone', %s, true)", [zone])
        cursor.execute("SELECT organisations_neighbours()")
        neighbours = {row[0] for row in cursor.fetchall()}

    assert {cast.network.pk, cast.granby.pk} <= neighbours
