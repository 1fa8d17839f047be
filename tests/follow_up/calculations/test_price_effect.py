"""What clauses give and take, and when there is no amount."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from follow_up.calculations.price_effect import price_effect
from follow_up.calculations.price_effect_gaps import PROBLEM_TEXTS
from follow_up.calculations.price_effects import Clause, Counted, EffectKind, Performance, PriceEffect, Purpose
from procurement.calculations.performance_ladder import Ladder
from requirements_bank.calculations.requirement import Direction

BONUS, PENALTY = Purpose.BONUS, Purpose.PENALTY
FIXED, PER_UNIT, SHARE, LADDER = EffectKind
AT_LEAST, AT_MOST = Direction.AT_LEAST, Direction.AT_MOST
sums = st.decimals(0, 10**7, places=4)
values = st.decimals(0, 1000, places=2)


def reckoned(clause: Clause, **performance: Any) -> PriceEffect:
    return price_effect(clause, Performance(**performance))


def per_unit(purpose: Purpose, amount: str, counted: Counted, **more: Any) -> Clause:
    return Clause(purpose, PER_UNIT, Decimal(amount), counted, **more)


@pytest.mark.parametrize(
    ("purpose", "direction", "value", "counted", "amount"),
    [
        (PENALTY, AT_LEAST, "47.5", Counted.EXACT, "2500.00"),
        (PENALTY, AT_LEAST, "47.5", Counted.STARTED, "3000.00"),
        (PENALTY, AT_LEAST, "50", Counted.STARTED, "0.00"),
        (PENALTY, AT_LEAST, "52", Counted.EXACT, "0.00"),
        (BONUS, AT_LEAST, "52.25", Counted.EXACT, "2250.00"),
        (BONUS, AT_LEAST, "49", Counted.EXACT, "0.00"),
        (PENALTY, AT_MOST, "52.25", Counted.STARTED, "3000.00"),
        (BONUS, AT_MOST, "47.5", Counted.EXACT, "2500.00"),
        (BONUS, AT_MOST, "52", Counted.EXACT, "0.00"),
    ],
)
def test_units_are_counted_as_the_clause_says(
    purpose: Purpose, direction: Direction, value: str, counted: Counted, amount: str
) -> None:
    effect = reckoned(
        per_unit(purpose, "1000", counted), direction=direction, threshold=Decimal(50), value=Decimal(value)
    )

    assert (effect.amount, effect.gaps) == (Decimal(amount), ())


@pytest.mark.parametrize(("kept", "purpose", "amount"), [(True, BONUS, "750.00"), (False, BONUS, "0.00")])
def test_a_fixed_bonus_is_for_a_step_that_is_kept(kept: bool, purpose: Purpose, amount: str) -> None:
    assert reckoned(Clause(purpose, FIXED, Decimal(750)), is_kept=kept).amount == Decimal(amount)


def test_a_penalty_is_negative_to_the_supplier() -> None:
    assert reckoned(Clause(PENALTY, FIXED, Decimal(750)), is_kept=False).to_supplier == Decimal("-750.00")


def test_a_value_goes_before_what_somebody_said() -> None:
    clause = Clause(PENALTY, FIXED, Decimal(10))

    found = reckoned(clause, direction=AT_LEAST, threshold=Decimal(5), value=Decimal(4), is_kept=True)
    assert found.amount == Decimal("10.00")


def test_the_sanction_of_the_ladder_is_one_and_a_half_times_what_was_won_with_it() -> None:
    in_percent = Clause(PENALTY, LADDER, ladder=Ladder({3: Decimal(4), 5: Decimal(7)}, in_percent=True))
    missed = reckoned(in_percent, awarded_level=5, achieved_level=3, bid_price=Decimal(1_000_000))
    none_at_all = reckoned(in_percent, awarded_level=5, achieved_level=0, bid_price=Decimal(1_000_000))
    better = reckoned(in_percent, awarded_level=3, achieved_level=5, bid_price=Decimal(1_000_000))

    assert [each.amount for each in (missed, none_at_all, better)] == [Decimal(45_000), Decimal(105_000), Decimal(0)]
    assert [line.label for line in missed.lines] == ["discount_awarded", "discount_achieved", "ladder"]


def test_floor_and_cap_bound_what_is_above_nothing() -> None:
    clause = per_unit(PENALTY, "1000", Counted.EXACT, floor=Decimal(1500), cap=Decimal(5000))
    amounts = [
        reckoned(clause, direction=AT_LEAST, threshold=Decimal(50), value=Decimal(value)).amount
        for value in (50, 49, 47, 10)
    ]

    assert amounts == [0, 1500, 3000, 5000]


def test_the_amount_is_rounded_once_at_the_end() -> None:
    clause = per_unit(PENALTY, "1", Counted.EXACT, unit_size=Decimal(3))
    effect = reckoned(clause, direction=AT_LEAST, threshold=Decimal("0.015"), value=Decimal(0))

    assert effect.amount == Decimal("0.01")
    assert effect.lines[-1].label == "rounded"


@pytest.mark.parametrize(
    ("clause", "performance", "codes"),
    [
        (Clause(BONUS, FIXED), {}, ["amount_missing", "verdict_missing"]),
        (Clause(BONUS, FIXED, Decimal(-1)), {"is_kept": True}, ["amount_negative"]),
        (Clause(PENALTY, SHARE, Decimal(1)), {"is_kept": False}, ["period_value_missing"]),
        (Clause(PENALTY, PER_UNIT, Decimal(1)), {}, ["counting_missing", "value_missing", "threshold_missing"]),
        (
            per_unit(PENALTY, "1", Counted.EXACT, unit_size=Decimal(0)),
            {"direction": AT_LEAST, "threshold": Decimal(1), "value": Decimal(1)},
            ["unit_size_not_positive"],
        ),
        (Clause(PENALTY, LADDER), {}, ["ladder_missing"]),
        (Clause(PENALTY, LADDER, ladder=Ladder({})), {"awarded_level": 3}, ["unknown_level", "level_missing"]),
        (
            Clause(BONUS, LADDER, ladder=Ladder({}, in_percent=True)),
            {"awarded_level": 0, "achieved_level": 0},
            ["ladder_gives_no_bonus", "bid_price_missing"],
        ),
        (
            Clause(BONUS, FIXED, Decimal(1), floor=Decimal(5), cap=Decimal(-4)),
            {"is_kept": True},
            ["bound_negative", "cap_below_floor"],
        ),
    ],
)
def test_what_is_missing_leaves_no_amount(clause: Clause, performance: dict[str, Any], codes: list[str]) -> None:
    effect = reckoned(clause, **performance)

    assert effect.amount is None
    assert [gap.code for gap in effect.gaps] == codes
    assert all(PROBLEM_TEXTS[gap.code].format(**gap.values) for gap in effect.gaps)


@given(sums, values, values, st.sampled_from(Counted), st.sampled_from(Direction))
def test_of_bonus_and_penalty_at_most_one_is_due(
    amount: Decimal, threshold: Decimal, value: Decimal, counted: Counted, direction: Direction
) -> None:
    performance = Performance(direction, threshold, value)
    clause = Clause(BONUS, PER_UNIT, amount, counted)
    both = [price_effect(replace(clause, purpose=purpose), performance).amount for purpose in Purpose]

    assert Decimal(0) in both
    assert all(each is not None and each >= 0 for each in both)


@given(sums, values, values, st.decimals("0.01", 50, places=2))
def test_a_started_unit_never_costs_less_and_never_a_whole_unit_more(
    amount: Decimal, threshold: Decimal, value: Decimal, size: Decimal
) -> None:
    performance = Performance(AT_LEAST, threshold, value)
    exact, started = (
        price_effect(Clause(PENALTY, PER_UNIT, amount, counted, size), performance).amount
        for counted in (Counted.EXACT, Counted.STARTED)
    )

    assert exact is not None
    assert started is not None
    assert exact <= started <= exact + amount + Decimal("0.01")


@given(sums, values, values, sums, sums)
def test_an_amount_stays_within_floor_and_cap(
    amount: Decimal, threshold: Decimal, value: Decimal, low: Decimal, high: Decimal
) -> None:
    least, most = sorted((low, high))
    clause = Clause(PENALTY, PER_UNIT, amount, Counted.EXACT, floor=least, cap=most)
    found = price_effect(clause, Performance(AT_LEAST, threshold, value)).amount

    assert found is not None
    assert found == 0 or least - Decimal("0.01") <= found <= most + Decimal("0.01")
    assert found == round(found, 2)
