"""The newest footprint suggests what the purchases of a category emit."""

import pytest

from emissions.models.footprints import Dimension
from foundation.access import open_access
from foundation.scoping import access_for_work
from procurement.queries.staircase_page import known_emissions
from tests.factories.cast import Cast
from tests.factories.ledgers import footprint_of_sample

pytestmark = pytest.mark.django_db


def test_the_newest_footprint_knows_a_category(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        assert known_emissions(cast.ekby, "transport.goods") is None
        footprint = footprint_of_sample(cast.ekby)
        part = footprint.parts.filter(dimension=Dimension.CATEGORY, is_energy=False).exclude(kg=None).order_by("key")[0]
        known = known_emissions(cast.ekby, part.key)

        assert known is not None
        assert known.year == footprint.year
        assert float(known.tonnes) == pytest.approx(float(part.kg or 0) / 1000, abs=0.06)
        assert known.low <= known.tonnes <= known.high
        assert known_emissions(cast.ekby, "") is None
        assert known_emissions(cast.ekby, "no.category") is None
