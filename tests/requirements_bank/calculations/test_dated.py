"""Days of laws and steps."""

from datetime import date
from decimal import Decimal

import pytest

from requirements_bank.calculations.dated import Standing, dated_steps, standing_of
from requirements_bank.calculations.requirement import Law, SuggestedStep

TODAY = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "standing"),
    [
        (None, None, Standing.IN_FORCE),
        (TODAY, None, Standing.IN_FORCE),
        (date(2026, 7, 1), None, Standing.COMING),
        (date(2024, 1, 1), TODAY, Standing.ENDS),
        (date(2024, 1, 1), date(2026, 6, 29), Standing.ENDED),
    ],
)
def test_a_law_stands_where_its_days_say(valid_from: date | None, valid_to: date | None, standing: Standing) -> None:
    assert standing_of(Law("NO", "§ 7-9", valid_from, valid_to, {}), TODAY) is standing


def test_steps_are_counted_from_the_start_of_the_contract() -> None:
    steps = dated_steps([SuggestedStep(0, Decimal(25)), SuggestedStep(18, Decimal(60))], date(2026, 8, 31))

    assert [(step.number, step.day, step.threshold) for step in steps] == [
        (1, date(2026, 8, 31), Decimal(25)),
        (2, date(2028, 2, 29), Decimal(60)),
    ]
