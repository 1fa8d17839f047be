"""The worked example of docs/methods/plan_ahead.md, recomputed from the page itself."""

from collections.abc import Callable
from datetime import date

from procurement.calculations.plan_ahead import Ending, planned_days


def test_the_days_of_the_page_are_counted_back(table: Callable[[str, str], list[list[str]]]) -> None:
    rows = table("plan_ahead.md", "Worked example")
    assert len(rows) == 2
    for ends, begin_by, notice, bids, award, first_day in rows:
        ending = Ending(date.fromisoformat(ends), date.fromisoformat(ends))
        plan = planned_days(ending.next_first_day, date(2026, 11, 22))
        assert f"{ending.begin_by}" == f"{plan.dialogue_on}" == begin_by
        assert [f"{plan.announced_on}", f"{plan.bids_due_on}", f"{plan.awarded_on}"] == [notice, bids, award]
        assert f"{plan.first_day}" == first_day
