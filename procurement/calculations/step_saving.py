"""What a step is expected to save: a projection with its interval, never subtracted from a footprint.

saving = the contract's emissions in the category x share of it that the requirement touches
         x (threshold - baseline share) x relative reduction

Method, sources and limits: docs/methods/step_saving.md. Without a baseline there is no figure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from foundation.problems import Problem
from procurement.calculations.contract_period import ONE_DAY
from procurement.calculations.staircase import StepInForce
from requirements_bank.calculations.requirement import Direction

METHOD_VERSION = "1.0"
DAYS_A_YEAR = Decimal("365.2425")


@dataclass(frozen=True, slots=True)
class Assumption:
    """One quantity that somebody believes: its value between a low and a high one, and where it comes from."""

    value: Decimal
    low: Decimal
    high: Decimal
    source: str

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise ValueError("an assumption lies between its low and its high value")


@dataclass(frozen=True, slots=True)
class SavingBasis:
    """What the formula needs; None where nobody has said it yet.

    Emissions are tonnes CO2e a year of the contract's purchases in the category, the others shares between 0 and 1:
    `touched` of these emissions the requirement is about, of which `baseline` keeps it today; where it is kept,
    emissions are lower by `reduction`.
    """

    emissions: Assumption | None
    touched: Assumption | None
    baseline: Assumption | None
    reduction: Assumption | None


@dataclass(frozen=True, slots=True)
class StepSaving:
    """Tonnes CO2e a year while the step holds, and over all its days in the contract; low and high of each."""

    number: int
    a_year: Decimal
    a_year_low: Decimal
    a_year_high: Decimal
    in_all: Decimal
    in_all_low: Decimal
    in_all_high: Decimal


@dataclass(frozen=True, slots=True)
class Savings:
    """What each step saves, or the gaps that stand in the way of any figure."""

    steps: Mapping[int, StepSaving]
    gaps: tuple[Problem, ...] = ()


def savings_of(
    steps: Sequence[StepInForce], basis: SavingBasis, *, direction: Direction, unit: str, until: date | None = None
) -> Savings:
    """Return what each step that holds is expected to save, by its number; gaps instead where something is missing.

    Only a share that is to be at least so many per cent can be computed: what another measure saves does not follow
    from its threshold. `until` cuts the days that are counted.
    """
    gaps = _gaps(basis)
    if unit != "%" or direction is not Direction.AT_LEAST:
        gaps.append(Problem("not_a_rising_share", "saving", "measure", values={"unit": unit}))
    if gaps:
        return Savings({}, tuple(gaps))
    return Savings({step.number: _saving(step, basis, until) for step in steps})


def _gaps(basis: SavingBasis) -> list[Problem]:
    names = ("emissions", "touched", "baseline", "reduction")
    return [Problem(f"no_{name}", "saving", name) for name in names if getattr(basis, name) is None]


def _saving(step: StepInForce, basis: SavingBasis, until: date | None) -> StepSaving:
    last = min(step.last, until) if until else step.last
    years = max(Decimal((last + ONE_DAY - step.first).days), Decimal(0)) / DAYS_A_YEAR
    a_year = [_tonnes(step.threshold / 100, basis, name) for name in ("value", "low", "high")]
    return StepSaving(step.number, *a_year, *(tonnes * years for tonnes in a_year))


def _tonnes(threshold: Decimal, basis: SavingBasis, name: str) -> Decimal:
    """Return tonnes a year with all assumptions at their value, or all at the end that saves least or most."""
    emissions, touched, baseline, reduction = basis.emissions, basis.touched, basis.baseline, basis.reduction
    if not (emissions and touched and baseline and reduction):
        raise ValueError("there is no figure without a whole basis")
    other_end = {"value": baseline.value, "low": baseline.high, "high": baseline.low}[name]
    raised = max(threshold - other_end, Decimal(0))
    emitted, share, lower = (Decimal(getattr(each, name)) for each in (emissions, touched, reduction))
    return emitted * share * raised * lower
