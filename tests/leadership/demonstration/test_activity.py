"""Ekby's activity series are made once, with figures that show gaps, breaks and corrections."""

import pytest

from emissions.calculations.activity_based import NoChange
from emissions.models import ActivitySeries, ActivityValue
from emissions.queries.activity import figures_of
from foundation.access import open_access
from foundation.scoping import access_for_work
from leadership.demonstration.activity import fill_activity
from organisations.models import Organisation
from tests.factories.cast import Cast


@pytest.fixture
def ekby_filled(cast: Cast) -> Organisation:
    for _time in range(2):
        fill_activity({"ekby": cast.ekby})
    return cast.ekby


def test_three_series_are_made_once(ekby_filled: Organisation) -> None:
    with open_access(access_for_work(ekby_filled.pk)):
        found = {each.unit: figures_of(each) for each in ActivitySeries.objects.all()}

        assert sorted(found) == ["km", "l", "pkm"]
        assert ActivityValue.objects.filter(replaced_by=None).count() == 11 + 16 + 12
        assert [each.total.is_complete for each in found["km"].periods] == [True, True, True, False]
        assert found["km"].periods[2].change is NoChange.METHOD_BREAK
        assert all(each.total.is_complete for each in [*found["l"].periods, *found["pkm"].periods])
        assert len(found["pkm"].corrections) == 1
