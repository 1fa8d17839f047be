"""A staircase is complete in the tender documents when a supplier finds everything in it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.staircase import OnPartialProof, Staircase, Step
from procurement.calculations.staircase_complete import StaircaseTerms, StepTerms, is_complete, lacks_of
from requirements_bank.calculations.requirement import Direction

STEPS = (Step(Decimal(40), months=0), Step(Decimal(60), months=24))
WHOLE = StaircaseTerms(
    Staircase(Direction.AT_LEAST, STEPS, low=Decimal(0), high=Decimal(100)),
    (StepTerms(), StepTerms(proof="A list of vehicles")),
    ContractPeriod(date(2026, 3, 1), 48),
    proof="A report each quarter",
)


LACKS = [
    (replace(WHOLE, period=None), [("no_contract_days", "contract")]),
    (replace(WHOLE, proof=" "), [("no_proof", "step 1")]),
    (replace(WHOLE, steps=(StepTerms(bonus_needs_sum=True), StepTerms())), [("bonus_without_sum", "step 1")]),
    (replace(WHOLE, steps=(StepTerms(), StepTerms(penalty_needs_sum=True))), [("penalty_without_sum", "step 2")]),
    (replace(WHOLE, on_partial_proof=OnPartialProof.TIME_TO_COMPLETE), [("no_days_to_complete", "staircase")]),
]
"""Staircases that lack what the check of the steps knows nothing of."""


def codes(terms: StaircaseTerms) -> list[tuple[str, str]]:
    return [(each.code, each.place) for each in lacks_of(terms)]


def test_one_with_days_proof_and_sums_is_complete() -> None:
    sums = (StepTerms(bonus_needs_sum=True, bonus=Decimal(1)), StepTerms(penalty_needs_sum=True, penalty=Decimal(0)))

    assert lacks_of(WHOLE) == lacks_of(replace(WHOLE, steps=sums)) == []
    assert is_complete(lacks_of(WHOLE))


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        *LACKS,
        (replace(WHOLE, staircase=replace(WHOLE.staircase, steps=()), steps=()), [("no_steps", "staircase")]),
        (replace(WHOLE, staircase=replace(WHOLE.staircase, high=Decimal(50))), [("above_bounds", "step 2")]),
    ],
)
def test_what_is_missing_is_named_at_its_place(terms: StaircaseTerms, expected: list[tuple[str, str]]) -> None:
    assert codes(terms) == expected
    assert not is_complete(lacks_of(terms))


def test_a_warning_leaves_it_complete() -> None:
    short = replace(WHOLE.staircase, steps=(Step(Decimal(40), months=3, notice_months=6),))
    found = lacks_of(replace(WHOLE, staircase=short, steps=(StepTerms(),)))

    assert [each.code for each in found] == ["notice_too_late"]
    assert is_complete(found)
