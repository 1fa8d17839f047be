"""What the benchmark of the register measures over is there: each part of a priority is known of some contracts."""

import pytest

from benchmarks.register_world import fill_register
from follow_up.calculations.priority_weights import Part, PriorityWeights
from follow_up.models import CheckResult, Deviation
from follow_up.queries.priority import ranked_contracts
from follow_up.services.standings import work_out_due
from foundation.access import open_access
from foundation.scoping import access_for_work
from tests.follow_up.queries.test_priority import TODAY

pytestmark = pytest.mark.django_db


def test_each_part_of_a_priority_runs_over_something() -> None:
    world = fill_register(contracts=60, obligations=20)
    with open_access(access_for_work(world.organisation.pk)):
        assert work_out_due(world.organisation.pk) == 1_200
        scores = ranked_contracts(world.organisation, PriorityWeights(), TODAY).scores

        assert len(scores) == 60
        for part in Part:
            known = scores[f"part_{part.value}"].drop_nulls()
            assert known.n_unique() > 1 or part in (Part.STEP, Part.SECTOR), part
        assert {each.state for each in Deviation.objects.all()} == {"told", "closed"}
        assert CheckResult.objects.exists()
