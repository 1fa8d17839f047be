"""What a procurement waits for."""

from datetime import date

import pytest

from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.next_step import Awaited, NextStep, next_step

TODAY = date(2027, 1, 10)
DAYS = {
    "dialogue_on": None,
    "announced_on": date(2027, 3, 1),
    "bids_due_on": date(2027, 4, 12),
    "awarded_on": None,
    "first_day": date(2027, 8, 1),
}
PERIOD = ContractPeriod(date(2027, 8, 1), 48, (12,))


@pytest.mark.parametrize(
    ("stage", "changed", "today", "expected"),
    [
        ("idea", {}, TODAY, NextStep(Awaited.NOTICE, date(2027, 3, 1))),
        ("idea", {"dialogue_on": TODAY}, TODAY, NextStep(Awaited.DIALOGUE, TODAY)),
        ("market_dialogue", {}, TODAY, NextStep(Awaited.NOTICE, date(2027, 3, 1))),
        ("market_dialogue", {"closes_on": TODAY}, TODAY, NextStep(Awaited.ANSWERS, TODAY)),
        ("market_dialogue", {"closes_on": TODAY}, date(2027, 1, 11), NextStep(Awaited.NOTICE, date(2027, 3, 1))),
        (
            "market_dialogue",
            {"dialogue_on": TODAY, "closes_on": date(2027, 2, 1)},
            TODAY,
            NextStep(Awaited.DIALOGUE, TODAY),
        ),
        ("tender", {"closes_on": TODAY}, TODAY, NextStep(Awaited.BIDS, date(2027, 4, 12))),
        ("tender", {}, TODAY, NextStep(Awaited.BIDS, date(2027, 4, 12))),
        ("evaluation", {}, TODAY, NextStep(Awaited.AWARD, None)),
        ("awarded", {}, TODAY, NextStep(Awaited.START, date(2027, 8, 1))),
        ("awarded", {}, date(2028, 1, 1), NextStep(Awaited.END, date(2031, 7, 31))),
        ("awarded", {}, date(2031, 8, 1), NextStep(Awaited.END, date(2032, 7, 31))),
        ("awarded", {"first_day": None}, TODAY, NextStep(Awaited.START, None)),
        ("stopped", {}, TODAY, None),
    ],
)
def test_the_stage_says_what_comes_next(
    stage: str, changed: dict[str, date | None], today: date, expected: NextStep | None
) -> None:
    assert next_step(stage, DAYS | changed, PERIOD, today) == expected


def test_days_left_are_negative_once_they_have_passed_and_missing_without_a_day() -> None:
    assert NextStep(Awaited.BIDS, date(2027, 1, 8)).days_left(TODAY) == -2
    assert NextStep(Awaited.BIDS, None).days_left(TODAY) is None


def test_a_contract_without_months_has_no_known_end() -> None:
    assert next_step("awarded", DAYS, None, date(2028, 1, 1)) == NextStep(Awaited.END, None)
