"""A bid that commits to more than the staircase asks for."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.staircase import Staircase, Step, StepInForce, steps_in_force
from procurement.calculations.staircase_offers import OfferScale, offer_points, offer_problems
from requirements_bank.calculations.requirement import Direction

FOUR_YEARS = ContractPeriod(date(2025, 3, 1), 48)
TEN = Decimal(10)
SCALE = OfferScale(Direction.AT_LEAST, Decimal(0), Decimal(100), FOUR_YEARS.first, FOUR_YEARS.last)


def steps(*pairs: tuple[int, int], direction: Direction = Direction.AT_LEAST) -> list[StepInForce]:
    """Thresholds by months after the start."""
    written = tuple(Step(Decimal(threshold), months=months) for months, threshold in pairs)
    return steps_in_force(Staircase(direction, written), FOUR_YEARS)


ASKED = steps((12, 50), (36, 70))


@pytest.mark.parametrize(
    ("offered", "expected"),
    [
        (ASKED, "0.00"),
        (steps((0, 100)), "10.00"),
        (steps((0, 50)), "1.25"),  # half the way for the first of four years
        (steps((12, 75)), "2.92"),  # half the way for two years, a sixth for the last
    ],
)
def test_points_are_the_share_of_the_way_over_the_days(offered: list[StepInForce], expected: str) -> None:
    assert round(offer_points(ASKED, offered, SCALE, TEN), 2) == Decimal(expected)


def test_less_may_be_better() -> None:
    scale = replace(SCALE, direction=Direction.AT_MOST, floor=Decimal(200), best=Decimal(100))
    asked = steps((0, 150), direction=Direction.AT_MOST)

    assert offer_points(asked, steps((0, 125), direction=Direction.AT_MOST), scale, TEN) == 5
    assert offer_points(asked, steps((0, 50), direction=Direction.AT_MOST), scale, TEN) == 10


def test_days_on_which_the_best_is_asked_for_already_do_not_count() -> None:
    asked = steps((24, 100))

    assert offer_points(asked, steps((0, 50)), SCALE, TEN) == 5
    assert [each.code for each in offer_problems(steps((0, 100)), steps((0, 100)), SCALE, "A")] == ["nothing_to_offer"]


def test_an_offer_below_what_is_asked_is_told_and_gives_nothing() -> None:
    (problem,) = offer_problems(ASKED, steps((0, 40)), SCALE, "A")

    assert (problem.code, problem.is_error, problem.values) == (
        "below_what_is_asked",
        False,
        {"asked": Decimal(50), "offered": Decimal(40)},
    )
    assert offer_points(steps((0, 50)), steps((0, 40)), SCALE, TEN) == 0


@pytest.mark.parametrize(
    ("offered", "scale", "code"),
    [([], SCALE, "offer_missing"), (ASKED, replace(SCALE, best=Decimal(0)), "scale_without_width")],
)
def test_an_offer_that_is_missing_gives_no_points_rather_than_none(
    offered: list[StepInForce], scale: OfferScale, code: str
) -> None:
    assert [each.code for each in offer_problems(ASKED, offered, scale, "A")] == [code]
    with pytest.raises(ValueError, match="no points"):
        offer_points(ASKED, offered, scale, TEN)


staircases = st.dictionaries(st.integers(0, 47), st.integers(1, 100), min_size=1, max_size=4).map(
    lambda found: steps(*zip(sorted(found), sorted(found.values()), strict=True))
)


@given(staircases, staircases)
def test_points_are_bounded_and_more_is_never_worth_less(asked: list[StepInForce], offered: list[StepInForce]) -> None:
    if any(each.is_error for each in offer_problems(asked, offered, SCALE, "A")):
        return
    more = [replace(step, threshold=step.threshold + 5) for step in offered]
    found = offer_points(asked, offered, SCALE, TEN)

    assert 0 <= found <= offer_points(asked, more, SCALE, TEN) <= TEN
