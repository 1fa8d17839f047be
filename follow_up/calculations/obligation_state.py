"""Whether an obligation is kept on a day, as far as is known. Method: docs/methods/obligation_state.md.

Rules, the first that holds decides:

1. An open deviation: not kept.
2. It has steps and the first takes effect after the day, or it holds from a later day: not yet due.
3. The newest result that speaks for the step in force decides: kept or not kept. A result speaks for a step if it is of
   its first day or later; an older one only if its value meets the step's threshold already.
4. Accepted evidence that is good on the day and effective since the step took effect: kept.
5. Otherwise it is not known.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

METHOD_VERSION = "1.0"


class Kept(StrEnum):
    """Whether it is kept."""

    KEPT = "kept"
    NOT_KEPT = "not_kept"
    UNKNOWN = "unknown"
    NOT_YET_DUE = "not_yet_due"


@dataclass(frozen=True, slots=True)
class HeldStep:
    """A step on its days: `last` None while nothing ends it."""

    number: int
    threshold: Decimal
    first: date
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What was found on a day; `value` in the unit of the steps, None where nothing was measured."""

    on: date
    is_kept: bool
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """Accepted evidence: from when it says something, and until when (None: without end)."""

    effective_on: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known of an obligation; `first_day` is of its contract, `asks_at_least`: more is better."""

    first_day: date | None
    steps: tuple[HeldStep, ...] = ()
    results: tuple[Result, ...] = ()
    proofs: tuple[Proof, ...] = ()
    open_deviations: int = 0
    asks_at_least: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """Where it stands. `changes_on` is the next day on which time alone may change it."""

    state: Kept
    step: HeldStep | None
    next_step: HeldStep | None
    proof_until: date | None
    has_proof: bool
    changes_on: date | None


def standing_on(known: Known, day: date) -> Standing:
    """Return where the obligation stands on the day.

    >>> steps = (HeldStep(1, Decimal(50), date(2026, 3, 1)), HeldStep(2, Decimal(70), date(2028, 3, 1)))
    >>> known = Known(date(2026, 3, 1), steps, (Result(date(2027, 1, 1), True, Decimal(64)),))
    >>> standing_on(known, date(2027, 6, 1)).state.value, standing_on(known, date(2028, 6, 1)).state.value
    ('kept', 'unknown')
    """
    step = next((each for each in known.steps if each.first <= day and (each.last is None or day <= each.last)), None)
    coming = next((each for each in known.steps if each.first > day), None)
    good = [proof for proof in known.proofs if _is_good(proof, day)]
    return Standing(
        state=_state(known, day, step, good),
        step=step,
        next_step=coming,
        proof_until=_latest(good),
        has_proof=bool(good),
        changes_on=_next_change(known, day),
    )


def _state(known: Known, day: date, step: HeldStep | None, good: Sequence[Proof]) -> Kept:
    if known.open_deviations:
        return Kept.NOT_KEPT
    if _is_not_due(known, day, step):
        return Kept.NOT_YET_DUE
    for result in sorted(known.results, key=lambda each: each.on, reverse=True):
        if result.on <= day and _speaks_for(result, step, asks_at_least=known.asks_at_least):
            return Kept.KEPT if result.is_kept else Kept.NOT_KEPT
    since = step.first if step else None
    if any(since is None or proof.effective_on >= since for proof in good):
        return Kept.KEPT
    return Kept.UNKNOWN


def _is_not_due(known: Known, day: date, step: HeldStep | None) -> bool:
    if known.steps:
        return step is None and known.steps[0].first > day
    return known.first_day is None or known.first_day > day


def _speaks_for(result: Result, step: HeldStep | None, *, asks_at_least: bool) -> bool:
    if step is None or result.on >= step.first:
        return True
    if result.value is None:
        return False
    return result.value >= step.threshold if asks_at_least else result.value <= step.threshold


def _is_good(proof: Proof, day: date) -> bool:
    return proof.effective_on <= day and (proof.valid_until is None or proof.valid_until >= day)


def _latest(proofs: Iterable[Proof]) -> date | None:
    """Return until when the longest of them is good; None where one is without end, or there is none."""
    ends = [proof.valid_until for proof in proofs]
    return max((end for end in ends if end), default=None) if None not in ends else None


def _next_change(known: Known, day: date) -> date | None:
    """Return the next day after this one on which a step begins or ends, or evidence begins or runs out."""
    days = [each.first for each in known.steps]
    days += [date.fromordinal(each.last.toordinal() + 1) for each in known.steps if each.last]
    days += [proof.effective_on for proof in known.proofs]
    days += [date.fromordinal(proof.valid_until.toordinal() + 1) for proof in known.proofs if proof.valid_until]
    days += [known.first_day] if known.first_day else []
    return min((each for each in days if each > day), default=None)
