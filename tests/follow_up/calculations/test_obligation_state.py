"""Where an obligation stands on a day follows from its steps, results, evidence and open deviations."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from follow_up.calculations.obligation_state import HeldStep, Kept, Known, Proof, Result, standing_on

START, RISES = date(2026, 3, 1), date(2028, 3, 1)
STEPS = (HeldStep(1, Decimal(50), START, date(2028, 2, 29)), HeldStep(2, Decimal(70), RISES))
KNOWN = Known(START, STEPS)
AFTER = date(2028, 6, 1)


def test_obligation_is_not_due_before_its_first_step() -> None:
    assert standing_on(KNOWN, date(2026, 2, 28)).state == Kept.NOT_YET_DUE


def test_obligation_without_steps_is_due_from_the_contracts_first_day() -> None:
    known = Known(START)

    assert [standing_on(known, day).state for day in (date(2026, 2, 28), START)] == [Kept.NOT_YET_DUE, Kept.UNKNOWN]


def test_obligation_that_nobody_looked_at_is_unknown() -> None:
    assert standing_on(KNOWN, AFTER).state == Kept.UNKNOWN


@pytest.mark.parametrize(
    ("result", "state"),
    [
        (Result(date(2028, 4, 1), is_kept=True), Kept.KEPT),
        (Result(date(2028, 4, 1), is_kept=False), Kept.NOT_KEPT),
        (Result(date(2027, 4, 1), is_kept=True), Kept.UNKNOWN),
        (Result(date(2027, 4, 1), is_kept=True, value=Decimal(69)), Kept.UNKNOWN),
        (Result(date(2027, 4, 1), is_kept=True, value=Decimal(70)), Kept.KEPT),
        (Result(date(2029, 4, 1), is_kept=True), Kept.UNKNOWN),
    ],
)
def test_newest_result_that_speaks_for_the_step_decides(result: Result, state: Kept) -> None:
    assert standing_on(replace(KNOWN, results=(result,)), AFTER).state == state


def test_lower_is_better_where_at_most_is_asked() -> None:
    steps = (HeldStep(1, Decimal(70), START, date(2028, 2, 29)), HeldStep(2, Decimal(50), RISES))
    known = Known(START, steps, (Result(date(2027, 4, 1), is_kept=True, value=Decimal(48)),), asks_at_least=False)

    assert standing_on(known, AFTER).state == Kept.KEPT


def test_open_deviation_outweighs_a_result_that_it_is_kept() -> None:
    known = replace(KNOWN, results=(Result(date(2028, 4, 1), is_kept=True),), open_deviations=1)

    assert standing_on(known, AFTER).state == Kept.NOT_KEPT


@pytest.mark.parametrize(
    ("proof", "state"),
    [
        (Proof(date(2028, 4, 1)), Kept.KEPT),
        (Proof(date(2028, 4, 1), date(2028, 5, 31)), Kept.UNKNOWN),
        (Proof(date(2027, 4, 1), date(2029, 5, 31)), Kept.UNKNOWN),
    ],
)
def test_evidence_counts_if_it_is_good_and_of_the_step(proof: Proof, state: Kept) -> None:
    assert standing_on(replace(KNOWN, proofs=(proof,)), AFTER).state == state


def test_standing_says_what_is_in_force_and_when_it_changes() -> None:
    standing = standing_on(replace(KNOWN, proofs=(Proof(START, date(2027, 1, 31)),)), date(2026, 6, 1))

    assert (standing.step, standing.next_step) == STEPS
    assert standing.changes_on == date(2027, 2, 1)
