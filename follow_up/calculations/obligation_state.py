"""Whether an obligation is kept on a day: by its steps, what was found, and deviations that are open.

Method: docs/methods/obligation_state.md. The first rule that holds decides:

1. Before the first step's day it is not yet due. After the last step's day that step is still judged.
2. A deviation is open: it is not kept.
3. There is no result that counts: it is unknown. A result counts from its day on, evidence until it expires.
4. The newest result that counts decides; of two on one day what was found mended goes before a control, a control
   before a report, a report before evidence, and of one kind the worse one. Its value is held against the threshold;
   without a value its own verdict stands.
5. Is that result older than the step, it shows that the step is kept if its value reaches it; else it is unknown.
6. What was found mended, while the newest value does not reach the step, is unknown until it is measured again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum

from procurement.calculations.staircase import StepInForce, is_stricter
from requirements_bank.calculations.requirement import Direction

METHOD_VERSION = "1.1"


class State(StrEnum):
    """Whether an obligation is kept."""

    KEPT = "kept"
    NOT_KEPT = "not_kept"
    UNKNOWN = "unknown"
    NOT_YET_DUE = "not_yet_due"


class Rule(StrEnum):
    """Which rule decided."""

    BEFORE_FIRST_STEP = "before_first_step"
    DEVIATION_OPEN = "deviation_open"
    NO_RESULT = "no_result"
    OLD_RESULT = "old_result"
    EVIDENCE_EXPIRED = "evidence_expired"
    NEWEST_RESULT = "newest_result"
    NOT_MEASURED_SINCE = "not_measured_since"


class ResultKind(IntEnum):
    """Where a result comes from; of two on one day the higher one counts."""

    EVIDENCE = 1
    REPORT = 2
    CONTROL = 3
    MENDED = 4


@dataclass(frozen=True, slots=True)
class Result:
    """Something found on a day: the answer of a control, an accepted measurement, evidence, a mended deviation.

    `value` in the obligation's unit, None where nothing was measured. `is_kept` is what the controller said, None where
    the value alone tells. `valid_to` is the last day of evidence, None where it has no end.
    """

    kind: ResultKind
    day: date
    value: Decimal | None = None
    is_kept: bool | None = None
    valid_to: date | None = None

    def __post_init__(self) -> None:
        if self.value is None and self.is_kept is None:
            raise ValueError("a result has a value or says whether it is kept")


@dataclass(frozen=True, slots=True)
class OpenDeviation:
    """A deviation that was found on a day, and when it was closed."""

    found_on: date
    closed_on: date | None = None

    def is_open_on(self, day: date) -> bool:
        """Return whether it was found by the day and not closed by it."""
        return self.found_on <= day and (self.closed_on is None or self.closed_on > day)


@dataclass(frozen=True, slots=True)
class ObligationState:
    """The state on a day, the rule that decided, the step that was judged, and the result that decided."""

    state: State
    rule: Rule
    step: StepInForce | None = None
    result: Result | None = None


def obligation_state(
    direction: Direction | None,
    steps: Sequence[StepInForce],
    results: Iterable[Result],
    deviations: Iterable[OpenDeviation],
    day: date,
) -> ObligationState:
    """Return the state on the day; `steps` in the order of their days, `direction` None for yes and no.

    An obligation without a threshold is one step with threshold 1 from its first to its last day; its results say
    themselves whether it is kept.

    >>> step = StepInForce(1, Decimal(50), date(2026, 1, 1), date(2027, 12, 31), 0)
    >>> found = Result(ResultKind.REPORT, date(2026, 4, 1), Decimal(48))
    >>> obligation_state(Direction.AT_LEAST, [step], [found], [], date(2026, 5, 1)).state.value
    'not_kept'
    """
    step = judged_step(steps, day)
    if step is None:
        return ObligationState(State.NOT_YET_DUE, Rule.BEFORE_FIRST_STEP)
    if any(each.is_open_on(day) for each in deviations):
        return ObligationState(State.NOT_KEPT, Rule.DEVIATION_OPEN, step)
    known = [each for each in results if each.day <= day]
    until = min(day, step.last)
    valid = [each for each in known if each.valid_to is None or each.valid_to >= until]
    if not valid:
        return ObligationState(State.UNKNOWN, Rule.EVIDENCE_EXPIRED if known else Rule.NO_RESULT, step)
    newest = _newest(direction, step, valid)
    measured = [each for each in valid if each.value is not None]
    if newest.kind is ResultKind.MENDED and direction is not None and measured:
        before = _newest(direction, step, measured)
        if not _is_kept(direction, step, before):
            return ObligationState(State.UNKNOWN, Rule.NOT_MEASURED_SINCE, step, before)
    return _judged(direction, step, newest)


def judged_step(steps: Sequence[StepInForce], day: date) -> StepInForce | None:
    """Return the newest step that has begun by the day, None before the first one."""
    return max((step for step in steps if step.first <= day), key=lambda step: step.first, default=None)


def meets(direction: Direction, threshold: Decimal, value: Decimal) -> bool:
    """Return whether a value keeps a threshold; one that equals it does.

    >>> meets(Direction.AT_LEAST, Decimal(50), Decimal(50)), meets(Direction.AT_MOST, Decimal(50), Decimal("50.1"))
    (True, False)
    """
    return not is_stricter(direction, threshold, value)


def _newest(direction: Direction | None, step: StepInForce, results: Sequence[Result]) -> Result:
    return max(results, key=lambda each: (each.day, each.kind, not _is_kept(direction, step, each)))


def _is_kept(direction: Direction | None, step: StepInForce, result: Result) -> bool:
    if result.is_kept is False or direction is None or result.value is None:
        return bool(result.is_kept)
    return meets(direction, step.threshold, result.value)


def _judged(direction: Direction | None, step: StepInForce, result: Result) -> ObligationState:
    """Return what the newest result says; one from before the step only shows that it is kept, by its value."""
    is_kept = _is_kept(direction, step, result)
    has_value = direction is not None and result.value is not None
    if result.day < step.first and not (is_kept and has_value):
        return ObligationState(State.UNKNOWN, Rule.OLD_RESULT, step, result)
    return ObligationState(State.KEPT if is_kept else State.NOT_KEPT, Rule.NEWEST_RESULT, step, result)
