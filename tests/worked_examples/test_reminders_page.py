"""The worked example of docs/methods/reminders.md, recomputed from the page itself."""

from collections.abc import Callable
from datetime import date

from follow_up.calculations.reminder_days import stage_due


def test_the_stages_of_the_page(table: Callable[[str, str], list[list[str]]]) -> None:
    rows = table("reminders.md", "Worked example")
    stages = [stage_due(date(2026, 12, 31), (60, 14), date.fromisoformat(day)) for day, _stage in rows]

    assert [stage for _day, stage in rows] == ["–" if stage is None else str(stage) for stage in stages]
