"""The worked example of docs/methods/year_plan.md, recomputed from the page itself."""

from collections.abc import Callable
from datetime import date

from follow_up.calculations.report_periods import PeriodKind
from follow_up.calculations.year_plan import FollowedDays, year_plan


def test_reports_of_a_year_and_of_its_last_quarter_are_told_apart() -> None:
    days = FollowedDays(date(2026, 1, 1), date(2029, 12, 31), reports=((1, PeriodKind.YEAR), (2, PeriodKind.QUARTER)))
    about = [
        each for each in year_plan(days, 2028) if each.template == "report_due" and each.about == date(2027, 12, 31)
    ]

    assert len({each.key for each in about}) == len(about) == 2


def test_the_year_of_the_page(table: Callable[[str, str], list[list[str]]]) -> None:
    days = FollowedDays(
        date(2026, 3, 1),
        date(2030, 2, 28),
        is_construction=True,
        steps=((1, date(2028, 3, 1)),),
        reports=((1, PeriodKind.HALF_YEAR),),
    )

    assert table("year_plan.md", "Worked example") == [
        [each.template.value, f"{each.day}", f"{each.about}"] for each in year_plan(days, 2028)
    ]
