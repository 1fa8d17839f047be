"""What would be asked if the contract began on another day, were extended otherwise, or rose in other steps.

Nothing here is kept: a plan and what would become of it are compared step by step.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.staircase import Staircase, StepInForce, steps_in_force
from procurement.calculations.step_saving import StepSaving


@dataclass(frozen=True, slots=True)
class Change:
    """What is different from the plan; None and 0 where nothing is.

    `options` counts the extensions that are used. `shift` is added to every threshold, in its unit; `thresholds` stand
    in the place of the planned ones, in their order.
    """

    first: date | None = None
    options: int | None = None
    shift: Decimal = Decimal(0)
    thresholds: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class StepDifference:
    """One step as planned and as it would be; None where it would never hold. Tonnes over all its days, if known."""

    number: int
    planned: StepInForce | None
    changed: StepInForce | None
    planned_tonnes: Decimal | None = None
    changed_tonnes: Decimal | None = None

    @property
    def days(self) -> int | None:
        """How many days later it takes effect, negative where earlier; None where it does not hold in both."""
        return (self.changed.first - self.planned.first).days if self.planned and self.changed else None

    @property
    def tonnes(self) -> Decimal | None:
        """How many tonnes more it saves, negative where fewer; a step that never holds saves nothing."""
        if self.planned_tonnes is None and self.changed_tonnes is None:
            return None
        return (self.changed_tonnes or Decimal(0)) - (self.planned_tonnes or Decimal(0))


def period_after(change: Change, period: ContractPeriod) -> ContractPeriod:
    """Return how long the contract would run."""
    begun = period.beginning(change.first) if change.first else period
    return begun if change.options is None else begun.with_options(change.options)


def staircase_after(change: Change, staircase: Staircase) -> Staircase:
    """Return the staircase with its other thresholds, which stay within their bounds."""
    return replace(
        staircase,
        steps=tuple(
            replace(step, threshold=_bounded(staircase, _other(change, place, step.threshold)))
            for place, step in enumerate(staircase.steps)
        ),
    )


def steps_after(change: Change, staircase: Staircase, period: ContractPeriod) -> list[StepInForce]:
    """Return the steps that would hold; months are counted as the staircase says for a late start."""
    return steps_in_force(staircase_after(change, staircase), period_after(change, period), planned_first=period.first)


def differences(
    planned: Sequence[StepInForce],
    changed: Sequence[StepInForce],
    savings: tuple[dict[int, StepSaving], dict[int, StepSaving]] = ({}, {}),
) -> list[StepDifference]:
    """Return what becomes of each step that holds in either, by its number; `savings` are those of both, if known."""
    before, after = ({step.number: step for step in steps} for steps in (planned, changed))
    return [
        StepDifference(
            number,
            before.get(number),
            after.get(number),
            savings[0][number].in_all if number in savings[0] else None,
            savings[1][number].in_all if number in savings[1] else None,
        )
        for number in sorted({*before, *after})
    ]


def _other(change: Change, place: int, threshold: Decimal) -> Decimal:
    chosen = change.thresholds[place] if place < len(change.thresholds) else threshold
    return chosen + change.shift


def _bounded(staircase: Staircase, threshold: Decimal) -> Decimal:
    if staircase.low is not None:
        threshold = max(threshold, staircase.low)
    return threshold if staircase.high is None else min(threshold, staircase.high)
