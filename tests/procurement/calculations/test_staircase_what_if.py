"""What a plan becomes when its start, its extensions or its thresholds are other ones."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.staircase import OnLateStart, Staircase, Step, steps_in_force
from procurement.calculations.staircase_what_if import Change, differences, period_after, steps_after
from procurement.calculations.step_saving import StepSaving
from requirements_bank.calculations.requirement import Direction

PERIOD = ContractPeriod(date(2027, 8, 1), 48, (12, 12))
STAIRS = Staircase(
    Direction.AT_LEAST,
    tuple(Step(Decimal(share), months=months) for share, months in ((40, 0), (60, 24), (90, 60))),
    low=Decimal(10),
    high=Decimal(100),
)
PLANNED = steps_in_force(STAIRS, PERIOD)


def test_a_later_start_moves_what_is_counted_from_it() -> None:
    found = differences(PLANNED, steps_after(Change(first=date(2027, 10, 1)), STAIRS, PERIOD))

    assert [(each.number, each.days) for each in found] == [(1, 61), (2, 61), (3, 61)]


def test_months_counted_from_the_planned_day_stay() -> None:
    stairs = Staircase(Direction.AT_LEAST, STAIRS.steps, on_late_start=OnLateStart.FROM_PLANNED_START)
    found = differences(PLANNED, steps_after(Change(first=date(2027, 10, 1)), stairs, PERIOD))

    assert [each.days for each in found] == [61, 0, 0]  # the first one holds when the contract begins


def test_without_the_last_extension_its_step_never_holds() -> None:
    found = differences(PLANNED, steps_after(Change(options=1), STAIRS, PERIOD))

    assert (found[2].changed, found[2].days) == (None, None)
    assert period_after(Change(options=0), PERIOD).last_possible == date(2031, 7, 31)


def test_thresholds_are_shifted_or_replaced_within_their_bounds() -> None:
    shifted = steps_after(Change(shift=Decimal(20)), STAIRS, PERIOD)
    replaced = steps_after(Change(thresholds=(Decimal(5), Decimal(50))), STAIRS, PERIOD)

    assert [step.threshold for step in shifted] == [60, 80, 100]
    assert [step.threshold for step in replaced] == [10, 50, 90]


def test_tonnes_of_a_step_that_never_holds_are_lost() -> None:
    saved = {3: StepSaving(3, *[Decimal(10)] * 6)}
    (*_others, last) = differences(PLANNED, steps_after(Change(options=1), STAIRS, PERIOD), (saved, {}))

    assert last.tonnes == -10
    assert _others[0].tonnes is None


@given(st.integers(0, 2), st.decimals(-20, 20, places=1))
def test_no_change_and_the_change_back_differ_in_nothing(used: int, shift: Decimal) -> None:
    """Whatever is asked, comparing a thing with itself finds nothing."""
    steps = steps_after(Change(options=used, shift=shift), STAIRS, PERIOD)

    assert all(each.days == 0 and each.planned == each.changed for each in differences(steps, steps))
