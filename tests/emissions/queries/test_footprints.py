from pathlib import Path
from typing import Any

import pytest

from emissions.models import Footprint
from emissions.models.footprints import Dimension
from emissions.queries.footprints import Depth, depth_into, footprint_seen, newest_footprints, parts_of
from foundation.access import Access, open_access
from organisations.models import Organisation
from tests.emissions.footprint_cases import FOOD, YEAR_OF_POSTINGS, Posting, at_work, calculated


@pytest.mark.parametrize(
    ("lists", "depth", "dimensions"),
    [
        ({"readable": True}, Depth.OWN, 6),
        ({"rows": True}, Depth.ROWS, 6),
        ({"totals": True}, Depth.TOTALS, 3),
    ],
)
def test_a_footprint_is_seen_as_deep_as_the_access_goes(
    footprint: Footprint, lists: dict[str, bool], depth: Depth, dimensions: int
) -> None:
    owner = (footprint.organisation_id,)
    with open_access(Access(**dict.fromkeys(lists, owner), acting=0)):
        seen = footprint_seen(footprint.uuid)

        assert seen
        assert (seen.depth, seen.is_shared, len(seen.dimensions)) == (depth, True, dimensions)
        assert depth_into(footprint.organisation_id) is depth
        visible = set(footprint.parts.values_list("dimension", flat=True))
        assert visible == {name.value for name in seen.dimensions}


def test_a_footprint_out_of_sight_is_not_there(footprint: Footprint) -> None:
    with open_access(Access(readable=(footprint.organisation_id + 1,))):
        assert footprint_seen(footprint.uuid) is None


def test_the_newest_calculation_of_each_year_counts(footprint: Footprint, vik: Organisation, tmp_path: Path) -> None:
    newer = calculated(vik, tmp_path, 2024, [*YEAR_OF_POSTINGS, Posting("03-30", "64400", "Livsmedel", "5.00")])
    before = calculated(vik, tmp_path, 2023, [FOOD])

    with at_work(vik):
        assert list(newest_footprints([vik.pk])) == [newer, before]
        assert footprint.calculated_at < newer.calculated_at


@pytest.mark.parametrize(
    ("order", "first"), [("kg", "61700"), ("amount", "61700"), ("lines", "64400"), ("name", "61700"), ("code", "12100")]
)
def test_parts_stand_in_the_chosen_order(footprint: Footprint, vik: Organisation, order: str, first: Any) -> None:
    with at_work(vik):
        assert parts_of(footprint, Dimension.ACCOUNT, order=order)[0].key == first


def test_parts_are_found_by_name_and_by_code(footprint: Footprint, vik: Organisation) -> None:
    with at_work(vik):
        assert [part.key for part in parts_of(footprint, Dimension.ACCOUNT, words="livs")] == ["64400"]
        assert [part.key for part in parts_of(footprint, Dimension.ACCOUNT, words="745")] == ["74500"]
