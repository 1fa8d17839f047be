"""The steps of a contract: what was asked for and what the winner offered beyond it, on days.

Method: docs/methods/contract_steps.md. Asked and offered steps stand together in one staircase; of it the strictest
that has taken effect holds, so that an offer never takes anything away from what was asked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from procurement.calculations.contract_period import ONE_DAY, ContractPeriod
from procurement.calculations.staircase import Staircase, Step, StepInForce, day_of, steps_in_force, threshold_on
from procurement.calculations.steps_as_written import same_step

METHOD_VERSION = "1.0"


class Origin(StrEnum):
    """Where a step of a contract comes from."""

    ASKED = "asked"
    OFFERED = "offered"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class WrittenStep:
    """A step as it is written in the contract, and where it comes from."""

    step: Step
    origin: Origin = Origin.ASKED


@dataclass(frozen=True, slots=True)
class ResolvedStep:
    """A step with its days. `needs_option` where it holds only if an extension is used that is not used yet."""

    in_force: StepInForce
    needs_option: bool = False


@dataclass(frozen=True, slots=True)
class ContractDays:
    """How long a contract runs with all its extensions, how many of them are used, and the start that was planned."""

    period: ContractPeriod
    used: int = 0
    planned_first: date | None = None

    @property
    def last(self) -> date:
        """The last day with the extensions that are used."""
        return self.period.with_options(self.used).last_possible


def written_steps(asked: Iterable[Step], offered: Iterable[Step], first: date) -> list[WrittenStep]:
    """Return both kinds of steps in the order of their days, counted from `first`; on one day what is asked first.

    A step that is offered exactly as it is asked stands once, as asked.
    """
    wanted = list(asked)
    both = [WrittenStep(step) for step in wanted]
    both += [WrittenStep(step, Origin.OFFERED) for step in offered if not _is_asked(step, wanted)]
    return sorted(both, key=lambda each: day_of(each.step, first))


def resolved_steps(staircase: Staircase, steps: Sequence[Step], days: ContractDays) -> list[ResolvedStep]:
    """Return the steps that hold in the contract as it stands, and after them those that an extension would bring.

    `staircase` gives the direction and the rules. `number` of a step is its place among `steps`, from 1.
    """
    written = replace(staircase, steps=tuple(steps))
    firm = steps_in_force(written, days.period.with_options(days.used), planned_first=days.planned_first)
    possible = steps_in_force(written, days.period, planned_first=days.planned_first)
    later = [ResolvedStep(step, needs_option=True) for step in possible if step.option > days.used]
    return [*(ResolvedStep(step) for step in firm), *later]


def first_difference(before: Sequence[StepInForce], after: Sequence[StepInForce]) -> date | None:
    """Return the first day on which something else is asked, None where all stays the same."""
    days = {step.first for step in (*before, *after)} | {step.last + ONE_DAY for step in (*before, *after)}
    return next((day for day in sorted(days) if threshold_on(day, before) != threshold_on(day, after)), None)


def _is_asked(offered: Step, asked: Iterable[Step]) -> bool:
    return any(same_step(step) == same_step(offered) for step in asked)
