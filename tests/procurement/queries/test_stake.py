"""What is at stake: money and tonnes of the category in the newest footprint."""

import pytest

from emissions.models.footprints import Dimension
from organisations.models import Organisation
from procurement.queries.stake import stake_of
from tests.factories.ledgers import YEAR, footprint_of_sample

pytestmark = pytest.mark.django_db


def test_without_a_footprint_there_is_none(at_work_in_ekby: Organisation) -> None:
    assert stake_of(at_work_in_ekby, "food") is None


def test_a_category_is_what_its_footprint_froze(at_work_in_ekby: Organisation) -> None:
    footprint = footprint_of_sample(at_work_in_ekby)
    part = footprint.parts.filter(dimension=Dimension.CATEGORY, is_energy=False).exclude(kg=None).order_by("-kg")[0]

    stake = stake_of(at_work_in_ekby, part.key)

    assert stake is not None
    assert stake.footprint.year == YEAR
    assert (stake.amount, stake.kg, stake.low_kg, stake.high_kg) == (part.amount, part.kg, part.low_kg, part.high_kg)
    assert stake.part_of_total == part.kg / footprint.total_kg
    assert stake.is_leaf


def test_an_area_sums_its_categories(at_work_in_ekby: Organisation) -> None:
    footprint = footprint_of_sample(at_work_in_ekby)
    parts = footprint.parts.filter(dimension=Dimension.CATEGORY, key__startswith="food.")

    stake = stake_of(at_work_in_ekby, "food")

    assert stake is not None
    assert stake.amount == sum(part.amount for part in parts)
    assert stake.kg == sum(part.kg for part in parts if part.kg is not None)
    assert not stake.is_leaf


def test_a_category_without_purchases_is_missing_and_no_zero(at_work_in_ekby: Organisation) -> None:
    footprint_of_sample(at_work_in_ekby)
    stake = stake_of(at_work_in_ekby, "construction.roads")

    assert stake is not None
    assert (stake.is_nothing, stake.amount, stake.kg, stake.part_of_total) == (True, None, None, None)
