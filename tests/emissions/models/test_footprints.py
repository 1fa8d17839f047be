import pytest
from django.db import connection
from django.db.utils import IntegrityError

from emissions.models import Footprint, FootprintPart
from foundation.postgres.owner import as_owner
from organisations.models import Organisation
from tests.factories.organisations import make_organisation


@pytest.mark.parametrize("whose", ["another organisation", "no footprint"])
def test_a_part_is_of_its_footprints_organisation(footprint: Footprint, vik: Organisation, whose: str) -> None:
    other = make_organisation("nes")
    wrong = {"organisation_id": other.pk} if whose == "another organisation" else {"footprint_id": footprint.pk + 1}
    part = FootprintPart(
        **{"organisation_id": vik.pk, "footprint_id": footprint.pk} | wrong, dimension="month", key="x", amount=1
    )
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(IntegrityError, match="footprint_part_of_owner"):
            part.save()
