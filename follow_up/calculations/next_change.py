"""When time alone changes where an obligation stands: a step takes effect, evidence begins or expires; what is good."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from follow_up.calculations.obligation_state import Result, ResultKind
from procurement.calculations.staircase import StepInForce


def next_change(steps: Iterable[StepInForce], results: Iterable[Result], day: date) -> date | None:
    """Return the first day after this one on which the state may be another; None where time changes nothing.

    >>> found = Result(ResultKind.EVIDENCE, date(2026, 1, 1), is_kept=True, valid_to=date(2026, 6, 30))
    >>> next_change([], [found], date(2026, 3, 1)).isoformat()
    '2026-07-01'
    """
    days = [step.first for step in steps]
    for result in results:
        days.append(result.day)
        if result.valid_to:
            days.append(result.valid_to + timedelta(days=1))
    return min((each for each in days if each > day), default=None)


def is_good_proof(result: Result, day: date) -> bool:
    """Return whether it is evidence that says something on the day."""
    has_begun = result.kind == ResultKind.EVIDENCE and result.day <= day
    return has_begun and (result.valid_to is None or result.valid_to >= day)


def last_day_of_proofs(proofs: Collection[Result]) -> date | None:
    """Return until when the one that lasts longest is good; None where one has no end, or there is none."""
    ends = [proof.valid_to for proof in proofs]
    return None if None in ends else max((end for end in ends if end), default=None)
