"""The worked example of docs/methods/measured_value.md, recomputed from the page itself."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from follow_up.calculations.measured_value import Asked, judged_value
from procurement.calculations.staircase import StepInForce
from requirements_bank.calculations.requirement import Direction

STEPS = [
    StepInForce(1, Decimal(50), date(2026, 1, 1), date(2026, 12, 31), 0),
    StepInForce(2, Decimal(70), date(2027, 1, 1), date(2027, 12, 31), 0),
]
WORDS = {True: "yes", False: "no", None: "–"}


def written(value: Decimal | None) -> str:
    return "–" if value is None else f"{value.normalize():f}"


def test_the_values_of_the_page_are_judged_so(table: Callable[[str, str], list[list[str]]]) -> None:
    rows = table("measured_value.md", "Worked example")

    assert len(rows) == 7
    for value, unit, day, before, *expected in rows:
        asked = Asked("km", Direction.AT_LEAST, STEPS)
        found = judged_value(asked, Decimal(value), unit, date.fromisoformat(day), before=Decimal(before))
        told = [each.code for each in (*found.problems, *found.questions)] or ["–"]
        assert [written(found.value), written(found.threshold), WORDS[found.is_kept], *told] == expected
