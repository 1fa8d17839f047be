"""Steps that a network agrees on, and how each member takes them over."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.joint_staircase import (
    Adoption,
    Cell,
    Difference,
    Way,
    adopted,
    problems_of_adoption,
    row_of,
    times_apart,
)
from procurement.calculations.staircase import Staircase, Step, StepInForce, steps_in_force, threshold_on
from requirements_bank.calculations.requirement import Direction

JOINT = Staircase(
    Direction.AT_LEAST,
    (Step(Decimal(50), months=0), Step(Decimal(70), months=24), Step(Decimal(90), day=date(2030, 1, 1))),
)
OWN = (Step(Decimal(40), months=0), Step(Decimal(70), months=24))


def asks(staircase: Staircase, first: date = date(2026, 1, 1)) -> list[StepInForce]:
    return steps_in_force(staircase, ContractPeriod(first, 60))


def test_a_member_asks_for_the_joint_steps_later_or_for_its_own() -> None:
    assert adopted(JOINT, Adoption(Way.AS_IT_IS)) == JOINT
    assert [(step.months, step.day) for step in adopted(JOINT, Adoption(Way.LATER, months_later=6)).steps] == [
        (6, None),
        (30, None),
        (None, date(2030, 7, 1)),
    ]
    assert adopted(JOINT, Adoption(Way.OTHERWISE, steps=OWN, reason="Few hauliers")).steps == OWN


@pytest.mark.parametrize(
    ("adoption", "codes"),
    [
        (Adoption(Way.AS_IT_IS), []),
        (Adoption(Way.LATER, months_later=6), []),
        (Adoption(Way.LATER), ["no_delay"]),
        (Adoption(Way.OTHERWISE, steps=OWN, reason="Few hauliers"), []),
        (Adoption(Way.OTHERWISE, steps=OWN, reason=" "), ["no_reason"]),
        (Adoption(Way.OTHERWISE), ["no_steps", "no_reason"]),
    ],
)
def test_who_does_otherwise_has_to_say_why(adoption: Adoption, codes: list[str]) -> None:
    assert [problem.code for problem in problems_of_adoption(adoption)] == codes


def test_a_row_has_a_cell_for_each_joint_step() -> None:
    otherwise = Adoption(Way.OTHERWISE, steps=OWN, reason="Few hauliers")

    assert row_of(JOINT, otherwise) == [
        Cell(Decimal(40), 0, None, is_as_agreed=False),
        Cell(Decimal(70), 24, None, is_as_agreed=True),
        Cell(None, None, None, is_as_agreed=False),
    ]
    assert [cell.threshold for cell in row_of(JOINT, None)] == [None, None, None]


def test_neighbours_differ_only_while_they_ask_different_things() -> None:
    asked = {"Ekby": asks(JOINT), "Granvik": asks(adopted(JOINT, Adoption(Way.LATER, months_later=6)))}

    assert times_apart(asked, date(2026, 1, 1), date(2028, 12, 31)) == [
        Difference(date(2026, 1, 1), date(2026, 6, 30), {"Ekby": Decimal(50), "Granvik": None}),
        Difference(date(2028, 1, 1), date(2028, 6, 30), {"Ekby": Decimal(70), "Granvik": Decimal(50)}),
    ]


def test_the_spread_is_between_those_who_ask() -> None:
    first, second = times_apart(
        {"Ekby": asks(JOINT), "Lauvdal": asks(replace(JOINT, steps=OWN)), "Granvik": []},
        date(2026, 1, 1),
        date(2028, 12, 31),
    )

    assert (first.spread, second.spread) == (Decimal(10), Decimal(0))


staircases = st.lists(st.builds(Step, st.decimals(0, 100, places=0), months=st.integers(0, 60)), max_size=4).map(
    lambda steps: Staircase(Direction.AT_LEAST, tuple(steps))
)


@given(st.dictionaries(st.sampled_from("ABCD"), staircases, min_size=2))
def test_every_day_is_told_exactly_where_neighbours_differ(neighbours: dict[str, Staircase]) -> None:
    asked = {who: asks(staircase) for who, staircase in neighbours.items()}
    found = times_apart(asked, date(2026, 1, 1), date(2031, 12, 31))

    for month in range(72):
        day = date(2026 + month // 12, month % 12 + 1, 15)
        thresholds = {who: threshold_on(day, steps) for who, steps in asked.items()}
        told = [each.asked for each in found if each.first <= day <= each.last]
        assert told == ([thresholds] if len(set(thresholds.values())) > 1 else [])
