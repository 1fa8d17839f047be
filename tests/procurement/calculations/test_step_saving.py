"""What a step is expected to save."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.staircase import Staircase, Step, StepInForce, steps_in_force
from procurement.calculations.step_saving import Assumption, SavingBasis, Savings, savings_of
from requirements_bank.calculations.requirement import Direction

UP = Direction.AT_LEAST
STAIRCASE = Staircase(UP, (Step(Decimal(50), months=0), Step(Decimal(70), months=24)))
STEPS = steps_in_force(STAIRCASE, ContractPeriod(date(2026, 3, 1), 48))


def about(value: str, low: str | None = None, high: str | None = None) -> Assumption:
    return Assumption(Decimal(value), Decimal(low or value), Decimal(high or value), "a test")


def basis(**other: Assumption | None) -> SavingBasis:
    whole: dict[str, Any] = {
        "emissions": about("1000", "800", "1300"),
        "touched": about("0.6"),
        "baseline": about("0.2", "0.1", "0.3"),
        "reduction": about("0.9", "0.8", "0.95"),
    }
    return SavingBasis(**(whole | other))


def saved(given_basis: SavingBasis, steps: list[StepInForce] = STEPS, **other: Any) -> Savings:
    return savings_of(steps, given_basis, **({"direction": UP, "unit": "%"} | other))


def test_a_step_saves_emissions_times_touched_times_raised_times_reduction() -> None:
    first, second = saved(basis()).steps.values()

    assert (first.number, first.a_year) == (1, Decimal("162.00"))  # 1000 x 0.6 x (0.5 - 0.2) x 0.9
    assert (second.number, second.a_year) == (2, Decimal("270.00"))
    assert (first.a_year_low, first.a_year_high) == (Decimal("76.80"), Decimal("296.400"))


def test_over_the_contract_it_counts_the_days_on_which_it_holds() -> None:
    first = saved(basis()).steps[1]

    assert (STEPS[0].last - STEPS[0].first).days + 1 == 731
    assert first.in_all == first.a_year * (Decimal(731) / Decimal("365.2425"))


def test_days_after_the_end_of_the_count_are_left_out() -> None:
    counted = saved(basis(), until=date(2027, 2, 28)).steps

    assert counted[1].in_all == counted[1].a_year * (Decimal(365) / Decimal("365.2425"))
    assert counted[2].in_all == 0


@pytest.mark.parametrize("name", ["emissions", "touched", "baseline", "reduction"])
def test_without_one_of_them_there_is_no_figure(name: str) -> None:
    result = saved(basis(**{name: None}))

    assert (result.steps, [gap.code for gap in result.gaps]) == ({}, [f"no_{name}"])


@pytest.mark.parametrize("other", [{"unit": "g CO2/km"}, {"direction": Direction.AT_MOST}])
def test_what_is_no_rising_share_has_no_figure(other: dict[str, Any]) -> None:
    assert [gap.code for gap in saved(basis(), **other).gaps] == ["not_a_rising_share"]


def test_a_threshold_below_what_is_kept_already_saves_nothing() -> None:
    assert saved(basis(baseline=about("0.6"))).steps[1].a_year == 0


def test_an_assumption_lies_within_its_interval() -> None:
    with pytest.raises(ValueError, match="between its low and its high"):
        about("0.5", "0.6", "0.9")


shares = st.lists(st.decimals(0, 1, places=3), min_size=3, max_size=3).map(sorted)
assumptions = shares.map(lambda found: Assumption(found[1], found[0], found[2], "a test"))


@given(assumptions, assumptions, assumptions, assumptions)
def test_a_higher_step_never_saves_less_and_the_interval_holds_the_value(
    emissions: Assumption, touched: Assumption, baseline: Assumption, reduction: Assumption
) -> None:
    first, second = saved(SavingBasis(emissions, touched, baseline, reduction)).steps.values()

    assert first.a_year <= second.a_year
    for step in (first, second):
        assert step.a_year_low <= step.a_year <= step.a_year_high
        assert step.in_all_low <= step.in_all <= step.in_all_high
