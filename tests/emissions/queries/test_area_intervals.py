from dataclasses import asdict
from typing import Any

import pytest

from emissions.models import Footprint, IntensitySet
from emissions.models import Intensity as IntensityRow
from emissions.models.footprints import Dimension
from emissions.queries.area_intervals import area_intervals, as_intensity, intensities_of, set_spreads
from emissions.queries.footprints import parts_of
from emissions.queries.published import choice_for
from organisations.models import Organisation
from tests.emissions.footprint_cases import at_work


@pytest.fixture(autouse=True)
def _working(vik: Organisation) -> Any:
    with at_work(vik):
        yield


def test_stored_intensities_come_back_as_they_were_chosen(footprint: Footprint) -> None:
    choice = choice_for("no-snac", "SE", (2024,), ("SEK",))
    rows = IntensityRow.objects.filter(intensity_set=footprint.intensity_set).exclude(kg_per_unit=None)

    assert {row.category for row in rows} == {category for category, _year, _currency in choice.intensities}
    for row in rows:
        assert asdict(as_intensity(row, 2024)) == asdict(choice.intensities[row.category, 2024, "SEK"])


def test_a_gap_is_no_intensity(footprint: Footprint) -> None:
    row = IntensityRow(intensity_set=footprint.intensity_set, category="x", currency="SEK", gap_reason="no_price_index")

    with pytest.raises(ValueError, match="is a gap"):
        as_intensity(row, 2024)


def test_an_area_of_one_category_has_its_interval(footprint: Footprint) -> None:
    parts = list(parts_of(footprint, Dimension.CATEGORY))
    by_key = {part.key: part for part in parts}

    areas = area_intervals(footprint, parts)

    assert areas["food"].high_kg == by_key["food.mixed"].high_kg
    assert areas["construction"].low_kg == by_key["construction.buildings"].low_kg


def test_the_intensities_of_several_footprints_take_one_query(
    footprint: Footprint, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        found = intensities_of([footprint, footprint])

    assert set(found) == {footprint.pk}
    assert found[footprint.pk]["food.mixed"].currency == "SEK"


def test_a_set_of_another_version_gives_no_interval(footprint: Footprint) -> None:
    pinned = [{**pin, "version": "0.1"} for pin in footprint.intensity_set.factor_sets]
    IntensitySet.objects.filter(pk=footprint.intensity_set_id).update(factor_sets=pinned)
    footprint.intensity_set.refresh_from_db()

    assert set_spreads([footprint]) is None
    assert area_intervals(footprint, list(parts_of(footprint, Dimension.CATEGORY))) == {}
