"""The worked example of docs/methods/recurrence.md, recomputed from the page itself."""

from collections.abc import Callable
from datetime import date

from follow_up.calculations.recurrence import Recurrence
from follow_up.calculations.report_periods import PeriodKind, Season, report_periods


def test_the_days_of_the_page(table: Callable[[str, str], list[list[str]]]) -> None:
    task = Recurrence(date(2026, 8, 31), 3, date(2027, 8, 31))
    winters = report_periods(PeriodKind.SEASON, date(2027, 1, 1), date(2028, 12, 31), Season(10, 15, 4, 15))

    assert table("recurrence.md", "Worked example") == [
        *(["task", f"{day}", "–", "–"] for day in task.days()),
        *(["winter", f"{each.first}", f"{each.last}", f"{each.due_on(30)}"] for each in winters),
    ]
